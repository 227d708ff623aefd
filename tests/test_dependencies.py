"""Pinned versions: whole, hashed, the ones asked for; and an audit that never takes silence for good news."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)(?:\[[\w,-]+\])?==(\S+)(.*)$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.fixture(scope="module")
def audit():
    place = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def pinned(lock):
    """Return the versions of a lock file by name; every line is a pin, a hash or a remark."""
    found, hashed = {}, {}
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if pin := PIN.match(line):
            name = pin[1]
            found.setdefault(name, set()).add(pin[2])
            hashed[name] = 0
        elif HASH.match(line):
            hashed[name] += 1
        else:
            assert not line or line.lstrip().startswith("#"), line
    assert [name for name, count in hashed.items() if not count] == []
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_version_is_pinned_with_the_hashes_of_its_files(lock):
    assert len(pinned(lock)) > 20


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_asked_for_is_what_is_pinned(lock):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    development = lock != LOCKS[0]
    asked = project["dependency-groups"]["dev"] if development else project["project"]["dependencies"]
    found = pinned(lock)
    for requirement in map(Requirement, asked):
        assert requirement.url is None
        assert found[requirement.name]
        for version in found[requirement.name]:
            assert requirement.specifier.contains(version), (requirement.name, version)


def test_tests_run_on_the_versions_that_serve():
    served, tested = pinned(LOCKS[0]), pinned(LOCKS[1])
    shared = served.keys() & tested.keys()
    assert shared
    assert {name: tested[name] for name in shared} == {name: served[name] for name in shared}


def answer(*packages):
    return json.dumps({"dependencies": list(packages), "fixes": []})


SOUND = {"name": "jinja2", "version": "3.1.9", "vulns": []}
FLAWED = {
    "name": "starlette",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}
SKIPPED = {"name": "polars", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("told", "outcome", "said"),
    [
        (answer(SOUND), 0, "1 paquets comparés, aucune faille publiée"),
        (answer(SOUND, FLAWED), 1, "starlette 1.0 : PYSEC-1 (corrigé : 1.1)"),
        (answer(SKIPPED, FLAWED), 1, "PYSEC-1"),
        (answer(SOUND, SKIPPED), 2, "1 paquets sur 2 n'ont pas pu être comparés"),
        (answer(), 2, "n'ont pas pu"),
        ("", 2, "n'a pas répondu"),
        ("ERROR: connection refused", 2, "n'a pas répondu"),
        ("[]", 2, "n'a pas répondu"),
    ],
)
def test_an_audit_that_could_not_be_made_is_not_a_success(audit, told, outcome, said):
    found, sentences = audit.verdict(told)
    assert found == outcome
    assert said in " ".join(sentences)
