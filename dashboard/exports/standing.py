"""What every page, slide or sheet says of itself: whose figures, over what, final or not, invented or not."""

from dashboard.charts.look import shortened
from dashboard.exports.document import Document, Quote
from dashboard.wording import day, hour, short_day

DEMONSTRATION = "Données de démonstration"
SHOWN_DIGITS = 12


def state(document: Document) -> str:
    """Return « Provisoire, révision 12 » or « Figé le 15/12/2026, révision 12, empreinte 1a2b3c… »."""
    frozen = document.frozen
    if frozen is None:
        return f"Provisoire, révision {document.revision}"
    return (
        f"Figé le {short_day(frozen.at)}, révision {document.revision}, "
        f"empreinte {frozen.digest[:SHOWN_DIGITS]}"
    )


def signed(document: Document) -> str:
    """Return the state with the whole digest and the moment, for whoever checks."""
    frozen = document.frozen
    if frozen is None:
        return f"{state(document)} : ces chiffres peuvent encore bouger."
    return (
        f"Figé le {day(frozen.at)} à {hour(frozen.at)}, révision {document.revision}. "
        f"Empreinte SHA-256 : {frozen.digest}"
    )


def foot(document: Document, longest: int) -> str:
    """Return what stands under every page: the selection, cut when it must be, then the day and the state."""
    made = "" if document.frozen else f"Établi le {short_day(document.today)}. "
    end = f"{made}{state(document)}."
    return f"{shortened(document.selection, longest - len(end))} {end}"


def aim(quote: Quote) -> str:
    """Return « Objectif 1 600 personnes au 31/10/2027 », or nothing."""
    return "" if quote.aim is None else f"Objectif : {quote.aim.said} au {short_day(quote.aim.due)}"


def change(document: Document, quote: Quote) -> str:
    """Return « +135 depuis le comité du 01/09/2026 », or nothing."""
    if quote.change is None or document.committee is None:
        return ""
    return f"{quote.change_said} depuis le comité du {short_day(document.committee)}"


def status(quote: Quote) -> str:
    """Return where a figure stands against its target, or why it cannot be told."""
    return "" if quote.aim is None else quote.aim.status


def judged(document: Document) -> list[Quote]:
    """Return the figures that have a target."""
    return [quote for quote in document.figures if quote.aim]
