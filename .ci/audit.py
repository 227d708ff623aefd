"""Compares the pinned versions with published flaws, and never takes silence for good news.

Returns 0 when every version was compared and none is known to be flawed, 1 when some are, 2 when the
comparison could not be made.
"""

import json
import subprocess
import sys
from pathlib import Path

PIP_AUDIT = "pip-audit@2.10.1"
LOCKS = ("requirements.lock", "requirements-dev.lock")
LONGEST_S = 300
SOUND, FLAWED, UNKNOWN = 0, 1, 2


def main() -> int:
    """Ask the advisory service about both lock files; say what was found."""
    root = Path(__file__).resolve().parents[1]
    outcomes = [_audited(root / lock) for lock in LOCKS]
    return FLAWED if FLAWED in outcomes else max(outcomes)


def verdict(answer: str) -> tuple[int, list[str]]:
    """Return what pip-audit's JSON answer is worth, and the sentences that say it."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNKNOWN, ["le service n'a pas répondu"]
    flaws = [
        f"{package['name']} {package['version']} : {flaw['id']}"
        f" (corrigé : {', '.join(flaw['fix_versions']) or 'pas encore'})"
        for package in packages
        for flaw in package.get("vulns", [])
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if flaws:
        return FLAWED, flaws
    if unknown or not packages:
        return UNKNOWN, [f"{len(unknown)} paquets sur {len(packages)} n'ont pas pu être comparés"]
    return SOUND, [f"{len(packages)} paquets comparés, aucune faille publiée"]


def _audited(lock: Path) -> int:
    options = ["--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json"]
    command = [Path(sys.executable).with_name("uv"), "tool", "run", "--isolated", PIP_AUDIT, *options]
    try:
        done = subprocess.run(
            [*command, "--requirement", lock], capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
        answer = done.stdout
    except subprocess.TimeoutExpired:
        answer = ""
    outcome, sentences = verdict(answer)
    title = {SOUND: "audit", FLAWED: "FAILLES", UNKNOWN: "audit NON FAIT"}[outcome]
    sys.stdout.write("".join(f"{title} de {lock.name} : {sentence}\n" for sentence in sentences))
    return outcome


if __name__ == "__main__":
    sys.exit(main())
