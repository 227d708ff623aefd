"""The one look of every chart: colour slots, layout, French words and numbers.

Colours are slots that Streamlit's theme replaces in the browser with `chartCategoricalColors` of
`.streamlit/config.toml`, light or dark: a chart never names a colour itself.
"""

from enum import StrEnum
from typing import Any

from dashboard.wording import MONTHS, THIN

Figure = dict[str, Any]

SMALL, TEXT = 13, 15
DAYS = ("dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")


class Slot(StrEnum):
    """What a colour means, everywhere."""

    MAIN = "#000001"
    SECOND = "#000002"
    THIRD = "#000003"
    FOURTH = "#000004"
    FIFTH = "#000005"
    TILE = "#000006"
    TARGET = "#000007"
    FADED = "#000008"
    BAND = "#000009"
    INK = "#000010"


SERIES = (Slot.MAIN, Slot.SECOND, Slot.THIRD, Slot.FOURTH, Slot.FIFTH)
PATTERNS = ("", "/", ".", "x", "-")

CONFIG: dict[str, Any] = {
    "locale": "fr",
    "displaylogo": False,
    "displayModeBar": True,
    "scrollZoom": False,
    "doubleClick": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2},
    "locales": {
        "fr": {
            "dictionary": {
                "Download plot as a PNG": "Télécharger le graphique (PNG)",
                "Download plot as a png": "Télécharger le graphique (PNG)",
                "Preparing image - this may take a few seconds": "Préparation de l'image…",
                "Snapshot succeeded": "Image enregistrée",
                "Sorry, there was a problem downloading your snapshot!": "L'image n'a pas pu être faite.",
            },
            "format": {
                "days": list(DAYS),
                "shortDays": [day[:3] + "." for day in DAYS],
                "months": list(MONTHS),
                "shortMonths": [
                    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
                    "déc.",
                ],
                "date": "%d/%m/%Y",
                "decimal": ",",
                "thousands": THIN,
            },
        }
    },
}  # fmt: skip


def layout(height: int, **changes: Any) -> dict[str, Any]:
    """Return the layout that every chart starts from; `height` in pixels."""
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0, "pad": 0},
        "separators": f",{THIN}",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "font": {"size": TEXT, "color": Slot.INK.value},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"align": "left", "font": {"size": TEXT}},
        "bargap": 0.3,
        **changes,
    }


NUMBER_TICKS = ",~f"
"""Thousands apart, no useless decimal, never « 10k »."""


def tick_font() -> dict[str, Any]:
    """Return the font of an axis's words."""
    return {"size": SMALL, "color": Slot.TARGET.value}


def bare_axis(**changes: Any) -> dict[str, Any]:
    """Return an axis without ticks, lines or grid: values are written beside what they belong to."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showticklabels": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "title": {"text": ""},
        **changes,
    }


def label(text: str, x: Any, y: Any, **changes: Any) -> dict[str, Any]:
    """Return words written on a chart, without an arrow."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"size": TEXT, "color": Slot.INK.value},
        **changes,
    }


def shortened(text: str, longest: int) -> str:
    """Return a text cut at a word, with an ellipsis, when it is too long for its place."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1].rstrip()
    whole = kept.rsplit(" ", 1)[0].rstrip(" -–,·") if " " in kept[longest // 2 :] else kept
    return f"{whole}…"
