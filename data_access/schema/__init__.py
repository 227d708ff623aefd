"""The plan's tables."""

from data_access.schema.access import (
    AccessEvent,
    Invitation,
    RateCount,
    Reader,
    Session,
    SharedLink,
    SignInAttempt,
)
from data_access.schema.activity import Attendance, Device, Household, Person, Place, Stop, Workshop
from data_access.schema.base import Base, Euros
from data_access.schema.committees import CommitteeSnapshot, DecisionEntry, Meeting
from data_access.schema.journal import ImportChange, ImportRun, Revision, Source
from data_access.schema.plan import BudgetLine, Committee, ContextFigure, Decision, Plan, Target
from data_access.schema.territory import Commune, PopulationPoint, Qpv, QpvCommune
from data_access.schema.views import SavedView

__all__ = [
    "AccessEvent",
    "Attendance",
    "Base",
    "BudgetLine",
    "Committee",
    "CommitteeSnapshot",
    "Commune",
    "ContextFigure",
    "Decision",
    "DecisionEntry",
    "Device",
    "Euros",
    "Household",
    "ImportChange",
    "ImportRun",
    "Invitation",
    "Meeting",
    "Person",
    "Place",
    "Plan",
    "PopulationPoint",
    "Qpv",
    "QpvCommune",
    "RateCount",
    "Reader",
    "Revision",
    "SavedView",
    "Session",
    "SharedLink",
    "SignInAttempt",
    "Source",
    "Stop",
    "Target",
    "Workshop",
]
