"""The words of the « Méthode » page that depend on what was found."""

from datetime import date

import pytest

from dashboard.indicators import Pillar
from dashboard.method import Chapter, Method
from dashboard.quality import CHECKS, Finding
from dashboard.selection import Selection
from dashboard.ui.method import anchor, concerned, headline, share, total

ROWS, MONEY, USUAL = (
    next(check for check in CHECKS if check.key == key)
    for key in ("sans_horaires", "paye_non_fleche", "anonymes")
)


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding(ROWS, 0, 0, 0), ("aucune donnée", "", "")),
        (Finding(ROWS, 0, 1, 1), ("0", "sur 1 atelier tenu", "0\u00a0%")),
        (Finding(ROWS, 2, 389, 389), ("2", "sur 389 ateliers tenus", "0,5\u00a0%")),
        (Finding(ROWS, 1, 2500, 2500), ("1", "sur 2\u202f500 ateliers tenus", "moins de 0,1\u00a0%")),
        (
            Finding(MONEY, 1234567, 2000000, 9),
            ("12\u202f345,67\u00a0€", "sur 20\u202f000,00\u00a0€ payés", "61,7\u00a0%"),
        ),
        (Finding(MONEY, 0, 0, 2), ("0,00\u00a0€", "sur 0,00\u00a0€ payés", "")),
        (Finding(MONEY, 0, 0, 0), ("aucune donnée", "", "")),
    ],
)
def test_a_finding_in_words(finding, said):
    assert (concerned(finding), total(finding), share(finding)) == said


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([Finding(ROWS, 0, 9, 9), Finding(USUAL, 9, 9, 9)], "rien à surveiller sur 2 vérifications"),
        ([Finding(ROWS, 1, 9, 9)], "1 point à surveiller sur 1 vérification"),
        ([Finding(ROWS, 1, 9, 9), Finding(ROWS, 9, 9, 9)], "2 points à surveiller sur 2 vérifications"),
    ],
)
def test_the_headline_counts_what_is_worth_acting_on(findings, said):
    chapter = Chapter(Pillar.WORKSHOPS, None, (), tuple(findings))
    assert headline(Method(Selection(date(2025, 1, 1), date(2025, 1, 2)), (chapter,), (), ())) == said


def test_anchors_are_plain():
    assert anchor("Reste à engager") == "reste-a-engager"
    assert anchor("Équipement") == "equipement"
