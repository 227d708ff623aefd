"""Typed facts: one immutable set of Polars frames per revision of the database."""

from data_access.facts.reading import read
from data_access.facts.snapshot import Facts, ImportRecord, PlanParameters
from data_access.facts.store import FactsStore

__all__ = ["Facts", "FactsStore", "ImportRecord", "PlanParameters", "read"]
