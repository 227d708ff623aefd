import tomllib
from pathlib import Path

from dashboard.exports import palette
from dashboard.exports.composing import SEVERITIES
from dashboard.targets import Status

LIGHT = tomllib.loads(Path(".streamlit/config.toml").read_text("utf-8"))["theme"]["light"]


def test_files_wear_the_colours_of_the_pages():
    colours = [colour.lstrip("#").upper() for colour in LIGHT["chartCategoricalColors"]]
    assert tuple(colours[:5]) == palette.SERIES
    assert (colours[6], colours[7], colours[9]) == (palette.TARGET, palette.FADED, palette.INK)
    assert LIGHT["primaryColor"].lstrip("#").upper() == palette.MAIN


def test_every_status_and_severity_has_its_own_sign():
    assert set(palette.STATUS) == {status.value for status in Status}
    assert set(palette.SEVERITY) == set(SEVERITIES.values())
    signs = [sign for sign, _, _ in (*palette.STATUS.values(), palette.UNKNOWN)]
    assert len(set(signs)) == len(signs)


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_stand_out_of_what_they_are_written_on():
    pairs = [(palette.INK, palette.WHITE), (palette.QUIET, palette.WHITE), (palette.WHITE, palette.BAND),
             (palette.WHITE, palette.SERIES[0]), (palette.INK, palette.SERIES[1]),
             (palette.ON_DEMONSTRATION, palette.DEMONSTRATION)]  # fmt: skip
    pairs += [pair[1:] for pair in (*palette.STATUS.values(), *palette.SEVERITY.values(), palette.UNKNOWN)]
    pairs += [(pair[1], palette.WHITE) for pair in palette.STATUS.values()]
    assert all(contrast(*pair) >= 4.5 for pair in pairs)
