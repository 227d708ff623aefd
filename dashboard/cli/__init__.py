"""The `inclusion` command."""

from dashboard.cli.main import main

__all__ = ["main"]
