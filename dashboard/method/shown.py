"""Worked examples as readers see them: French headers, dates, numbers and names instead of codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from dashboard import wording
from dashboard.exhibits.table import Column, Table
from dashboard.indicators.declaration import Indicator
from dashboard.method.examples import SPLIT, Example, Grid
from dashboard.selection import Basis
from dashboard.wording import HARD, NO_DATA
from data_access.territory import Territory

Say = Callable[[str, Territory], str]


@dataclass(frozen=True, slots=True)
class Worked:
    """An example ready to be read: what happens, the rows it starts from, then what they give."""

    text: str
    tables: tuple[Table, ...]


def worked(example: Example, indicator: Indicator, territory: Territory) -> Worked:
    """Return an example in French, areas named after the territory's."""
    return Worked(
        example.text,
        (
            *(_sheet(grid, territory) for grid in example.sheets),
            _results(example.result, indicator, territory),
            *(_split(grid, indicator, territory) for grid in example.splits),
        ),
    )


def _as_is(cell: str, territory: Territory) -> str:
    return cell


def _day(cell: str, territory: Territory) -> str:
    return wording.short_day(date.fromisoformat(cell))


def _time(cell: str, territory: Territory) -> str:
    return wording.hour(time.fromisoformat(cell))


def _area(cell: str, territory: Territory) -> str:
    return wording.area_name(cell, territory)


def _money(cell: str, territory: Territory) -> str:
    return f"{wording.number(float(cell), 2)}{HARD}€"


def _number(cell: str, territory: Territory | None = None) -> str:
    return wording.number(float(cell), len(cell.partition(".")[2]))


NUMBERS = frozenset({_money, _number})
COLUMNS: Mapping[str, tuple[str, Say]] = {
    "annee_naissance": ("Année de naissance", _as_is),
    "action": ("Action", _as_is),
    "code_insee": ("Commune", _area),
    "commune": ("Nom de la commune", _as_is),
    "commune_insee": ("Commune", _area),
    "date": ("Date", _day),
    "date_fermeture": ("Fermeture", _day),
    "date_ouverture": ("Ouverture", _day),
    "date_pret": ("Prêt le", _day),
    "date_reception": ("Reçu le", _day),
    "date_remise": ("Remis le", _day),
    "date_retour": ("Rendu le", _day),
    "date_sortie": ("Sorti le", _day),
    "financeur": ("Financeur", _as_is),
    "genre": ("Genre", _as_is),
    "heure_debut": ("Début", _time),
    "heure_fin": ("Fin", _time),
    "id": ("Lieu", _as_is),
    "id_appareil": ("Appareil", _as_is),
    "id_atelier": ("Atelier", _as_is),
    "id_foyer": ("Foyer", _as_is),
    "id_lieu": ("Lieu", _as_is),
    "id_ligne": ("Écriture", _as_is),
    "id_passage": ("Passage", _as_is),
    "id_personne": ("Personne", _as_is),
    "inscription": ("Inscription", _as_is),
    "latitude": ("Latitude", _number),
    "longitude": ("Longitude", _number),
    "modalite": ("Modalité", _as_is),
    "montant": ("Montant", _money),
    "motif_retour": ("Motif du retour", _as_is),
    "nature": ("Nature", _as_is),
    "nom": ("Nom", _as_is),
    "nombre": ("Nombre", _number),
    "places": ("Places", _number),
    "present": ("Présence", _as_is),
    "qpv_code": ("Quartier prioritaire", _area),
    "rang": ("Rang", _as_is),
    "statut": ("Statut", _as_is),
    "statut_social": ("Statut social", _as_is),
    "thematiques": ("Thématiques", _as_is),
    "tranche_age": ("Tranche d'âge", _as_is),
    "type": ("Type", _as_is),
}
RESIDENCE = {"commune_insee": "Commune de résidence", "qpv_code": "Quartier de résidence"}
PERSONAL_SHEETS = frozenset({"presences", "appareils"})
BASIS, DIVISION = "Compté selon", "Calcul"
BASES = {Basis.RESIDENCE: "la résidence", Basis.PLACE: "le lieu"}


def _sheet(grid: Grid, territory: Territory) -> Table:
    labels = RESIDENCE if grid.title in PERSONAL_SHEETS else {}
    return Table(
        f"Feuille « {grid.title} »",
        tuple(_column(name, labels.get(name), territory) for name in grid.columns),
        tuple(tuple(cell or None for cell in row) for row in grid.rows),
    )


def _column(name: str, label: str | None, territory: Territory) -> Column:
    usual, say = COLUMNS[name]
    return Column(label or usual, lambda cell: say(cell, territory), say in NUMBERS, absent="")


def _results(grid: Grid, indicator: Indicator, territory: Territory) -> Table:
    """Return one row per selection; the basis and the division are told where there is one."""
    found = [_result(dict(zip(grid.columns, row, strict=True)), indicator, territory) for row in grid.rows]
    told = [
        label
        for label in found[0]
        if (label != BASIS or len(indicator.bases) > 1)
        and (label != DIVISION or any(row[label] for row in found))
    ]
    return Table(
        "Ce que cela donne",
        tuple(Column(label, is_number=label in {DIVISION, "Résultat", "Lignes comptées"}) for label in told),
        tuple(tuple(row[label] for label in told) for row in found),
    )


def _result(row: Mapping[str, str], indicator: Indicator, territory: Territory) -> dict[str, str]:
    return {
        "Période": f"du {_day(row['du'], territory)} au {_day(row['au'], territory)}",
        "Territoire": wording.perimeter(row["territoire"].split(), territory),
        BASIS: BASES[Basis(row["base"])],
        DIVISION: _division(row, indicator),
        "Résultat": _value(row["valeur"], indicator, is_close=bool(row.get("tolerance"))),
        "Lignes comptées": _number(row["lignes"]),
    }


def _division(row: Mapping[str, str], indicator: Indicator) -> str:
    if not row["denominateur"]:
        return ""
    times = "" if indicator.scale == 1 else f" × {wording.number(indicator.scale)}"
    return f"{_number(row['numerateur'])} ÷ {_number(row['denominateur'])}{times}"


def _value(cell: str, indicator: Indicator, *, is_close: bool = False) -> str:
    if not cell:
        return NO_DATA
    said = wording.quantity(indicator, float(cell), len(cell.partition(".")[2]))
    return f"environ {said}" if is_close else said


def _split(grid: Grid, indicator: Indicator, territory: Territory) -> Table:
    dimension = grid.title.removeprefix(SPLIT)
    name = wording.dimension_name(dimension)
    return Table(
        f"Le premier résultat, par {name}",
        (Column(name.capitalize()), Column("Résultat", is_number=True)),
        tuple((_group(dimension, code, territory), _value(value, indicator)) for code, value in grid.rows),
    )


def _group(dimension: str, code: str, territory: Territory) -> str:
    if dimension == "mois":
        return wording.month(date.fromisoformat(f"{code}-01"))
    return wording.area_name(code, territory)
