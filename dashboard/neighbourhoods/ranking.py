"""An indicator's ranking of areas: who is surely above or below the mean, and who cannot be told."""

from collections.abc import Collection, Sequence

from dashboard import wording
from dashboard.charts import Dot, intervals
from dashboard.charts.intervals import Shape
from dashboard.exhibits import Exhibit, Table, table
from dashboard.exhibits.table import Cell
from dashboard.indicators.declaration import Direction
from dashboard.neighbourhoods import words
from dashboard.neighbourhoods.comparing import AreaStanding, Comparison, Standing
from dashboard.neighbourhoods.intervals import LEVEL_PERCENT
from dashboard.neighbourhoods.methods import why_none
from dashboard.neighbourhoods.scales import Scale
from dashboard.wording import HARD, number, quantity
from data_access.territory import Area

SHOWN = 20
SHOWN_CONTENDERS = 4
BLUNT = "il demanderait le détail de chaque personne, que seule l'équipe voit"
SHAPES = {Standing.ABOVE: Shape.ABOVE, Standing.ALIKE: Shape.ALIKE, Standing.BELOW: Shape.BELOW}
CHANCE = (100 - LEVEL_PERCENT) / 100


def ranking(comparison: Comparison, chosen: Collection[str] = ()) -> Exhibit:
    """Return the ranking; the areas of the chosen perimeter stand out, all of them when there is none."""
    indicator, scale, ranked = comparison.indicator, comparison.scale, comparison.ranked
    key = f"classement-{indicator.key}-{scale.value}"
    subject = words.subject(indicator)
    rows = _table(comparison)
    if not ranked or comparison.mean is None:
        why = wording.UNTOLD if comparison.untold else wording.NO_DATA
        sentence = f"{subject} : {why} par {scale.one} sur cette période."
        return Exhibit(key, subject, sentence, rows)
    if not any(each.value for each in ranked):
        return Exhibit(key, subject, f"{subject} : 0 partout. {words.unranked(comparison)}".strip(), rows)
    if len(comparison.areas) == 1:
        (only,) = ranked
        title = f"{subject} : {words.compared(indicator, only.value)} pour {words.name(only.area)}"
        one = "Une seule" if scale is Scale.COMMUNE else "Un seul"
        return Exhibit(key, title, f"{one} {scale.one} ici : rien à comparer.", rows)
    drawn = _drawn(ranked, chosen)
    mean = f"{scale.mean} : {words.compared(indicator, comparison.mean)}"
    return Exhibit(
        key,
        title=_title(comparison),
        sentence=_sentence(comparison),
        table=rows,
        figure=intervals([_dot(comparison, each, chosen) for each in drawn], comparison.mean, mean),
        note=_note(comparison, len(drawn)),
    )


def is_chosen(area: Area, chosen: Collection[str]) -> bool:
    """Say whether an area, or a commune that it lies in, belongs to the perimeter."""
    return not chosen or area.code in chosen or not set(area.communes).isdisjoint(chosen)


def _drawn(ranked: Sequence[AreaStanding], chosen: Collection[str]) -> Sequence[AreaStanding]:
    """Return all areas when they are few; else those that stand apart from the mean, and the chosen ones."""
    if len(ranked) <= SHOWN:
        return ranked
    telling = [
        each
        for each in ranked
        if each.standing is not Standing.ALIKE or (chosen and is_chosen(each.area, chosen))
    ]
    return (telling or ranked)[:SHOWN]


def _dot(comparison: Comparison, each: AreaStanding, chosen: Collection[str]) -> Dot:
    assert each.ranks is not None
    assert each.standing is not None
    return Dot(
        f"{words.rank(each.ranks)} · {each.area.name}",
        each.value,
        words.compared(comparison.indicator, each.value),
        each.area.code,
        is_chosen(each.area, chosen),
        low=each.interval.low if each.interval else None,
        high=each.interval.high if each.interval else None,
        shape=SHAPES[each.standing],
    )


def _title(comparison: Comparison) -> str:
    indicator, scale, subject = comparison.indicator, comparison.scale, words.subject(comparison.indicator)
    if comparison.method is None:
        first = comparison.ranked[0]
        return (
            f"{subject} : {words.name(first.area)} en tête, à {words.compared(indicator, first.value)} ; "
            f"la moyenne est à {words.compared(indicator, comparison.mean)}"
        )
    above, below, alike = (
        len(words.of_standing(comparison, standing))
        for standing in (Standing.ABOVE, Standing.BELOW, Standing.ALIKE)
    )
    if not above + below:
        return f"{subject} : {scale.none} ne se distingue sûrement de la moyenne"
    sides = [(above, "au-dessus"), (below, "en dessous")]
    counted = [f"{number(how_many)} {side}" for how_many, side in sides if how_many]
    unsure = f" ; {alike} ne s'en {'distingue' if alike == 1 else 'distinguent'} pas" if alike else ""
    return f"{subject}, face à la moyenne : {' et '.join(counted)} sur {len(comparison.ranked)}{unsure}"


