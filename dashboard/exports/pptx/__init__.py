"""The committee's slides: native charts and tables, readable from six metres, spoken notes."""

from dashboard.exports.pptx.deck import pptx

__all__ = ["pptx"]
