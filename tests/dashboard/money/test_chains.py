"""From planned to paid: what the tables show, read back, adds up to the cent."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.charts import Slot
from dashboard.money.chains import by_action, by_funder
from dashboard.money.earmarks import exhibits, not_counted
from dashboard.selection import Selection
from data_access.demo.residences import LAGGING, SOUS_LE_BOIS
from tests.dashboard.money import counting
from tests.dashboard.money.counting import END, PERIMETERS, START, budgets, read_back

FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
PLAN = Selection(START, END)


def columns_of(exhibit):
    """Return the cents of each column as they are shown, the total apart."""
    cells = [[read_back(cell) for cell in row[1:]] for row in exhibit.table.shown()]
    return list(zip(*cells[:-1], strict=True)), cells[-1]


@FEW
@given(lines=budgets(least=1), territories=st.sampled_from(PERIMETERS))
def test_what_is_shown_adds_up_and_every_table_has_the_same_total(recorded, lines, territories):
    known, selection = recorded(lines), Selection(START, END, territories)
    totals = []
    for exhibit in (by_funder(known, selection), by_action(known, selection)):
        columns, total = columns_of(exhibit)
        sums = [sum(filter(None, column)) for column in columns] or [0] * len(total)
        assert sums == [cents or 0 for cents in total]
        totals.append(total)
    assert totals[0] == totals[1]
    rows = counting.inside(known, selection)
    assert totals[0][:6] == [counting.cents(rows, nature=nature) for nature in counting.KEYS]


@FEW
@given(lines=budgets(least=1), territories=st.sampled_from(PERIMETERS))
def test_earmarks_add_up_to_the_whole_plan(recorded, lines, territories):
    known, selection = recorded(lines), Selection(START, END, territories)
    everywhere = counting.inside(known, replace(selection, territories=frozenset()))
    found = exhibits(known, selection)
    assert len(found) == 1 + bool(territories)
    for exhibit in found:
        columns, total = columns_of(exhibit)
        assert total[:6] == [counting.cents(everywhere, nature=nature) for nature in counting.KEYS]
        sums = [sum(filter(None, column)) for column in columns]
        assert sums == [cents or 0 for cents in total][: len(sums)]


def test_funders_and_actions_stand_in_the_order_of_the_workbook(facts):
    funders, actions = by_funder(facts, PLAN), by_action(facts, PLAN)
    assert [row[0] for row in funders.table.rows] == ["Agglomération", "État", "Total"]
    assert [row[0] for row in actions.table.rows] == [
        "Élaboration du plan",
        "Équipement",
        "Ateliers",
        "Tiers-lieu mobile",
        "Non renseigné",
        "Total",
    ]


def test_amounts_without_an_action_are_told_and_not_drawn(facts):
    exhibit = by_action(facts, PLAN)
    assert "Non renseigné : versé 41\u202f535,00\u00a0€." in exhibit.note
    assert not any("Non renseigné" in said for _, said in exhibit.figure["data"][0]["customdata"])


def test_a_budget_without_any_action_is_drawn_all_the_same(recorded):
    known = recorded([(START, "prévu", "État", None, (None, None), 12_345)])
    exhibit = by_action(known, PLAN)
    assert exhibit.figure["data"][0]["customdata"][0][1] == "Non renseigné, Prévu : 123,45\u00a0€"


def test_the_title_names_the_action_whose_money_is_the_least_spent(facts):
    rows = counting.inside(facts, PLAN)
    shares = {
        action: counting.cents(rows, action=action, nature="payé")
        / counting.cents(rows, action=action, nature="notifié")
        for action in {row["action"] for row in rows} - {None}
    }
    assert by_action(facts, PLAN).title.startswith(min(shares, key=shares.get))


def test_bars_are_the_amounts_of_the_table(facts):
    exhibit = by_funder(facts, PLAN)
    drawn = exhibit.figure["data"][0]["x"]
    amounts = [float(cell) for row in exhibit.table.rows[:-1] for cell in row[1:7]]
    assert drawn == amounts
    assert {*exhibit.figure["data"][0]["marker"]["color"]} == {Slot.MAIN, Slot.FADED}


def test_a_correction_larger_than_the_rest_is_drawn_below_zero(recorded):
    lines = [(START, "payé", "État", "Ateliers", (None, None), cents) for cents in (1_000, -5_000)]
    exhibit = by_funder(recorded(lines), PLAN)
    assert exhibit.figure["layout"]["xaxis"]["range"] == [-40, 1]
    assert "−40,00\u00a0€" in exhibit.title


def test_nothing_recorded_is_said_and_not_drawn(no_facts):
    for exhibit in (by_funder(no_facts, PLAN), by_action(no_facts, PLAN), *exhibits(no_facts, PLAN)):
        assert exhibit.is_empty
        assert exhibit.sentence == "Aucune ligne de budget sur cette période."
        assert [*exhibit.table.shown()[0][1:]] == ["aucune ligne"] * 8


def test_the_amount_not_earmarked_is_stated_with_a_perimeter(facts):
    assert not_counted(facts, PLAN) == ""
    chosen = replace(PLAN, territories=frozenset({"59392"}))
    free = [row for row in counting.inside(facts, PLAN) if not (row["home_commune"] or row["home_qpv"])]
    said = not_counted(facts, chosen)
    assert "Seuls les montants fléchés vers Maubeuge comptent ici." in said
    for nature in counting.KEYS:
        cents = counting.cents(free, nature=nature)
        assert f"{nature} {cents // 100:,}".replace(",", "\u202f") + f",{cents % 100:02}\u00a0€" in said


def test_a_territory_is_chosen_by_its_bar_and_the_others_stay(facts):
    for chosen in (frozenset(), frozenset({LAGGING})):
        exhibit = exhibits(facts, replace(PLAN, territories=chosen))[-1]
        trace = exhibit.figure["data"][0]
        assert [code for code, _ in trace["customdata"]] == [LAGGING, SOUS_LE_BOIS]
        assert trace["marker"]["color"] == [Slot.MAIN, Slot.FADED if chosen else Slot.MAIN]
