"""Two installations that differ only by numbers that are masked send a partner the very same thing.

Looking for the digits of a small number among all that a page sends would find them everywhere. What is
compared is everything: if a masked number, or anything worked out of it, were sent in any form, the two
logs would differ.
"""

import difflib
import re
import secrets
import shutil
import sqlite3
from contextlib import closing

import pytest
from google.protobuf.json_format import MessageToJson

from tests import installations
from tests.browser.conftest import serving
from tests.wire.conftest import PAGES
from tests.wire.screen import Screen, elements

QPV = "QN05915M"
FEW = "59406"
"""A commune whose residents came to two workshops in all."""
DRAWN = re.compile(
    r"(?<![0-9a-f])(?:[0-9a-f]{32,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f])"
)
"""Names drawn at random, or that hash what they name together with them."""
SILENT = ("session_status_changed", "heartbeat_ack")
QUERIES = [
    (),
    (("base", "lieu"),),
    (("periode", "annee"),),
    (("periode", "libre"), ("du", "2025-01-01"), ("au", "2025-12-31")),
]


def more_of_few(database):
    """Send the few residents' neighbours, eight, to the same workshop as one of them."""
    copied = "workshop_id, presence, headcount, gender, age_band, social_status, commune_insee, qpv_code"
    (model,) = database.execute("SELECT min(id) FROM attendance WHERE commune_insee = ?", (FEW,)).fetchone()
    for _ in range(6):
        (person,) = database.execute(
            "INSERT INTO person (pseudonym) VALUES (?) RETURNING id", (secrets.token_hex(32),)
        ).fetchone()
        database.execute(
            f"INSERT INTO attendance ({copied}, person_id) SELECT {copied}, ? FROM attendance WHERE id = ?",
            (person, model),
        )


def older_to_young(database):
    """Make of one old resident, who went to workshops elsewhere, a young one: masked groups both."""
    database.execute(
        "UPDATE attendance SET age_band = '18 - 24 ans' WHERE person_id = ("
        "SELECT person_id FROM attendance "
        "JOIN workshop ON workshop.id = workshop_id JOIN place ON place.id = place_id "
        "WHERE attendance.qpv_code = ? AND place.qpv_code = 'QN05917M' AND age_band = '70 ans et plus' "
        "GROUP BY person_id ORDER BY count(*) DESC LIMIT 1)",
        (QPV,),
    )


def many_more(database):
    """Send twenty-four more to the same workshop: a number that is told."""
    for _ in range(4):
        more_of_few(database)


CHANGES = {"effectif d'une commune": (FEW, more_of_few), "âge d'une personne": (QPV, older_to_young)}


def log_of(folder, secret_of):
    """Return all that a partner gets: every page, several selections, both bases, the sheet, each export."""
    with serving(folder) as address:
        cookies = {"inclusion-partage": secret_of(folder)}
        with Screen(address, cookies) as screen:
            for query in QUERIES:
                for page in PAGES:
                    came = screen.run(page, query)
                    for button in elements(came, "download_button"):
                        screen.export(button.deferred_file_id)
            for code in (QPV, FEW):
                screen.run("quartiers", [("fiche", code)])
            kept = [each for each in screen.messages if each.WhichOneof("type") not in SILENT]
            lines = "\n".join([*(MessageToJson(each, ensure_ascii=False) for each in kept), *screen.files])
            return DRAWN.sub("…", lines.replace(address, "…").replace(screen.host, "…")).splitlines()


def entered(territory):
    def enter(folder):
        _, secret = installations.link(folder, (territory,), PAGES)
        return installations.entered(folder, secret)

    return enter


def logs(template, folder, territory, write):
    """Return what a partner is sent before and after something is written."""
    found = []
    for name in ("avant", "apres"):
        copy = shutil.copytree(template, folder / name)
        if name == "apres":
            with closing(sqlite3.connect(copy / "inclusion.db")) as database, database:
                write(database)
        found.append(log_of(copy, entered(territory)))
    return found


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_masked_number_changes_nothing_in_what_a_partner_is_sent(template, tmp_path, change):
    before, after = logs(template, tmp_path, *change)
    assert len(before) > 5000
    assert any("secret statistique" in line for line in before)
    assert not any("n'a pas pu être affiché" in line for line in before)
    assert list(difflib.unified_diff(before, after, lineterm="", n=0)) == []


def test_the_comparison_sees_a_number_that_is_told(template, tmp_path):
    before, after = logs(template, tmp_path, FEW, many_more)
    assert before != after
