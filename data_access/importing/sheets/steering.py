"""The sheets `objectifs`, `comites` and `decisions`."""

from collections.abc import Iterator

from data_access.importing.sheets import kinds
from data_access.importing.sheets.declaring import Column, Fault, Line, Sheet, Values
from data_access.importing.sheets.rules import known_indicator
from data_access.schema import Committee, Decision, Target


def _known_territory(line: Line, values: Values) -> Iterator[Fault]:
    code = values["territory"]
    if code != "*" and line.context.territory.area(code) is None:
        yield Fault("territoire", "« * », une commune ou un QPV du territoire")


def _starts_before_due(line: Line, values: Values) -> Iterator[Fault]:
    if values["started_on"] and values["started_on"] > values["due_on"]:
        yield Fault("date_depart", f"une date avant l'échéance ({values['due_on']:%d/%m/%Y})")


TARGETS = Sheet(
    name="objectifs",
    table=Target.__table__,  # type: ignore[arg-type]
    noun="objectif",
    help="Une ligne par valeur à atteindre.",
    key=("indicator", "territory", "due_on"),
    dated="due_on",
    rules=(known_indicator, _known_territory, _starts_before_due),
    columns=(
        Column(
            "indicateur",
            kinds.INDICATOR,
            "indicator",
            "Clé de l'indicateur (voir la page « Méthode »).",
            required=True,
            example="ateliers",
        ),
        Column(
            "territoire",
            kinds.TERRITORY,
            "territory",
            "« * » pour tout le plan, sinon un code commune ou QPV.",
            required=True,
            example="*",
        ),
        Column(
            "echeance",
            kinds.DAY,
            "due_on",
            "Date à laquelle atteindre la valeur.",
            required=True,
            example="2026-12-31",
        ),
        Column("valeur", kinds.NUMBER, "value", "Valeur à atteindre.", required=True, example=100),
        Column("date_depart", kinds.DAY, "started_on", "Vide : début du plan."),
        Column("valeur_depart", kinds.NUMBER, "start_value", "Vide : 0.", default=0.0),
        Column(
            "source", kinds.text(300), "document", "Document qui fixe l'objectif.", example="Feuille de route"
        ),
    ),
)

COMMITTEES = Sheet(
    name="comites",
    table=Committee.__table__,  # type: ignore[arg-type]
    noun="comité",
    help="Une ligne par réunion du comité de pilotage.",
    dated="held_on",
    columns=(
        Column(
            "id_comite", kinds.KEY, "key", "Identifiant du comité, unique.", required=True, example="COPIL-1"
        ),
        Column("date", kinds.DAY, "held_on", "Date de la réunion.", required=True, example="2024-03-12"),
        Column("intitule", kinds.text(300), "title", "Intitulé.", example="Comité de pilotage"),
        Column("lieu", kinds.text(300), "venue", "Lieu de la réunion.", example="Siège de l'agglomération"),
    ),
)

DECISIONS = Sheet(
    name="decisions",
    table=Decision.__table__,  # type: ignore[arg-type]
    noun="décision",
    help="Une ligne par décision.",
    rules=(known_indicator,),
    columns=(
        Column(
            "id_decision",
            kinds.KEY,
            "key",
            "Identifiant de la décision, unique.",
            required=True,
            example="D-1",
        ),
        Column(
            "id_comite",
            kinds.KEY,
            "committee",
            "Comité de la feuille « comites ».",
            refers_to="comites",
            example="COPIL-1",
        ),
        Column(
            "texte",
            kinds.PARAGRAPH,
            "text",
            "Texte de la décision.",
            required=True,
            example="Ouvrir un nouvel atelier",
        ),
        Column(
            "responsable",
            kinds.text(200),
            "owner",
            "Fonction du responsable ; jamais le nom d'une personne.",
            example="Chef de projet",
        ),
        Column("echeance", kinds.DAY, "due_on", "Échéance.", example="2024-06-30"),
        Column("etat", kinds.STATE, "state", "État.", example="à faire"),
        Column("indicateur", kinds.INDICATOR, "indicator", "Clé de l'indicateur concerné."),
    ),
)
