"""The sheets `ateliers` and `presences`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from data_access import vocabulary
from data_access.importing.sheets import kinds
from data_access.importing.sheets.declaring import TRANSIENT, Column, Fault, Key, Line, Row, Sheet, Values
from data_access.importing.sheets.rules import hours, residence
from data_access.importing.wording import fold
from data_access.purging import is_forgotten
from data_access.schema import Attendance, Workshop

BANDS = ((12, 0), (18, 1), (25, 2), (40, 3), (60, 4), (70, 5), (121, 6))


def _placed(line: Line, values: Values) -> Iterator[Fault]:
    if values["commune_insee"] is None and values["place"] is None and values["stop"] is None:
        yield Fault(
            "commune_insee",
            "un code commune INSEE : obligatoire sans id_lieu ni id_passage",
            "une cellule vide",
        )


def _note_unknown_themes(line: Line) -> None:
    for theme in (line.row.values.get("themes") or "").split("|"):
        if theme and fold(theme) not in kinds.KNOWN_THEMES:
            line.note(f"la thématique « {theme[:80]} » n'est pas dans la liste : gardée telle quelle")


def _number_anonymous(rows: Sequence[Row]) -> None:
    """Give each anonymous row of a workshop the smallest rank that the file leaves free."""
    used: defaultdict[str | None, set[int]] = defaultdict(set)
    identified = any("person" in row.values for row in rows)
    anonymous = [row for row in rows if row.values.get("person", "" if identified else None) is None]
    for row in rows:
        if row.values.get("person") is not None:
            row.values["rank"] = None
    for row in anonymous:
        used[row.values.get("workshop")].add(row.values.get("rank") or 0)
    last: defaultdict[str | None, int] = defaultdict(int)
    for row in anonymous:
        if row.values.get("rank") is None:
            workshop = row.values.get("workshop")
            last[workshop] += 1
            while last[workshop] in used[workshop]:
                last[workshop] += 1
            row.values["rank"] = last[workshop]


def _complete_attendance(line: Line) -> None:
    _resolve_age(line)
    _respect_purge(line)


def _resolve_age(line: Line) -> None:
    """Turn a birth year into the age band at the workshop's date; the year goes no further."""
    given = line.row.values
    if TRANSIENT not in given:
        return
    year, band = given.pop(TRANSIENT), given.get("age_band")
    if year is None:
        given.setdefault("age_band", None)
        return
    deduced = age_band(line.context.workshop_dates[given["workshop"]].year - year)
    if band is not None and band != deduced:
        line.note("tranche_age et annee_naissance ne concordent pas : la tranche est retenue")
    given["age_band"] = band or deduced or IMPLAUSIBLE


IMPLAUSIBLE = "?"


def age_band(age: int) -> str | None:
    """Return the band of an age in years, None when nobody has that age."""
    if age < 0:
        return None
    position = next((position for limit, position in BANDS if age < limit), None)
    return None if position is None else vocabulary.AGE_BANDS[position]


def _plausible_age(line: Line, values: Values) -> Iterator[Fault]:
    if values["age_band"] == IMPLAUSIBLE:
        held = line.context.workshop_dates[values["workshop"]]
        yield Fault(
            "annee_naissance",
            f"une année de naissance plausible pour un atelier de {held.year}",
            "une autre année",
        )


def _respect_purge(line: Line) -> None:
    """Leave out people whom the retention purge made unrecognisable: they would come back as new ones."""
    context, given = line.context, line.row.values
    if context.purged_before is None or context.workshop_dates[given["workshop"]] >= context.purged_before:
        return
    person, household = given.get("person"), given.get("household")
    if person is not None and person not in context.met_before_purge:
        line.row.ignored = True
        line.note(
            f"atelier antérieur à la purge du {context.purged_before:%d/%m/%Y} : "
            "personne oubliée, ou inconnue à cette date, ligne ignorée"
        )
    elif line.stored is not None and is_forgotten(line.stored["household"]):
        given.pop("household", None)
    elif household is not None and household not in context.met_before_purge:
        given["household"] = None


def _grouped_only_when_anonymous(line: Line, values: Values) -> Iterator[Fault]:
    if values["headcount"] > 1 and values["person"] is not None:
        yield Fault("nombre", "1 : un nombre plus grand ne vaut que sans id_personne")


def _describe_attendance(key: Key, row: int | None) -> str:
    workshop, person, rank = key
    if person is None:
        return f"atelier {workshop}, groupe anonyme {rank}"
    return f"atelier {workshop}, personne {'…' if row is None else f'de la ligne {row}'}"


