"""The chain as a funnel, and the days between its steps."""

from collections.abc import Iterator

from dashboard.charts import Bar, Level, bars, funnel
from dashboard.devices.chain import ACCOMPANIED, HANDED, READY, Chain, Passage, Step
from dashboard.devices.delays import Delay, Waiting, in_days
from dashboard.exhibits import Column, Exhibit, Table, table
from dashboard.indicators.devices import FOLLOW_UP
from dashboard.selection import Selection
from dashboard.wording import HARD, count, listing, number

AWAITING = {
    READY: "en préparation",
    HANDED: "en attente d'un foyer",
    ACCOMPANIED: f"encore dans les {FOLLOW_UP.days} jours",
}
UNVISITED = f"{FOLLOW_UP.days} jours passés, ou appareil rendu avant"
NONE_RECEIVED = "Aucun appareil reçu sur cette période."
NONE_HERE = "Aucun appareil reçu sur cette période n'a été remis dans ce périmètre."
COMMON = (
    "La réception et la préparation sont communes à tout le plan : on ne sait où va un appareil qu'à sa "
    "remise. La chaîne commence donc ici aux appareils remis dans le périmètre. "
)


def chain_exhibit(chain: Chain, selection: Selection) -> Exhibit:
    """Return the funnel of the devices received in the period."""
    key, rows = "appareils-chaine", _steps_table(chain)
    if not chain.count:
        none = NONE_HERE if selection.territories else NONE_RECEIVED
        return Exhibit(key, "De la réception à l'accompagnement", none, rows)
    return Exhibit(
        key,
        title=_title(chain),
        sentence=_sentence(chain),
        table=rows,
        figure=funnel([_level(chain, step) for step in chain.steps]),
        note=(COMMON if selection.territories else "") + _definition() + " ".join(_faults(chain)),
    )


def delays_exhibit(chain: Chain) -> Exhibit:
    """Return the median days of each passage, half of the devices between the whiskers."""
    key, rows = "appareils-delais", _delays_table(chain)
    known = [(passage, found) for passage, found in chain.delays.items() if found]
    if chain.slowest is None:
        sentence = "Aucun appareil reçu sur cette période n'a encore passé une étape."
        return Exhibit(key, "Délais entre les étapes", sentence, rows)
    slowest = chain.delays[chain.slowest]
    assert slowest is not None
    return Exhibit(
        key,
        title=f"{_capital(chain.slowest)}, {in_days(slowest.median)} en médiane : l'étape la plus longue",
        sentence=f"{_capital(listing([_passage(*each) for each in known]))}, en médiane.",
        table=rows,
        figure=bars(
            [
                Bar(f"{_capital(passage)} : {in_days(found.median)}", found.median, in_days(found.median),
                    low=found.low, high=found.high)
                for passage, found in known
            ]
        ),
        note="Le trait va du premier au troisième quart : la moitié des appareils tient entre ses bouts. Les "
        "appareils qui attendent encore ne comptent pas ; la somme des médianes n'est pas le « délai médian "
        "de remise », qui va de la réception à la remise pour les remises de la période.",
    )  # fmt: skip


def _passage(passage: Passage, found: Delay) -> str:
    return f"{in_days(found.median)} {passage}"


def _title(chain: Chain) -> str:
    first, handed, visited = chain.steps[0], *chain.steps[-2:]
    followed = f"{number(visited.count)} {'suivi' if visited.count < 2 else 'suivis'} d'un atelier"
    if first is handed:
        return f"Sur {count(first.count, 'appareil remis', 'appareils remis')}, {followed}"
    received = count(first.count, "appareil reçu", "appareils reçus")
    return f"Sur {received}, {number(handed.count)} remis, {followed}"


