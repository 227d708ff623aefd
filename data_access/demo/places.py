"""The « lieux » sheet: fixed places, in the national schema of digital mediation places."""

from datetime import date, timedelta
from decimal import Decimal

from data_access.demo.locations import COMMUNES, PLACES, Site
from data_access.demo.period import Period, Row

# The only real place: France services La Poste de Maubeuge (ANCT list of France services, 1 August 2024).
REAL_PLACE = "L-06"
REAL_OPENING = date(2021, 7, 1)
REAL_HOURS = "Mo 14:00-16:30; Tu 09:00-12:00,14:00-16:00; We-Fr 09:00-12:00,14:00-16:30"
REAL_PRESENTATION = "Espace labellisé France services le 1er juillet 2021."
PRESENTATION = "Lieu de démonstration : horaires, services et activité sont inventés."

OFFICE_HOURS = "Mo-Fr 08:30-12:00,13:30-17:00"
HOURS = {
    "BIB": "Tu,Th 14:00-18:00; We 10:00-12:00,14:00-18:00; Sa 10:00-12:00,14:00-17:00",
    "CSC": "Mo-Fr 09:00-12:00,13:30-17:30; We 09:00-18:30",
    "CS": "Mo-Fr 09:00-12:00,13:30-17:30",
    "MQ": "Mo-Fr 09:00-12:00,14:00-18:00",
    "EVS": "Mo,Tu,Th 09:00-12:00,13:30-17:00",
    "EPN": "Mo-Fr 09:30-12:30,13:30-17:00",
    "RESSOURCERIE": "Tu-Sa 10:00-12:30,14:00-18:00",
}

TOOLS = "Maîtrise des outils numériques du quotidien"
FORMALITIES = "Aide aux démarches administratives"
ACCESS = "Accès internet et matériel informatique"
SOLIDARITY = "Acquisition de matériel informatique à prix solidaire"
SERVICES = {
    "BIB": (TOOLS, "Compréhension du monde numérique", ACCESS),
    "CSC": (TOOLS, FORMALITIES, "Parentalité et éducation avec le numérique", ACCESS),
    "CS": (TOOLS, FORMALITIES, "Parentalité et éducation avec le numérique"),
    "MQ": (TOOLS, "Loisirs et créations numériques"),
    "EVS": (TOOLS, FORMALITIES),
    "EPN": (TOOLS, "Utilisation sécurisée du numérique", ACCESS),
    "MUNI": (FORMALITIES, ACCESS),
    "CCAS": (FORMALITIES, TOOLS),
    "RFS": (FORMALITIES,),
    "RESSOURCERIE": (SOLIDARITY, TOOLS, ACCESS),
}
PUBLICS = {"CSC": "Familles et/ou enfants|Seniors", "CS": "Familles et/ou enfants", "CCAS": "Seniors"}
PROGRAMMES = {"RFS": "France Services", "EPN": "Conseillers numériques", "CSC": "Aidants Connect"}


def rows(period: Period) -> list[Row]:
    """Return the fixed places."""
    return [_row(site, period) for site in PLACES]


def open_on(site: Site, day: date, period: Period) -> bool:
    """Say whether a place receives people that day."""
    opened, closed = _opening(site, period), _closing(site, period)
    return opened <= day and (closed is None or day < closed)


def _row(site: Site, period: Period) -> Row:
    spot, real = site.spot, site.spot.key == REAL_PLACE
    commune, postcode = COMMUNES[spot.commune]
    return {
        "id": spot.key,
        "pivot": "00000000000000",
        "nom": spot.name,
        "commune": commune,
        "code_postal": postcode,
        "code_insee": spot.commune,
        "latitude": Decimal(spot.latitude),
        "longitude": Decimal(spot.longitude),
        "horaires": REAL_HOURS if real else HOURS.get(site.typology, OFFICE_HOURS),
        "presentation_resume": REAL_PRESENTATION if real else PRESENTATION,
        "source": "démonstration",
        "itinerance": "Fixe",
        "date_maj": period.ago(30),
        "date_ouverture": _opening(site, period),
        "date_fermeture": _closing(site, period),
        **_offer(site.typology),
    }


def _offer(typology: str) -> Row:
    collective = typology in {"BIB", "CSC", "CS", "MQ", "EVS", "EPN", "RESSOURCERIE"}
    return {
        "typologie": typology,
        "services": "|".join(SERVICES[typology]),
        "publics_specifiquement_adresses": PUBLICS.get(typology),
        "frais_a_charge": "Gratuit sous condition" if typology == "RESSOURCERIE" else "Gratuit",
        "dispositif_programmes_nationaux": PROGRAMMES.get(typology),
        "modalites_acces": "Se présenter|Téléphoner",
        "modalites_accompagnement": "Accompagnement individuel"
        + ("|Dans un atelier collectif" if collective else ""),
    }


def _opening(site: Site, period: Period) -> date:
    if site.spot.key == REAL_PLACE:
        return REAL_OPENING
    return period.start + timedelta(days=site.opened)


def _closing(site: Site, period: Period) -> date | None:
    return None if site.closed is None else period.start + timedelta(days=site.closed)
