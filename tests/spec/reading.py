"""Reads the worked examples: workbook rows, what each selection gives, and the split of the first one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
RESULT = "Résultat"
SPLIT = "Par "

Row = dict[str, Any]


@dataclass(frozen=True)
class Expectation:
    """A line of « Résultat »: a selection and its figure; `tolerance` bears on the value."""

    du: date
    au: date
    territoires: frozenset[str]
    base: str
    numerateur: Decimal | None
    denominateur: Decimal | None
    valeur: Decimal | None
    lignes: int
    tolerance: Decimal | None = None

    def __str__(self) -> str:
        return f"{self.du}..{self.au} {' '.join(sorted(self.territoires)) or '*'} {self.base}"


@dataclass(frozen=True)
class Spec:
    """A worked example; `splits` holds, by dimension, the groups of the first expectation."""

    key: str
    label: str
    text: str
    rows: Mapping[str, list[Row]]
    expectations: list[Expectation]
    splits: Mapping[str, dict[str, Decimal]] = field(default_factory=dict)


def boolean(cell: str) -> bool:
    return {"oui": True, "non": False}[cell]


def _several(cell: str) -> str:
    """Return values as a workbook joins them; « | » already parts the cells of an example."""
    return cell.replace(" + ", "|")


COLUMNS: Mapping[str, Mapping[str, Callable[[str], Any]]] = {
    "ateliers": {
        "id_atelier": str,
        "date": date.fromisoformat,
        "heure_debut": time.fromisoformat,
        "heure_fin": time.fromisoformat,
        "type": str,
        "thematiques": _several,
        "id_lieu": str,
        "id_passage": str,
        "commune_insee": str,
        "qpv_code": str,
        "places": int,
        "inscription": boolean,
        "statut": str,
    },
    "presences": {
        "id_atelier": str,
        "id_personne": str,
        "rang": int,
        "present": str,
        "nombre": int,
        "genre": str,
        "tranche_age": str,
        "annee_naissance": int,
        "statut_social": str,
        "commune_insee": str,
        "qpv_code": str,
        "id_foyer": str,
    },
    "appareils": {
        "id_appareil": str,
        "type": str,
        "date_reception": date.fromisoformat,
        "date_pret": date.fromisoformat,
        "date_remise": date.fromisoformat,
        "modalite": str,
        "id_foyer": str,
        "commune_insee": str,
        "qpv_code": str,
        "date_retour": date.fromisoformat,
        "motif_retour": str,
        "date_sortie": date.fromisoformat,
    },
    "budget": {
        "id_ligne": str,
        "date": date.fromisoformat,
        "nature": str,
        "financeur": str,
        "action": str,
        "montant": Decimal,
        "commune_insee": str,
        "qpv_code": str,
    },
    "lieux": {
        "id": str,
        "nom": str,
        "commune": str,
        "code_insee": str,
        "latitude": float,
        "longitude": float,
        "date_ouverture": date.fromisoformat,
        "date_fermeture": date.fromisoformat,
    },
    "passages": {
        "id_passage": str,
        "date": date.fromisoformat,
        "heure_debut": time.fromisoformat,
        "heure_fin": time.fromisoformat,
        "nom": str,
        "latitude": float,
        "longitude": float,
        "commune_insee": str,
        "qpv_code": str,
        "statut": str,
    },
}
RESULT_COLUMNS: Mapping[str, Callable[[str], Any]] = {
    "du": date.fromisoformat,
    "au": date.fromisoformat,
    "territoire": str,
    "base": str,
    "numerateur": Decimal,
    "denominateur": Decimal,
    "valeur": Decimal,
    "lignes": int,
    "tolerance": Decimal,
}
SPLIT_COLUMNS: Mapping[str, Callable[[str], Any]] = {"groupe": str, "valeur": Decimal}


def specs() -> list[Spec]:
    """Return every worked example, by key."""
    return [read(path) for path in sorted(FOLDER.glob("*.md"))]


def read(path: Path) -> Spec:
    """Return a worked example; raises ValueError, saying where, when it is not well formed."""
    try:
        return _parse(path.stem, path.read_text("utf-8"))
    except (KeyError, ValueError, ArithmeticError) as error:
        raise ValueError(f"{path.name}: {error!r}") from error


def _parse(key: str, text: str) -> Spec:
    head, *sections = text.split("\n## ")
    title, _, words = head.partition("\n")
    tables = dict(_section(section) for section in sections)
    return Spec(
        key,
        title.removeprefix("# ").strip(),
        words.strip(),
        {name: _rows(lines, COLUMNS[name]) for name, lines in tables.items() if not _is_answer(name)},
        [_expectation(row) for row in _rows(tables[RESULT], RESULT_COLUMNS)],
        {name.removeprefix(SPLIT): _split(lines) for name, lines in tables.items() if name.startswith(SPLIT)},
    )


def _is_answer(name: str) -> bool:
    return name == RESULT or name.startswith(SPLIT)


def _section(section: str) -> tuple[str, list[str]]:
    name, _, body = section.partition("\n")
    return name.strip(), [line for line in body.splitlines() if line.strip()]


def _rows(lines: list[str], columns: Mapping[str, Callable[[str], Any]]) -> list[Row]:
    header, _, *body = (_cells(line) for line in lines)
    kinds = [columns[name] for name in header]
    return [dict(zip(header, _typed(cells, kinds), strict=True)) for cells in body]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip()[1:-1].split("|")]


def _typed(cells: list[str], kinds: list[Callable[[str], Any]]) -> Iterator[Any]:
    for cell, kind in zip(cells, kinds, strict=True):
        yield kind(cell) if cell else None


def _expectation(row: Row) -> Expectation:
    codes = row.pop("territoire")
    return Expectation(territoires=frozenset((codes or "").split()), **row)


def _split(lines: list[str]) -> dict[str, Decimal]:
    return {row["groupe"]: row["valeur"] for row in _rows(lines, SPLIT_COLUMNS)}