def _sentence(chain: Chain) -> str:
    waits = [
        f"{number(step.waiting.count)} {AWAITING[step.name]}{_since(step.waiting)}"
        for step in chain.steps[1:]
        if step.waiting and step.waiting.count
    ]
    aside = [
        f"{number(each)} {words}"
        for each, words in (
            (chain.gone, "hors du stock sans avoir servi"),
            (chain.returned, "de retour"),
            (chain.unvisited, f"sans atelier ({UNVISITED})"),
        )
        if each
    ]
    return " ".join(f"{_capital(listing(pieces))}." for pieces in (waits, aside) if pieces)


def _since(waiting: Waiting) -> str:
    return "" if waiting.oldest is None else f" (le plus ancien depuis {in_days(waiting.oldest)})"


def _level(chain: Chain, step: Step) -> Level:
    share = f" ({number(100 * step.count / chain.count)}{HARD}%)" if step is not chain.steps[0] else ""
    return Level(step.name, step.count, f"{number(step.count)}{share}", "" if not share else _way(step))


def _way(step: Step) -> str:
    """Say what happens before a step: how long it takes, who waits for it."""
    pieces = [f"{in_days(step.delay.median)} (médiane)"] if step.delay else []
    if step.waiting and step.waiting.count:
        pieces.append(f"{number(step.waiting.count)} {AWAITING[step.name]}")
    return " · ".join(pieces)


def _definition() -> str:
    return (
        "Appareils reçus dans la période, où ils en sont à son dernier jour ; « Appareils remis » compte "
        "les remises de la période, quelle que soit la réception. « Accompagnés » : un membre du foyer est "
        f"venu à un atelier dans les {FOLLOW_UP.days} jours ; « Foyers équipés puis accompagnés » compte "
        f"des foyers, à leur première remise, depuis {FOLLOW_UP.days} jours au moins. "
    )


def _faults(chain: Chain) -> Iterator[str]:
    if chain.undated:
        yield f"{count(chain.undated, 'appareil remis', 'appareils remis')} sans date « prêt »."
    if chain.reversed:
        yield f"{count(chain.reversed, 'appareil', 'appareils')} « prêt » après sa remise : date à vérifier."


def _steps_table(chain: Chain) -> Table:
    days = Column("Délai médian depuis l'étape d'avant", in_days, is_number=True, absent="")
    return Table(
        "De la réception à l'accompagnement",
        (
            table.text("Étape"),
            table.number("Appareils"),
            days,
            table.number("Attendent cette étape", absent=""),
            Column("Le plus ancien attend depuis", in_days, is_number=True, absent=""),
        ),
        (
            *(_row(step, is_first=step is chain.steps[0]) for step in chain.steps),
            ("dont rendus", chain.returned, None, None, None),
            ("Sortis du stock sans avoir été remis", chain.gone, None, None, None),
            (f"Remis sans atelier ({UNVISITED})", chain.unvisited, None, None, None),
        ),
    )


def _row(step: Step, *, is_first: bool) -> tuple[str, int, float | None, int | None, int | None]:
    if is_first or step.waiting is None:
        return step.name, step.count, None, None, None
    median = step.delay.median if step.delay else None
    return step.name, step.count, median, step.waiting.count, step.waiting.oldest


def _delays_table(chain: Chain) -> Table:
    def days(name: str) -> Column:
        return Column(name, in_days, is_number=True)

    return Table(
        "Délais entre les étapes",
        (
            table.text("Étape"),
            table.number("Appareils"),
            days("Médiane"),
            days("Premier quart"),
            days("Troisième quart"),
            days("Le plus court"),
            days("Le plus long"),
        ),
        tuple(_delay_row(passage, found) for passage, found in chain.delays.items()),
    )


def _delay_row(passage: Passage, found: Delay | None) -> tuple[str | float | None, ...]:
    if found is None:
        return _capital(passage), 0, None, None, None, None, None
    return (
        _capital(passage), found.count, found.median, found.low, found.high, found.shortest, found.longest,
    )  # fmt: skip


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
