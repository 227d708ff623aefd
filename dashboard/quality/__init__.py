"""What is missing or odd in the data, and what it does to the figures; each check declared once."""

from dashboard.quality.budget import BUDGET_CHECKS
from dashboard.quality.coverage import COVERAGE_CHECKS
from dashboard.quality.declaration import Check, Finding, find, flawed
from dashboard.quality.devices import DEVICE_CHECKS
from dashboard.quality.workshops import UNKNOWN_RESIDENCE, WITHOUT_ATTENDANCE, WORKSHOP_CHECKS

CHECKS = (*WORKSHOP_CHECKS, *DEVICE_CHECKS, *BUDGET_CHECKS, *COVERAGE_CHECKS)

__all__ = ["CHECKS", "UNKNOWN_RESIDENCE", "WITHOUT_ATTENDANCE", "Check", "Finding", "find", "flawed"]
