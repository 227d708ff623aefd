"""The kinds of cells and the closed lists of the workbook."""

from collections.abc import Mapping

from data_access import vocabulary
from data_access.importing import cells, wording
from data_access.importing.sheets.declaring import Kind
from data_access.importing.wording import fold

COOP_AGE_BANDS = (
    "moins_de_douze",
    "douze_dix_huit",
    "dix_huit_vingt_quatre",
    "vingt_cinq_trente_neuf",
    "quarante_cinquante_neuf",
    "soixante_soixante_neuf",
    "soixante_dix_plus",
)
COOP_SOCIAL_STATUSES = ("retraite", "sans_emploi", "en_emploi", "scolarise")
UNKNOWN = ("Non communiqué", "Non communiqué ou hétérogène", "non_communique")
THEMES = (
    "Diagnostic numérique",
    "Prendre en main du matériel",
    "Maintenance de matériel",
    "Gérer ses contenus numériques",
    "Navigation sur internet",
    "E-mail",
    "Bureautique",
    "Réseaux sociaux communication",
    "Santé",
    "Banque et achats en ligne",
    "Accompagner un professionnel",
    "Insertion professionnelle",
    "Prévention en sécurité numérique",
    "Parentalité",
    "Scolarité et numérique",
    "Créer avec le numérique",
    "Culture numérique",
    "Intelligence artificielle (IA)",
    "Aide aux démarches administratives",
    "Papiers - Élections - Citoyenneté",
    "Famille - Scolarité",
    "Social - Santé",
    "Travail - Formation - Entreprise",
    "Logement",
    "Transports - Mobilité",
    "Argent - Impôts",
    "Justice",
    "Étrangers - Europe",
    "Loisirs - Sports - Culture",
    "Associations",
)
KNOWN_THEMES = {fold(theme): theme for theme in THEMES} | {
    fold("Entrepreneuriat"): "Accompagner un professionnel",
    fold("Email"): "E-mail",
}


def _closed(choices: tuple[str, ...], others: Mapping[str, str | None] | None = None) -> Kind:
    spellings: dict[str, str | None] = {fold(choice): choice for choice in choices}
    spellings |= {fold(spelling): label for spelling, label in (others or {}).items()}
    wanted = " ou ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))
    return Kind(wanted, cells.one_of(spellings), choices=choices)


def _coop(labels: tuple[str, ...], codes: tuple[str, ...]) -> Kind:
    """Return the kind of a Coop list: its labels, or the codes of its API."""
    return _closed(labels, dict(zip(codes, labels, strict=True)) | dict.fromkeys(UNKNOWN))


def text(limit: int = 10_000) -> Kind:
    """Return the kind of texts of at most `limit` characters."""
    return Kind(f"un texte d'au plus {limit} caractères", cells.short(limit))


def whole(lowest: int, highest: int) -> Kind:
    """Return the kind of whole numbers between two bounds."""
    shown = wording.show_number(highest)
    return Kind(
        f"un nombre entier entre {lowest} et {shown}", cells.whole(lowest, highest), number_format="0"
    )


def _themes(cell: object) -> str | None:
    given = cells.several(cell).split("|")
    return "|".join(dict.fromkeys(KNOWN_THEMES.get(fold(theme), theme) for theme in given if theme)) or None


def _day_text(cell: object) -> str:
    return cells.day(cell).isoformat()


def _list(value: str | None) -> str:
    return value.replace("|", " | ") if value else wording.EMPTY


def _euros(value: object) -> str:
    return wording.show(value) if value is None else wording.euros(value)  # type: ignore[arg-type]


KEY = text(200)
DAY = Kind("une date, telle que 12/03/2024", cells.day, number_format="dd/mm/yyyy")
ANY_DAY = Kind("une date, telle que 12/03/2024", cells.any_day, number_format="dd/mm/yyyy")
DAY_TEXT = Kind(DAY.expected, _day_text, number_format="dd/mm/yyyy")
HOUR = Kind("une heure, telle que 14:30", cells.hour, number_format="hh:mm")
MONEY = Kind("un montant en euros, tel que 25 560,00", cells.money, _euros, '#,##0.00 "€"')
YEAR = Kind("une année, telle que 1975", cells.whole(1850, 2099), number_format="0")
NUMBER = Kind("un nombre", cells.decimal, number_format="General")
LATITUDE = Kind("une latitude en degrés, telle que 50,2774", cells.decimal, number_format="0.000000")
LONGITUDE = Kind("une longitude en degrés, telle que 3,9730", cells.decimal, number_format="0.000000")
YES_NO = Kind("oui ou non", cells.boolean, choices=("oui", "non"))
COMMUNE = Kind("un code commune INSEE de cinq caractères, tel que 59392", cells.insee)
QPV = Kind("un code QPV, tel que QN05915M", cells.code(8))
TERRITORY = Kind("« * », un code commune INSEE ou un code QPV", cells.code(8))
INDICATOR = Kind("la clé d'un indicateur", cells.indicator)
LIST = Kind("une ou plusieurs valeurs séparées par « | »", cells.several, _list)
THEME_LIST = Kind("une ou plusieurs thématiques séparées par « | »", _themes, _list)
PARAGRAPH = Kind("un texte", cells.lines)
WORKSHOP_TYPE = _closed(vocabulary.WORKSHOP_TYPES)
STATUS = _closed(vocabulary.STATUSES)
PRESENCE = _closed(vocabulary.PRESENCES)
GENDER = _closed(vocabulary.GENDERS, dict.fromkeys(UNKNOWN))
AGE_BAND = _coop(vocabulary.AGE_BANDS, COOP_AGE_BANDS)
SOCIAL_STATUS = _coop(vocabulary.SOCIAL_STATUSES, COOP_SOCIAL_STATUSES)
DEVICE_TYPE = _closed(vocabulary.DEVICE_TYPES)
ORIGIN = _closed(vocabulary.DEVICE_ORIGINS)
TERM = _closed(vocabulary.HANDOVER_TERMS)
RETURN_REASON = _closed(vocabulary.RETURN_REASONS)
NATURE = _closed(vocabulary.NATURES)
STATE = _closed(vocabulary.DECISION_STATES)