def _sentence(comparison: Comparison) -> str:
    """Say the mean, who is above, who is below, who cannot be told from it, and whether there is a first."""
    pieces = [f"{words.capital(comparison.scale.mean)} : {words.told(comparison.indicator, comparison.mean)}"]
    is_sure = comparison.method is None
    openings = {
        Standing.ABOVE: "Au-dessus",
        Standing.BELOW: "En dessous",
        Standing.ALIKE: "À égalité" if is_sure else "Trop proches pour le dire",
    }
    for standing, opening in openings.items():
        areas = words.of_standing(comparison, standing)
        if areas:
            pieces.append(f"{opening} : {words.names(areas)}")
    return f"{'. '.join([*pieces, *_first(comparison)])}."


def _first(comparison: Comparison) -> list[str]:
    """Say that nobody is surely first, when that is so."""
    contenders = [each for each in comparison.ranked if each.ranks and each.ranks[0] == 1]
    if len(contenders) == 1:
        return []
    if len(contenders) > SHOWN_CONTENDERS:
        return [f"Rien ne départage {len(contenders)} {comparison.scale.many} pour la première place"]
    return [f"Rien ne départage {words.names(contenders)} pour la première place"]


def _note(comparison: Comparison, drawn: int) -> str:
    pieces = [*(_certain(comparison) if comparison.method is None else _uncertain(comparison))]
    if comparison.indicator.direction is Direction.LESS:
        pieces.append("Rangs comptés de la plus basse valeur à la plus haute")
    if drawn < len(comparison.ranked):
        pieces.append(
            f"Le dessin en montre {drawn}, d'abord ce qui s'écarte de la moyenne ; tout est dans les données"
        )
    pieces += [comparison.indicator.limits.rstrip("."), words.unranked(comparison).rstrip(".")]
    return f"{'. '.join(filter(None, pieces))}."


def _certain(comparison: Comparison) -> list[str]:
    return [
        "▲ au-dessus de la moyenne, ▼ en dessous, ○ à égalité",
        f"Pas d'intervalle : {BLUNT if comparison.is_blunt else why_none(comparison.indicator)}",
    ]


def _uncertain(comparison: Comparison) -> list[str]:
    """Say how to read the intervals, and how many areas would stand out by chance alone."""
    assert comparison.method is not None
    scale, how_many = comparison.scale, len(comparison.ranked)
    pieces = [
        "▲ au-dessus de la moyenne, ▼ en dessous, ○ trop proche pour le dire",
        f"Le trait couvre ce que le hasard seul laisse possible à {LEVEL_PERCENT}{HARD}% "
        f"({comparison.method.value})",
        f"Deux {scale.many} dont les traits se recoupent ne se départagent pas : leurs rangs le disent "
        "(« 2e à 5e »)",
    ]
    by_chance = round(how_many * CHANCE)
    if by_chance:
        pieces.append(
            f"Sur {how_many} {scale.many}, le hasard seul en écarterait {by_chance} de la moyenne, à peu près"
        )
    return pieces


def _table(comparison: Comparison) -> Table:
    indicator, scale = comparison.indicator, comparison.scale

    def told(value: float) -> str:
        return words.compared(indicator, value)

    def counted(value: float) -> str:
        return quantity(indicator, value)

    def signed(difference: float) -> str:
        return words.gap(indicator, difference) or "aucun"

    columns = [
        table.text("Rang", absent="sans rang"),
        table.text(scale.one.capitalize()),
        table.text("Code"),
        table.Column(words.subject(indicator), told, is_number=True),
        *(
            table.Column(f"{end} de l'intervalle", told, is_number=True, absent="sans objet")
            for end in ("Bas", "Haut")
        ),
        table.Column("Écart à la moyenne", signed, is_number=True, absent=""),
        table.text("Par rapport à la moyenne", absent=""),
    ]
    if comparison.is_per_inhabitant:
        columns.append(
            table.Column(
                "Nombre",
                lambda value: quantity(indicator, value),
                is_number=True,
                absent=words.NOTHING_RECORDED,
            )
        )
        columns.append(table.number("Population", absent="inconnue"))
    return Table(
        f"{words.subject(indicator)}, par {scale.one}",
        tuple(columns),
        tuple(_row(comparison, each) for each in comparison.areas),
    )


def _row(comparison: Comparison, each: AreaStanding) -> tuple[Cell, ...]:
    mean, span = comparison.mean, each.interval
    cells: tuple[Cell, ...] = (
        words.rank(each.ranks) if each.ranks else None,
        each.area.name,
        each.area.code,
        each.masked or each.value,
        span.low if span else None,
        span.high if span else None,
        None if mean is None or each.value is None else each.value - mean,
        each.standing.value if each.standing else None,
    )
    if not comparison.is_per_inhabitant:
        return cells
    return *cells, each.figure.told if each.figure else None, each.area.population
