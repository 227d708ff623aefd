"""The territory of the plan: its areas, where a point falls, how many people live there."""

from data_access.territory.areas import Area, Territory
from data_access.territory.installing import install, installed
from data_access.territory.reading import read

__all__ = ["Area", "Territory", "install", "installed", "read"]
