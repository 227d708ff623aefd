"""Every indicator of the plan, declared once."""

from dashboard.indicators.budget import BUDGET_INDICATORS
from dashboard.indicators.coverage import COVERAGE_INDICATORS
from dashboard.indicators.declaration import Direction, Indicator, Pillar, Unit
from dashboard.indicators.devices import DEVICE_INDICATORS
from dashboard.indicators.workshops import WORKSHOP_INDICATORS

ALL = (*WORKSHOP_INDICATORS, *DEVICE_INDICATORS, *BUDGET_INDICATORS, *COVERAGE_INDICATORS)
BY_KEY = {indicator.key: indicator for indicator in ALL}

__all__ = ["ALL", "BY_KEY", "Direction", "Indicator", "Pillar", "Unit"]
