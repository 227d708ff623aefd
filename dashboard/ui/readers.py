"""Readers on screen: who has access, invite somebody, invite again, take an access back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard import clock, source
from dashboard import readers as saying
from dashboard.access import Reader, Right
from dashboard.access.recognising import is_demonstration
from dashboard.ui import exhibit, identity, made_link, page, question, reader_form
from dashboard.ui.rendering import show as show_template
from dashboard.ui.said import Message
from dashboard.wording import count, hour, short_day
from data_access.access import invitations, readers
from data_access.access.invitations import VALID, Wanted
from data_access.access.readers import LAST_MANAGER, MANAGER, OWN, ReaderRecord
from data_access.errors import InclusionError, UsageError

PAGE, SAID, ASKING = "lecteurs", "lecteurs-dit", "lecteurs-question"
INVENTED = (
    "Dans la démonstration, chacun entre sans s'identifier et choisit son rôle en haut de l'écran : une "
    "invitation n'ouvrirait rien. Le formulaire s'ouvre ici une fois les données inventées retirées."
)


def show() -> None:
    """Show who has access and the way to invite; raises Denied, StorageError."""
    reader = identity.needing(Right.READERS)
    found = readers.listed(source.engine())
    with_access = [each for each in found if each.revoked_at is None]
    with st.container(key=PAGE, gap="small"):
        made_link.show(PAGE)
        if is_demonstration():
            show_template("readers_invented.html", sentence=INVENTED)
        else:
            reader_form.show(invite, opened=len(with_access) < 2)
        show_template("said.html", message=st.session_state.pop(SAID, None))
        _list(with_access, reader)
        _former([each for each in found if each.revoked_at is not None])
        if found:
            exhibit.download(saying.export(found, datetime.now(UTC)), PAGE)


def invite(wanted: Wanted) -> None:
    """Invite somebody and tell the link, once; raises Denied, UsageError, StorageError."""
    author, now = identity.author(_granting()), datetime.now(UTC)
    token = invitations.invite(source.engine(), wanted, author, now)
    _tell(readers.checked(wanted.name), token, now)


def _granting() -> Reader:
    """Return who may let somebody in; raises Denied, and UsageError where an access would open nothing."""
    reader = identity.needing(Right.READERS)
    if is_demonstration():
        raise UsageError(INVENTED)
    return reader


def _list(found: Sequence[ReaderRecord], reader: Reader) -> None:
    page.section("Personnes", saying.counted(found) if found else "Personne n'est inscrit.")
    managers = [each.id for each in found if each.role == MANAGER]
    for each in found:
        with _card(each):
            if each.id == reader.reader_id:
                show_template("reader_kept.html", sentence=OWN)
            else:
                _gestures(each, LAST_MANAGER if managers == [each.id] else "")


def _former(found: Sequence[ReaderRecord]) -> None:
    if not found:
        return
    with st.expander(count(len(found), "accès retiré", "accès retirés"), key="lecteurs-retires"):
        for each in found:
            with _card(each):
                _gestures(each)


def _card(each: ReaderRecord) -> st.delta_generator.DeltaGenerator:
    card = st.container(key=f"lecteur-{each.id}", gap="small")
    with card:
        show_template("reader.html", reader=each, saying=saying, now=datetime.now(UTC), local=clock.local)
    return card


def _gestures(each: ReaderRecord, kept: str = "") -> None:
    """Offer what can be done to an access, once its question is answered; `kept` is why it stays."""
    asking = st.session_state.get(ASKING)
    if asking == (each.id, "again"):
        question.show(
            _about_again(each),
            ("Créer l'invitation", partial(_again, each)),
            (question.UNCHANGED, _forget),
            "lecteur",
        )
    elif asking == (each.id, "withdraw"):
        question.show(
            f"Retirer l'accès de « {each.name} » ? Ses écrans ouverts se ferment aussitôt, et son "
            "invitation, s'il en reste une, n'ouvre plus rien.",
            ("Retirer l'accès", partial(_withdraw, each)),
            (question.UNCHANGED, _forget),
            "lecteur",
        )
    else:
        _buttons(each, kept)


def _buttons(each: ReaderRecord, kept: str) -> None:
    with st.container(key=f"gestes-{each.id}", horizontal=True, gap="small"):
        if not is_demonstration() and (each.revoked_at or not each.by_provider):
            _asking(each, "Inviter de nouveau…", "again")
        if not each.revoked_at and not kept:
            _asking(each, "Retirer l'accès…", "withdraw")
    if kept:
        show_template("reader_kept.html", sentence=kept)


def _asking(each: ReaderRecord, label: str, gesture: str) -> None:
    st.button(label, key=f"{gesture}-{each.id}", on_click=_ask, args=(each.id, gesture))


def _about_again(each: ReaderRecord) -> str:
    """Return the question that says what another invitation opens, and what it closes."""
    opens = f"{saying.role(each).lower()}, {count(each.days or invitations.DAYS, 'jour')} d'accès"
    if each.revoked_at is None:
        former = "L'ancienne invitation n'ouvrira plus rien ; les écrans déjà ouverts le restent."
    elif each.by_provider:
        former = "Son accès est rendu, par son compte professionnel aussi."
    else:
        former = "Son accès lui est rendu."
    return f"Inviter de nouveau « {each.name} » ({opens}) ? {former}"


def _ask(identifier: int, gesture: str) -> None:
    """Ask before an access changes."""
    try:
        identity.needing(Right.READERS)
        st.session_state[ASKING] = (identifier, gesture)
    except InclusionError as error:
        st.session_state[SAID] = Message(str(error), refused=True)


def _again(each: ReaderRecord) -> None:
    """Invite somebody again, and tell the link once."""
    _forget()
    try:
        author, now = identity.author(_granting()), datetime.now(UTC)
        _tell(each.name, invitations.again(source.engine(), each.id, author, now), now)
    except InclusionError as error:
        st.session_state[SAID] = Message(str(error), refused=True)


def _withdraw(each: ReaderRecord) -> None:
    """Take an access back; a link just made opens nothing any more."""
    _forget()
    try:
        author = identity.author(identity.needing(Right.READERS))
        closed = readers.withdraw(source.engine(), each.id, author, datetime.now(UTC))
        made_link.forget(PAGE, each.name)
        sessions = f", {count(closed, 'session fermée', 'sessions fermées')}" if closed else ""
        st.session_state[SAID] = Message(f"{each.name} : accès retiré{sessions}.")
    except InclusionError as error:
        st.session_state[SAID] = Message(str(error), refused=True)


def _tell(name: str, token: str, now: datetime) -> None:
    until = clock.local(now + VALID)
    note = f"Il s'ouvre une seule fois, avant le {short_day(until)} à {hour(until)}."
    made_link.keep(PAGE, name, f"/invitation/{token}", note)


def _forget() -> None:
    st.session_state.pop(ASKING, None)
