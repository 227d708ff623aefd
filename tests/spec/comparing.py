"""Compares a computed figure with the one that an example expects."""

from typing import Any

from tests.spec.reading import Expectation


def differences(
    expected: Expectation, valeur: Any, numerateur: Any, denominateur: Any, lignes: int
) -> list[str]:
    """Return what differs, as sentences; a figure without data is compared by its value and rows only."""
    if expected.valeur is None:
        wanted = {"valeur": (expected.valeur, valeur, 0.0), "lignes": (expected.lignes, lignes, 0.0)}
    else:
        slack = float(expected.tolerance or 0)
        share = slack / float(expected.valeur or 1)
        wanted = {
            "valeur": (expected.valeur, valeur, slack),
            "numerateur": (expected.numerateur, numerateur, share * float(expected.numerateur or 0)),
            "denominateur": (expected.denominateur, denominateur, 0.0),
            "lignes": (expected.lignes, lignes, 0.0),
        }
    return [
        f"{name}: {want} expected, {got} found"
        for name, (want, got, tolerance) in wanted.items()
        if not close(want, got, tolerance)
    ]


def close(want: Any, got: Any, tolerance: float = 0.0) -> bool:
    """Say whether two numbers agree, None being no number at all."""
    if want is None or got is None:
        return want is None and got is None
    return abs(float(want) - float(got)) <= max(tolerance, 1e-9 * max(1.0, abs(float(want))))
