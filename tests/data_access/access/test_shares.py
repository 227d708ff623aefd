"""Shared links: what each is worth at each moment, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from data_access.access import sessions, shares, tokens
from data_access.access.shared_view import LONGEST, SharedView, origin
from data_access.access.shares import Author, State
from data_access.database import reading, writing_apart
from data_access.errors import UsageError
from data_access.schema import AccessEvent, Commune, Qpv, SharedLink

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
AUTHOR = Author("Cheffe de projet", "chef_projet", 1, "192.0.2.0/24")
END = NOW + 90 * DAY


@pytest.fixture(autouse=True)
def territory(engine):
    with writing_apart(engine) as connection:
        if not connection.execute(select(Commune.insee)).first():
            connection.execute(insert(Commune).values(insee="59392", name="Maubeuge"))
            connection.execute(
                insert(Qpv).values(code="QN05915M", name="Pont De Pierre", zoning=2024, approximate=True)
            )


def view(**changes):
    usual = {
        "label": "Centre social",
        "territories": ("QN05915M",),
        "pages": ("ateliers",),
        "start": None,
        "end": None,
        "expires_at": END,
    }
    return SharedView(**usual | changes)


def made(engine, phrase="", **changes):
    token = shares.make(engine, view(**changes), AUTHOR, NOW, phrase)
    return token, shares.find(engine, token, NOW).id


def entered(engine, token, now=NOW):
    return shares.enter(engine, token, now, "198.51.100.0/24")


def opens(engine, session, now=NOW):
    return sessions.find(engine, session, now) is not None


def events(engine):
    with reading(engine) as connection:
        return [
            (row.event, row.share_link_id, row.detail)
            for row in connection.execute(select(AccessEvent.__table__).order_by(AccessEvent.id))
        ]


def test_a_session_opened_with_a_link_knows_what_it_opens(engine):
    token, link = made(
        engine, start=date(2026, 1, 1), end=date(2026, 6, 30), origins=("https://www.exemple.fr/",)
    )
    found = sessions.find(engine, entered(engine, token), NOW)
    assert (found.share_link_id, found.reader_id, found.role, found.name) == (link, None, None, None)
    assert replace(found.view, made_on=None) == view(
        start=date(2026, 1, 1), end=date(2026, 6, 30), origins=("https://www.exemple.fr",)
    )


def test_the_secret_is_256_random_bits_and_kept_nowhere(engine):
    secrets = {made(engine)[0] for _ in range(20)}
    assert len(secrets) == 20
    assert all(tokens.is_token(each) for each in secrets)
    with reading(engine) as connection:
        kept = repr([*connection.execute(select(SharedLink.__table__)), events(engine)])
    assert not any(each in kept for each in secrets)


def test_a_phrase_is_kept_as_an_argon2id_hash(engine):
    token, _ = made(engine, phrase="un été à la Sambre")
    with reading(engine) as connection:
        kept = connection.execute(select(SharedLink.phrase_hash)).scalar_one()
    assert kept.startswith("$argon2id$")
    assert "Sambre" not in kept
    link = shares.find(engine, token, NOW)
    assert link.has_phrase
    assert shares.is_phrase(engine, link, "  un e\u0301te\u0301 à la Sambre ")
    for wrong in ("", "un ete a la Sambre", "un été à la Sambre!", "x" * 10_000, kept):
        assert not shares.is_phrase(engine, link, wrong)


def test_no_phrase_fits_a_link_without_one(engine):
    token, _ = made(engine)
    link = shares.find(engine, token, NOW)
    assert not link.has_phrase
    assert not any(shares.is_phrase(engine, link, each) for each in ("", "None", "x" * 9))


def test_expiry_is_effective_at_its_very_moment(engine):
    token, _ = made(engine, expires_at=NOW + 3 * DAY)
    session = entered(engine, token)
    assert opens(engine, session, NOW + 3 * DAY - SECOND)
    assert not opens(engine, session, NOW + 3 * DAY)
    assert shares.find(engine, token, NOW + 3 * DAY).state is State.EXPIRED
    assert entered(engine, token, NOW + 3 * DAY) is None


def test_pausing_closes_open_screens_and_resuming_opens_them_again(engine):
    token, link = made(engine)
    session = entered(engine, token)
    shares.pause(engine, link, AUTHOR, NOW)
    assert not opens(engine, session)
    assert entered(engine, token) is None
    assert shares.behind(engine, session, NOW).state is State.PAUSED
    shares.resume(engine, link, AUTHOR, NOW)
    assert opens(engine, session)


def test_renewing_kills_the_old_secret_and_its_sessions(engine):
    token, link = made(engine)
    session = entered(engine, token)
    shares.pause(engine, link, AUTHOR, NOW)
    renewed = shares.renew(engine, link, AUTHOR, NOW, NOW + 10 * DAY)
    assert shares.find(engine, token, NOW) is None
    assert entered(engine, token) is None
    assert not opens(engine, session)
    assert shares.behind(engine, session, NOW) is None
    found = shares.find(engine, renewed, NOW)
    assert (found.id, found.state, found.view.expires_at) == (link, State.ACTIVE, NOW + 10 * DAY)
    assert opens(engine, entered(engine, renewed))


def test_an_expired_link_can_be_renewed(engine):
    _, link = made(engine, expires_at=NOW + DAY)
    later = NOW + 2 * DAY
    renewed = shares.renew(engine, link, AUTHOR, later, later + DAY)
    assert shares.find(engine, renewed, later).state is State.ACTIVE


def test_revoking_is_for_good(engine):
    token, link = made(engine)
    session = entered(engine, token)
    shares.revoke(engine, link, AUTHOR, NOW)
    assert not opens(engine, session)
    assert entered(engine, token) is None
    assert shares.find(engine, token, NOW).state is State.REVOKED
    gestures = (shares.pause, shares.resume, shares.revoke)
    for gesture in (*gestures, lambda *values: shares.renew(*values, END)):
        with pytest.raises(UsageError, match="déjà révoqué"):
            gesture(engine, link, AUTHOR, NOW)


def test_gestures_ask_for_the_state_they_change(engine):
    _, link = made(engine)
    with pytest.raises(UsageError, match="déjà actif"):
        shares.resume(engine, link, AUTHOR, NOW)
    shares.pause(engine, link, AUTHOR, NOW)
    with pytest.raises(UsageError, match="déjà suspendu"):
        shares.pause(engine, link, AUTHOR, NOW)
    with pytest.raises(UsageError, match="n'existe plus"):
        shares.revoke(engine, link + 1, AUTHOR, NOW)


def test_other_links_go_on(engine):
    (token, link), (other, _) = made(engine), made(engine)
    session = entered(engine, other)
    shares.revoke(engine, link, AUTHOR, NOW)
    assert opens(engine, session)
    assert entered(engine, token) is None


@pytest.mark.parametrize(
    "forge", [str.lower, lambda t: t[:-1], lambda t: t + "=", lambda _: "", tokens.digest]
)
def test_only_the_whole_secret_opens(engine, forge):
    token, _ = made(engine)
    assert shares.find(engine, forge(token), NOW) is None
    assert entered(engine, forge(token)) is None


def test_accesses_are_counted(engine):
    _, link = made(engine)
    for minute in (1, 2):
        with writing_apart(engine) as connection:
            shares.count(connection, link, NOW + minute * timedelta(minutes=1))
    (found,) = shares.listed(engine, NOW)
    assert (found.accesses, found.last_access_at) == (2, NOW + timedelta(minutes=2))


def test_links_are_listed_newest_first_with_their_maker(engine):
    made(engine, label="Avant")
    shares.make(engine, view(label="Après"), AUTHOR, NOW + SECOND)
    assert [(each.view.label, each.maker) for each in shares.listed(engine, NOW)] == [
        ("Après", "Cheffe de projet"),
        ("Avant", "Cheffe de projet"),
    ]


def test_the_journal_tells_every_gesture(engine):
    token, link = made(engine)
    entered(engine, token)
    shares.pause(engine, link, AUTHOR, NOW)
    shares.resume(engine, link, AUTHOR, NOW)
    shares.renew(engine, link, AUTHOR, NOW, END)
    shares.revoke(engine, link, AUTHOR, NOW)
    shares.refuse(engine, None, "lien de partage inconnu", NOW, "192.0.2.0/24")
    assert events(engine) == [
        ("partage", link, "création"),
        ("connexion", link, "lien de partage"),
        ("partage", link, "suspension"),
        ("partage", link, "reprise"),
        ("partage", link, "renouvellement"),
        ("révocation", link, "lien de partage"),
        ("refus", None, "lien de partage inconnu"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": " \u200b\n "}, "Donnez un nom"),
        ({"label": "x" * 101}, "trop long"),
        ({"territories": ()}, "au moins une commune"),
        ({"territories": ("59392", "59999")}, "Territoire inconnu : 59999"),
        ({"territories": ("' OR 1=1 --",)}, "Territoire inconnu"),
        ({"pages": ()}, "au moins une page"),
        ({"start": date(2026, 2, 1), "end": date(2026, 1, 1)}, "finit avant"),
        ({"expires_at": NOW}, "déjà passée"),
        ({"expires_at": NOW + LONGEST + SECOND}, "au plus tard dans 366 jours"),
        ({"origins": ("http://www.exemple.fr",)}, "n'est pas l'adresse d'un site"),
        ({"origins": ("https://a.fr",) * 11}, "Au plus 10 sites"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(engine, changes, sentence):
    with pytest.raises(UsageError, match=sentence):
        made(engine, **changes)
    assert shares.listed(engine, NOW) == []


@pytest.mark.parametrize("phrase", ["court", "x" * 201, "  sept   "])
def test_a_phrase_has_a_length(engine, phrase):
    with pytest.raises(UsageError, match="phrase de passe"):
        made(engine, phrase=phrase)


@pytest.mark.parametrize(
    "text",
    [
        "*", "https://*", "https://*.exemple.fr", "https://exemple.fr/page", "https://exemple.fr?x", "data:x",
        "https://exemple.fr; script-src *", "https://a.fr https://b.fr", "'self'", "https://me@exemple.fr",
        "https://exemple.fr:port", "https://[::1", "https://é.fr", "javascript:alert(1)", "https://localhost",
    ],
)  # fmt: skip
def test_nothing_but_an_origin_enters_a_policy(text):
    with pytest.raises(UsageError, match="n'est pas l'adresse"):
        origin(text)


def test_origins_are_written_as_browsers_do():
    assert origin(" https://WWW.Exemple.fr/ ") == "https://www.exemple.fr"
    assert origin("https://exemple.fr:443") == "https://exemple.fr"
    assert origin("https://exemple.fr:8443") == "https://exemple.fr:8443"


def test_dead_links_are_forgotten_after_a_year(engine):
    token, _ = made(engine, expires_at=NOW + DAY)
    entered(engine, token)
    for before, swept in ((NOW + DAY - SECOND, 0), (NOW + DAY, 1)):
        with writing_apart(engine) as connection:
            assert shares.sweep(connection, before) == swept
    assert shares.listed(engine, NOW) == []


def test_a_link_keeps_a_bounded_number_of_browsers(engine, monkeypatch):
    monkeypatch.setattr(shares, "MOST_SESSIONS", 3)
    (token, _), (other, _) = made(engine), made(engine)
    elsewhere = entered(engine, other)
    first, *rest = [entered(engine, token) for _ in range(4)]
    assert not opens(engine, first)
    assert all(opens(engine, each) for each in (*rest, elsewhere))
