"""The sheets `lieux` (national schema) and `passages`."""

from data_access import vocabulary
from data_access.importing.sheets import kinds
from data_access.importing.sheets.declaring import Column, Line, Sheet
from data_access.importing.sheets.rules import deduce, hours, in_france, not_before, residence
from data_access.schema import Place, Stop
from data_access.territory.france import commune_of_france_at

DROPPED = frozenset({"telephone", "courriels"})
"""National columns left out: they may hold somebody's own telephone number or address."""

DETAILS = [
    "pivot",
    "code_postal",
    "adresse",
    "complement_adresse",
    "typologie",
    "site_web",
    "horaires",
    "presentation_resume",
    "presentation_detail",
    "source",
    "itinerance",
    "structure_parente",
    "date_maj",
    "services",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "autres_formations_labels",
    "modalites_acces",
    "modalites_accompagnement",
    "fiche_acces_libre",
    "prise_rdv",
]
LISTS = frozenset(
    [
        "typologie",
        "itinerance",
        "services",
        "publics_specifiquement_adresses",
        "prise_en_charge_specifique",
        "frais_a_charge",
        "dispositif_programmes_nationaux",
        "formations_labels",
        "autres_formations_labels",
        "modalites_acces",
        "modalites_accompagnement",
    ]
)


def _detail(name: str) -> Column:
    kind = kinds.DAY_TEXT if name == "date_maj" else kinds.LIST if name in LISTS else kinds.PARAGRAPH
    return Column(
        name, kind, f"details.{name}", "Colonne du schéma national « lieux de médiation numérique »."
    )


def _locate_place(line: Line) -> None:
    given, territory = line.row.values, line.context.territory
    deduce(line, "qpv_code", territory.qpv_at(given["latitude"], given["longitude"]))
    commune = territory.commune_at(given["latitude"], given["longitude"])
    if commune and commune != given["commune_insee"]:
        found = territory.communes[commune].name
        line.note(f"la position est à {found} ({commune}), pas dans la commune {given['commune_insee']}")


def _locate_stop(line: Line) -> None:
    given, territory = line.row.values, line.context.territory
    position = given["latitude"], given["longitude"]
    deduce(line, "commune_insee", territory.commune_at(*position) or commune_of_france_at(*position))
    deduce(line, "qpv_code", territory.qpv_at(*position))


PLACES = Sheet(
    name="lieux",
    table=Place.__table__,  # type: ignore[arg-type]
    noun="lieu",
    help="Une ligne par lieu fixe : schéma national « lieux de médiation numérique ». "
    "Les colonnes telephone et courriels ne sont pas gardées (données personnelles).",
    complete=_locate_place,
    rules=(in_france, not_before("closed_on", "opened_on"), residence),
    columns=(
        Column("id", kinds.KEY, "key", "Identifiant du lieu, unique.", required=True, example="L-001"),
        Column("nom", kinds.text(300), "name", "Nom du lieu.", required=True, example="Centre social"),
        Column(
            "commune",
            kinds.text(200),
            "commune_name",
            "Nom de la commune.",
            required=True,
            example="Maubeuge",
        ),
        Column(
            "code_insee",
            kinds.COMMUNE,
            "commune_insee",
            "Code commune INSEE (pas le code postal).",
            required=True,
            example="59392",
        ),
        Column(
            "latitude",
            kinds.LATITUDE,
            "latitude",
            "Latitude (WGS84), en France.",
            required=True,
            example=50.2774,
        ),
        Column("longitude", kinds.LONGITUDE, "longitude", "Longitude (WGS84).", required=True, example=3.973),
        Column("date_ouverture", kinds.ANY_DAY, "opened_on", "Ouvert depuis cette date."),
        Column("date_fermeture", kinds.ANY_DAY, "closed_on", "Fermé depuis cette date ; vide : ouvert."),
        Column("qpv_code", kinds.QPV, "qpv_code", "Quartier prioritaire ; vide : d'après la position."),
        *map(_detail, DETAILS),
    ),
)

STOPS = Sheet(
    name="passages",
    table=Stop.__table__,  # type: ignore[arg-type]
    noun="passage",
    help="Une ligne par passage du tiers-lieu mobile.",
    dated="held_on",
    complete=_locate_stop,
    rules=(hours, in_france, residence),
    columns=(
        Column(
            "id_passage", kinds.KEY, "key", "Identifiant du passage, unique.", required=True, example="M-001"
        ),
        Column("date", kinds.DAY, "held_on", "Date du passage.", required=True, example="2024-03-12"),
        Column("heure_debut", kinds.HOUR, "starts_at", "Heure de début.", required=True, example="09:00"),
        Column(
            "heure_fin",
            kinds.HOUR,
            "ends_at",
            "Heure de fin, après le début.",
            required=True,
            example="12:00",
        ),
        Column("nom", kinds.text(300), "name", "Nom de l'arrêt.", example="Place de la mairie"),
        Column(
            "latitude",
            kinds.LATITUDE,
            "latitude",
            "Latitude (WGS84), en France.",
            required=True,
            example=50.2774,
        ),
        Column("longitude", kinds.LONGITUDE, "longitude", "Longitude (WGS84).", required=True, example=3.973),
        Column(
            "commune_insee",
            kinds.COMMUNE,
            "commune_insee",
            "Code commune INSEE ; vide : d'après la position.",
        ),
        Column("qpv_code", kinds.QPV, "qpv_code", "Quartier prioritaire ; vide : d'après la position."),
        Column(
            "statut",
            kinds.STATUS,
            "status",
            "Statut ; vide : prévu.",
            default=vocabulary.PLANNED,
            example="prévu",
        ),
    ),
)
