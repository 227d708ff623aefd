"""The second computation of every indicator: plain, slow, written from the contract alone."""

from tests.reference.indicators import KEYS, groups, reference
from tests.reference.model import Answer, Plan

__all__ = ["KEYS", "Answer", "Plan", "groups", "reference"]
