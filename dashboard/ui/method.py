"""How every figure is made, how good the data are, what the words mean."""

from dashboard import clock
from dashboard.method import Method, words
from dashboard.method.glossary import plain
from dashboard.quality import Finding
from dashboard.quality.declaration import WATCH_FROM_PERCENT
from dashboard.ui.rendering import show
from dashboard.wording import HARD, NO_DATA, count, number

LEAST_PERCENT = 0.1


def method(view: Method) -> None:
    """Show every indicator, the state of the data and the words, in one block."""
    show(
        "method.html",
        view=view,
        words=words,
        local=clock.local,
        anchor=anchor,
        concerned=concerned,
        total=total,
        share=share,
        headline=headline(view),
        watch_from=WATCH_FROM_PERCENT,
    )


def anchor(word: str) -> str:
    """Return the end of an in-page address: « reste-a-engager »."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain(word)).split())


def headline(view: Method) -> str:
    """Say how many findings are worth acting on."""
    found = sum(finding.deserves_attention for finding in view.findings)
    checks = count(len(view.findings), "vérification")
    return f"{count(found, 'point') if found else 'rien'} à surveiller sur {checks}"


def concerned(finding: Finding) -> str:
    """Return how many, or how much, is at fault."""
    if not finding.rows:
        return NO_DATA
    return f"{number(finding.count / 100, 2)}{HARD}€" if finding.check.in_cents else number(finding.count)


def total(finding: Finding) -> str:
    """Return what was looked at: « sur 389 ateliers tenus », « sur 27 359,43 € payés »."""
    one, many = finding.check.counted
    if not finding.rows:
        return ""
    if finding.check.in_cents:
        return f"sur {number(finding.total / 100, 2)}{HARD}{many}"
    return f"sur {count(finding.total, one, many)}"


def share(finding: Finding) -> str:
    """Return the share in percent; a share too small to write is said so."""
    if finding.share is None:
        return ""
    if 0 < finding.share < LEAST_PERCENT:
        return f"moins de {number(LEAST_PERCENT, 1)}{HARD}%"
    return f"{number(finding.share, 1 if finding.count else 0)}{HARD}%"
