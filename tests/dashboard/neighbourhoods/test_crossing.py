"""The crossed table says what each comparison says."""

from dashboard.indicators import BY_KEY
from dashboard.neighbourhoods.comparing import compare
from dashboard.neighbourhoods.crossing import crossing
from dashboard.neighbourhoods.scales import MAIN, Scale


def test_each_cell_is_that_of_its_comparison(facts, selection):
    for scale in Scale:
        found = crossing(facts, selection, scale)
        assert [each.indicator.key for each in found.measures] == list(MAIN)
        for place, key in enumerate(MAIN):
            alone = {each.area.code: each for each in compare(facts, BY_KEY[key], selection, scale).areas}
            assert {row.area.code: row.cells[place] for row in found.rows} == alone


def test_areas_stand_in_alphabetical_order_and_go_out_as_a_file(facts, selection):
    found = crossing(facts, selection, Scale.QPV)
    names = [row.area.name for row in found.rows]
    assert names == sorted(names)
    communes = [row.area.name for row in crossing(facts, selection, Scale.COMMUNE).rows]
    assert communes.index("Cousolre") < communes.index("Éclaibes") < communes.index("Feignies")
    table = found.table()
    assert [row[0] for row in table.rows] == names
    epinette = next(row for row in table.rows if row[1] == "QN05917M")
    assert epinette[3] == "au-dessus"
    assert "au-dessus" in table.csv().decode("utf-8-sig")


def test_without_data_every_cell_is_silent(no_facts, selection):
    assert {each.standing for row in crossing(no_facts, selection, Scale.QPV).rows for each in row.cells} == {
        None
    }
