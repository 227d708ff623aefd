"""The territory as the database knows it."""

from collections import defaultdict

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, Row, select

from data_access.schema import Commune, Plan, Qpv, QpvCommune
from data_access.territory.areas import Area, Territory
from data_access.territory.projection import to_metres


def read(connection: Connection) -> Territory:
    """Return the territory with outlines in Lambert-93; empty when none was installed."""
    plan = connection.execute(select(Plan.territory_name, Plan.zoning)).one_or_none()
    communes = [_commune(row) for row in connection.execute(select(Commune.__table__))]
    qpvs = connection.execute(select(Qpv.__table__)).all()
    lies_in = _communes_of_qpvs(connection)
    current = {row.code: _qpv(row, lies_in[row.code]) for row in qpvs if plan and row.zoning == plan.zoning}
    former = {row.code: _qpv(row, lies_in[row.code]) for row in qpvs if row.code not in current}
    by_name = {area.code: area for area in sorted(communes, key=lambda area: area.code)}
    return Territory(plan.territory_name if plan else "", by_name, current, former)


def _communes_of_qpvs(connection: Connection) -> dict[str, tuple[str, ...]]:
    lies_in: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in connection.execute(select(QpvCommune.__table__).order_by(QpvCommune.commune_insee)):
        lies_in[row.qpv_code] += (row.commune_insee,)
    return lies_in


def _commune(row: Row[tuple[object, ...]]) -> Area:
    return Area(row.insee, row.name, row.population, row.population_source, _outline(row.outline))


def _qpv(row: Row[tuple[object, ...]], communes: tuple[str, ...]) -> Area:
    return Area(
        row.code,
        row.name,
        row.population,
        row.population_source,
        _outline(row.outline),
        row.approximate,
        communes,
    )


def _outline(geojson: str | None) -> BaseGeometry | None:
    return to_metres(shapely.from_geojson(geojson)) if geojson else None
