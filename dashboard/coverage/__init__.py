"""Who lives within reach of a service point: planar distances in Lambert-93."""

from dashboard.coverage.measures import SERVED_WITHIN_M, CoverageMap
from dashboard.coverage.service import ServicePoint, open_places, service_points
from dashboard.coverage.settings import Settings, with_settings
from dashboard.coverage.spreading import Spreading, spreading

__all__ = [
    "SERVED_WITHIN_M",
    "CoverageMap",
    "ServicePoint",
    "Settings",
    "Spreading",
    "open_places",
    "service_points",
    "spreading",
    "with_settings",
]
