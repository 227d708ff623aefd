"""Shared links on screen: make one, see what each is worth, pause, resume, renew or revoke it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from dashboard import clock, source
from dashboard import shares as saying
from dashboard.access import Right
from dashboard.ui import exhibit, identity, made_link, page, question, share_form
from dashboard.ui.rendering import show as show_template
from dashboard.ui.said import Message
from dashboard.wording import count, day
from data_access.access import shares
from data_access.access.shared_view import USUAL
from data_access.access.shares import Link, State
from data_access.errors import InclusionError
from data_access.territory import Territory

PAGE, SAID, ASKING = "partages", "partages-dit", "partages-question"
DONE = {"pause": "Lien suspendu.", "resume": "Lien rouvert.", "revoke": "Lien révoqué pour de bon."}


def show() -> None:
    """Show the links and the way to make one; raises Denied, StorageError."""
    identity.needing(Right.SHARES)
    territory = identity.facts().territory
    links = shares.listed(source.engine(), datetime.now(UTC))
    with st.container(key=PAGE, gap="small"):
        made_link.show(PAGE)
        share_form.show(territory, make, opened=not links)
        show_template("said.html", message=st.session_state.pop(SAID, None))
        _list([each for each in links if each.state is not State.REVOKED], territory)
        revoked = [each for each in links if each.state is State.REVOKED]
        if revoked:
            with st.expander(count(len(revoked), "lien révoqué", "liens révoqués")):
                _cards(revoked, territory)
        if links:
            exhibit.download(saying.export(links, territory), PAGE)


def make(asked: share_form.Asked) -> None:
    """Make a link and tell it, once; raises Denied, UsageError, StorageError."""
    reader = identity.needing(Right.SHARES)
    token = shares.make(source.engine(), asked.view, identity.author(reader), datetime.now(UTC), asked.phrase)
    _tell(asked.view.label, token, asked.view.expires_at, has_phrase=bool(asked.phrase))


def _list(links: Sequence[Link], territory: Territory) -> None:
    active = sum(link.state is State.ACTIVE for link in links)
    page.section("Liens", f"{count(active, 'lien actif', 'liens actifs')}." if links else "")
    if not links:
        show_template("shares_none.html")
    _cards(links, territory)


def _cards(links: Sequence[Link], territory: Territory) -> None:
    for link in links:
        with st.container(key=f"lien-{link.id}", gap="small"):
            show_template("share.html", link=link, territory=territory, saying=saying, local=clock.local)
            _gestures(link)


def _gestures(link: Link) -> None:
    """Offer what can be done to a link; what cannot be undone asks first."""
    asking = st.session_state.get(ASKING)
    if asking == (link.id, "renew"):
        until = day(saying.last_day(_usual()))
        question.show(
            "Renouveler ce lien ? L'ancien, et les écrans qu'il a ouverts, s'arrêtent aussitôt. Le nouveau, "
            f"à envoyer, s'ouvre jusqu'au {until}.",
            ("Renouveler le lien", partial(_renew, link)),
            (question.UNCHANGED, _forget),
            "lien",
        )
    elif asking == (link.id, "revoke"):
        question.show(
            "Révoquer ce lien pour de bon ? Les écrans ouverts se ferment aussitôt, et rien ne le rouvrira.",
            ("Révoquer le lien", partial(_do, link, "revoke")),
            (question.UNCHANGED, _forget),
            "lien",
        )
    elif link.state is not State.REVOKED:
        with st.container(key=f"gestes-{link.id}", horizontal=True, gap="small"):
            _buttons(link)


def _buttons(link: Link) -> None:
    if link.state is State.ACTIVE:
        st.button("Suspendre", key=f"suspendre-{link.id}", on_click=_do, args=(link, "pause"))
    if link.state is State.PAUSED:
        st.button("Rouvrir", key=f"rouvrir-{link.id}", on_click=_do, args=(link, "resume"), type="primary")
    st.button("Renouveler…", key=f"renouveler-{link.id}", on_click=_ask, args=(link.id, "renew"))
    st.button("Révoquer…", key=f"revoquer-{link.id}", on_click=_ask, args=(link.id, "revoke"))


def _do(link: Link, gesture: str) -> None:
    """Pause, resume or revoke a link."""
    acts = {"pause": shares.pause, "resume": shares.resume, "revoke": shares.revoke}
    _forget()
    try:
        reader = identity.needing(Right.SHARES)
        acts[gesture](source.engine(), link.id, identity.author(reader), datetime.now(UTC))
        st.session_state[SAID] = Message(f"{link.view.label} : {DONE[gesture].lower()}")
    except InclusionError as error:
        st.session_state[SAID] = Message(str(error), refused=True)


def _renew(link: Link) -> None:
    """Give a link another secret, and tell it once."""
    _forget()
    try:
        reader, until = identity.needing(Right.SHARES), _usual()
        token = shares.renew(source.engine(), link.id, identity.author(reader), datetime.now(UTC), until)
        _tell(link.view.label, token, until, has_phrase=link.has_phrase)
    except InclusionError as error:
        st.session_state[SAID] = Message(str(error), refused=True)


def _ask(link: int, gesture: str) -> None:
    """Ask before what cannot be undone."""
    try:
        identity.needing(Right.SHARES)
        st.session_state[ASKING] = (link, gesture)
    except InclusionError as error:
        st.session_state[SAID] = Message(str(error), refused=True)


def _tell(label: str, token: str, until: datetime, *, has_phrase: bool) -> None:
    phrase = ", avec la phrase de passe, à donner à part" if has_phrase else ""
    note = f"Il s'ouvre jusqu'au {day(saying.last_day(until))}{phrase}."
    made_link.keep(PAGE, label, f"/partage/{token}", note)


def _usual() -> datetime:
    return saying.opens_until(clock.today() + USUAL - timedelta(days=1))


def _forget() -> None:
    st.session_state.pop(ASKING, None)
