"""The verdict sentence."""

from dashboard.targets import Status
from dashboard.verdict import sentence


def test_counts_each_status():
    statuses = {Status.REACHED: 1, Status.ON_COURSE: 5, Status.WATCH: 2, Status.LATE: 1}
    said = "Sur 9 objectifs suivis : 1 atteint, 5 à l'heure, 2 à surveiller, 1 en retard."
    assert sentence(statuses) == said


def test_agrees_and_tells_missing_data():
    assert sentence({Status.REACHED: 2, None: 1}) == "Sur 3 objectifs suivis : 2 atteints, 1 sans donnée."


def test_without_target():
    assert sentence({}) == "Aucun objectif n'est fixé pour ce périmètre."
