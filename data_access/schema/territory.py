"""The territory: communes, priority neighbourhoods (QPV), their population and outline."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.schema.base import Base, Identifier


class Commune(Base):
    """A commune of the agglomeration; the outline is GeoJSON in WGS84."""

    __tablename__ = "commune"

    insee: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    population: Mapped[int | None]
    population_year: Mapped[int | None]
    population_source: Mapped[str | None] = mapped_column(String(200))
    outline: Mapped[str | None] = mapped_column(Text)
    outline_source: Mapped[str | None] = mapped_column(String(200))


class Qpv(Base):
    """A priority neighbourhood of one zoning vintage (2015 or 2024); `outline` is GeoJSON in WGS84.

    `approximate` says that the outline is a disc round a known landmark, not the official perimeter.
    """

    __tablename__ = "qpv"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    zoning: Mapped[int]
    population: Mapped[int | None]
    population_year: Mapped[int | None]
    population_source: Mapped[str | None] = mapped_column(String(200))
    outline: Mapped[str | None] = mapped_column(Text)
    outline_source: Mapped[str | None] = mapped_column(String(200))
    approximate: Mapped[bool]


class QpvCommune(Base):
    """A commune that a QPV lies in; a QPV may span several."""

    __tablename__ = "qpv_commune"

    qpv_code: Mapped[str] = mapped_column(ForeignKey("qpv.code", ondelete="CASCADE"), primary_key=True)
    commune_insee: Mapped[str] = mapped_column(
        ForeignKey("commune.insee", ondelete="CASCADE"), primary_key=True, index=True
    )


class PopulationPoint(Base):
    """The centre of a populated 200 m square: `x`, `y` in metres (Lambert-93), `people` its weight."""

    __tablename__ = "population_point"
    __table_args__ = (CheckConstraint("people > 0", name="populated"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    x: Mapped[float]
    y: Mapped[float]
    people: Mapped[float]
