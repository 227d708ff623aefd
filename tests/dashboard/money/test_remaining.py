"""Granted = paid + still to pay + still to commit, whatever the lines."""

from hypothesis import HealthCheck, given, settings

from dashboard.money import remaining
from dashboard.selection import Selection
from tests.dashboard.money import counting
from tests.dashboard.money.counting import END, START, budgets, to_cents

PLAN = Selection(START, END)
FEW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def sums(known):
    rows = counting.inside(known, PLAN)
    return [counting.cents(rows, nature=nature) for nature in ("notifié", "engagé", "payé")]


@FEW
@given(lines=budgets())
def test_parts_make_the_whole_to_the_cent(recorded, lines):
    known = recorded(lines)
    exhibit, (granted, committed, paid) = remaining.exhibit(known, PLAN), sums(known)
    parts = [to_cents(amount) for _, amount in exhibit.table.rows]
    if granted is not None:
        assert parts == [
            paid or 0,
            (committed or 0) - (paid or 0),
            granted - (committed or 0),
            granted,
        ]
    elif committed is not None:
        assert parts == [paid or 0, committed - (paid or 0), committed]
    else:
        assert exhibit.is_empty
        assert parts == []
    assert sum(parts[:-1]) == (parts[-1] if parts else 0)
    assert ("dépassement" in exhibit.note) == any(part < 0 for part in parts[:-1])


@FEW
@given(lines=budgets(least=1))
def test_each_step_starts_where_the_one_before_ends(recorded, lines):
    figure = remaining.exhibit(recorded(lines), PLAN).figure
    if figure is None:
        return
    trace = figure["data"][0]
    ends = [round(100 * (base + length)) for base, length in zip(trace["base"], trace["x"], strict=True)]
    starts = [round(100 * base) for base in trace["base"]]
    assert starts[:2] == [0, 0]
    assert starts[2:] == ends[1:-1]
    assert ends[-1] == ends[0]


def test_an_overrun_is_called_so(recorded):
    lines = [
        (START, nature, "État", "Ateliers", (None, None), cents)
        for nature, cents in (("notifié", 10_000), ("engagé", 12_050), ("payé", 500))
    ]
    exhibit = remaining.exhibit(recorded(lines), PLAN)
    assert exhibit.title.startswith("20,50\u00a0€ engagés au-delà du notifié, 115,50\u00a0€ restent à payer")


def test_the_sentence_is_an_addition(facts):
    assert remaining.exhibit(facts, PLAN).sentence.replace("\u202f", " ").replace("\u00a0", " ") == (
        "Depuis le début du plan, au 24 novembre 2026 : 49 842,00 € notifiés = 27 359,43 € payés "
        "+ 7 529,15 € engagés restant à payer + 14 953,42 € restant à engager."
    )