WORKSHOPS = Sheet(
    name="ateliers",
    table=Workshop.__table__,  # type: ignore[arg-type]
    noun="atelier",
    help="Une ligne par atelier.",
    dated="held_on",
    complete=_note_unknown_themes,
    rules=(hours, _placed, residence),
    columns=(
        Column(
            "id_atelier",
            kinds.KEY,
            "key",
            "Identifiant de l'atelier, unique.",
            required=True,
            example="A-2024-001",
        ),
        Column("date", kinds.DAY, "held_on", "Date de l'atelier.", required=True, example="2024-03-12"),
        Column(
            "heure_debut", kinds.HOUR, "starts_at", "Heure de début ; va avec heure_fin.", example="14:00"
        ),
        Column("heure_fin", kinds.HOUR, "ends_at", "Heure de fin, après le début.", example="16:00"),
        Column("intitule", kinds.text(300), "title", "Intitulé.", example="Premiers pas sur internet"),
        Column("type", kinds.WORKSHOP_TYPE, "type", "Type d'atelier.", required=True, example="initiation"),
        Column(
            "thematiques",
            kinds.THEME_LIST,
            "themes",
            "Thématiques de la Coop, séparées par « | » ou un retour à la ligne.",
            example="Navigation sur internet | E-mail",
        ),
        Column("id_lieu", kinds.KEY, "place", "Lieu de la feuille « lieux ».", refers_to="lieux"),
        Column("id_passage", kinds.KEY, "stop", "Passage de la feuille « passages ».", refers_to="passages"),
        Column(
            "commune_insee",
            kinds.COMMUNE,
            "commune_insee",
            "Code commune INSEE (pas le code postal) ; obligatoire sans id_lieu ni id_passage.",
            example="59392",
        ),
        Column(
            "qpv_code", kinds.QPV, "qpv_code", "Quartier prioritaire ; vide : d'après la position du lieu."
        ),
        Column("places", kinds.whole(1, 10_000), "capacity", "Nombre de places.", example=12),
        Column(
            "inscription",
            kinds.YES_NO,
            "registration",
            "« oui » quand on s'inscrit à l'avance : les absences sont alors notées. Vide : non.",
            default=False,
            example="oui",
        ),
        Column("statut", kinds.STATUS, "status", "Statut.", required=True, example="tenu"),
        Column(
            "animateur",
            kinds.text(200),
            "organiser",
            "Structure qui anime ; jamais le nom d'une personne.",
            example="Centre social",
        ),
    ),
)

ATTENDANCE = Sheet(
    name="presences",
    table=Attendance.__table__,  # type: ignore[arg-type]
    noun="présence",
    help="Une ligne par personne inscrite à un atelier, ou par groupe anonyme.",
    key=("workshop", "person", "rank"),
    number=_number_anonymous,
    complete=_complete_attendance,
    rules=(_plausible_age, _grouped_only_when_anonymous, residence),
    describe=_describe_attendance,
    columns=(
        Column(
            "id_atelier",
            kinds.KEY,
            "workshop",
            "Atelier de la feuille « ateliers », ou déjà importé.",
            required=True,
            refers_to="ateliers",
            example="A-2024-001",
        ),
        Column(
            "id_personne",
            kinds.KEY,
            "person",
            "Identifiant libre donné par l'organisateur, sans nom ; vide : anonyme. "
            "Il n'est jamais enregistré : une empreinte à clé le remplace.",
            hashed="personne",
            example="P-12",
        ),
        Column(
            "rang",
            kinds.whole(1, 1_000_000),
            "rank",
            "Distingue les lignes anonymes d'un atelier : 1, 2, 3… Vide : d'après l'ordre des lignes.",
        ),
        Column("present", kinds.PRESENCE, "presence", "Présence.", required=True, example="présent"),
        Column(
            "nombre",
            kinds.whole(1, 10_000),
            "headcount",
            "Nombre de personnes ; plus de 1 seulement pour un groupe anonyme. Vide : 1.",
            default=1,
            example=1,
        ),
        Column("genre", kinds.GENDER, "gender", "Genre.", example="féminin"),
        Column(
            "tranche_age",
            kinds.AGE_BAND,
            "age_band",
            "Tranche d'âge de la Coop ; l'emporte sur annee_naissance.",
            example="40 - 59 ans",
        ),
        Column(
            "annee_naissance",
            kinds.YEAR,
            TRANSIENT,
            "Transformée en tranche d'âge à la date de l'atelier, puis oubliée.",
        ),
        Column(
            "statut_social",
            kinds.SOCIAL_STATUS,
            "social_status",
            "Statut social de la Coop.",
            example="En emploi",
        ),
        Column(
            "commune_insee",
            kinds.COMMUNE,
            "commune_insee",
            "Commune de résidence (code INSEE).",
            example="59392",
        ),
        Column("qpv_code", kinds.QPV, "qpv_code", "Quartier prioritaire de résidence."),
        Column(
            "id_foyer",
            kinds.KEY,
            "household",
            "Foyer, même identifiant que dans « appareils » ; remplacé par une empreinte à clé.",
            hashed="foyer",
            example="F-7",
        ),
    ),
)
