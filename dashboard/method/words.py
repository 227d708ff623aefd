"""What is said of every indicator in the same words: where it counts, how it splits, what a target asks."""

from dashboard.indicators.declaration import Aggregate, Direction, Indicator, Pillar, Unit
from dashboard.measuring import Figure
from dashboard.selection import Basis
from dashboard.targets import Target
from dashboard.wording import THIN, day, dimension_name, listing, number, quantity

EITHER = "la résidence ou le lieu de l'atelier, au choix"
IN_USE = {Basis.RESIDENCE: "ici, la résidence", Basis.PLACE: "ici, le lieu de l'atelier"}
AT_HOME = {
    Pillar.WORKSHOPS: "la résidence de la personne",
    Pillar.DEVICES: "la résidence du foyer",
    Pillar.BUDGET: "le territoire vers lequel l'argent est fléché",
}
IN_PLACE = {
    Pillar.WORKSHOPS: "le lieu de l'atelier",
    Pillar.COVERAGE: "le lieu où le service est rendu",
}
EVERYWHERE = "tout le plan, quel que soit le territoire choisi"
ASKS = {Direction.MORE: "au moins", Direction.LESS: "au plus", Direction.PARITY: "au plus près de"}
UNITS = {
    Unit.HOURS: "heures",
    Unit.PERCENT: "pour cent",
    Unit.PER_THOUSAND: f"pour 1{THIN}000 habitants",
    Unit.EUROS: "euros, au centime",
    Unit.METRES: "mètres",
}
PERSONAL = "oui : hors de l'équipe, un petit effectif ne se montre pas"
IMPERSONAL = "non"
HALF_A_CENT = 0.005


def unit(indicator: Indicator) -> str:
    """Return the unit in full."""
    return UNITS.get(indicator.unit, indicator.unit.value)


def counted_by(indicator: Indicator, asked: Basis) -> str:
    """Return where the indicator counts things, and which place is in use when there is a choice."""
    if isinstance(indicator.numerator, Aggregate) and indicator.numerator.everywhere:
        return EVERYWHERE
    if len(indicator.bases) > 1:
        return f"{EITHER} ; {IN_USE[indicator.basis(asked)]}"
    return (IN_PLACE if Basis.PLACE in indicator.bases else AT_HOME)[indicator.pillar]


def splits(indicator: Indicator) -> str:
    """Return what the indicator can be split by."""
    return listing([dimension_name(name) for name in indicator.dimensions]) or "rien : il ne se ventile pas"


def target(indicator: Indicator, found: Target | None) -> str:
    """Return « au moins 100 foyers au 31 décembre 2026 », or which way a target would be judged."""
    asked = ASKS[indicator.direction]
    if found is None:
        return f"aucun pour ce périmètre ; il demanderait « {asked} »"
    return f"{asked} {quantity(indicator, found.value)} au {day(found.due)}"


def privacy(indicator: Indicator) -> str:
    """Say whether the indicator counts people or households."""
    return PERSONAL if indicator.personal else IMPERSONAL


def calculation(figure: Figure) -> str:
    """Return « 412 ÷ 4 324 × 100 » when the figure is a division that gives something."""
    above, below = figure.numerator, figure.denominator
    if figure.value is None or above is None or below is None:
        return ""
    scale = figure.indicator.scale
    times = "" if scale == 1 else f" × {number(scale)}"
    return f"{_part(above)} ÷ {_part(below)}{times}"


def _part(value: float) -> str:
    return number(value, 0 if abs(value - round(value)) < HALF_A_CENT else 2)
