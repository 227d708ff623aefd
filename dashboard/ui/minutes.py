"""What a project manager does with committees: prepare one, create it, change it, remove it."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from dashboard import clock, source
from dashboard.access import Right, recording
from dashboard.committee import freezing
from dashboard.committee.calendar import Sitting
from dashboard.ui import committees, files, identity, meeting, reading
from dashboard.ui.committees import Asked
from dashboard.ui.rendering import show as show_template
from dashboard.ui.said import Message
from dashboard.wording import day, selection_sentence
from data_access.access.journal import Kind
from data_access.committees import meetings, snapshots
from data_access.committees.meetings import EARLIEST, LATEST, Minutes
from data_access.errors import InclusionError
from data_access.vocabulary import EXCUSED, PRESENT

SAID, ASKING, CLOSING = "comite-dit", "comite-a-figer", "comite-a-fermer"
FIELDS = {name: f"comite-{name}" for name in ("date", "intitule", "lieu", "ordre", "presents", "excuses")}
AT_HAND_S = 0.8
WITHOUT_FILES = (
    "Ces chiffres ont été figés sans leurs fichiers, par une version antérieure du tableau de bord. "
    "« Exporter », en haut de la page, donne ceux d'aujourd'hui, provisoires."
)
ONE_A_LINE = "une fonction par ligne, jamais le nom d'une personne"


def tools(at: Asked) -> None:
    """Show what can be done with the committee at hand; a reader who keeps none only opens the meeting."""
    show_template("said.html", message=st.session_state.pop(SAID, None))
    with st.container(key="comite-outils", horizontal=True, vertical_alignment="center", gap="small"):
        if at.sitting:
            href = meeting.address("comites", at.sitting, is_frozen=bool(at.shown and at.shown.is_genuine))
            show_template("seance_link.html", href=href, label="Ouvrir en mode séance", strong=True)
        if at.may_keep:
            _keeping(at)
        exports(at)
    if st.session_state.get(ASKING) and at.sitting and at.may_keep:
        _confirm(at, at.sitting)


def exports(at: Asked) -> None:
    """Offer slides, a report and a workbook of the frozen figures, which no later import changes."""
    if at.shown is None or not at.shown.is_genuine or at.sitting is None:
        return
    if freezing.has_document(at.shown.snapshot.content):
        with st.container(key="comite-exports", horizontal=True, gap="small"):
            files.of_snapshot(at.now.facts, at.shown.snapshot)
    else:
        show_template("note.html", note=WITHOUT_FILES)


def _keeping(at: Asked) -> None:
    sitting = at.sitting
    if sitting and (not sitting.versions or sitting.day >= at.now.today):
        again = "Figer une nouvelle version…" if sitting.versions else "Préparer le comité…"
        st.button(again, key="comite-preparer", type="primary", on_click=_ask)
    if sitting and st.button("Modifier", key="comite-modifier"):
        _form(sitting)
    if st.button("Nouveau comité", key="comite-nouveau"):
        _form(None)


def _confirm(at: Asked, sitting: Sitting) -> None:
    """Ask once more, with what exactly is about to be frozen."""
    with st.container(key="comite-confirmer", gap="small"):
        show_template(
            "freezing.html",
            sitting=sitting,
            selection=selection_sentence(at.now.selection, at.now.facts.territory),
            revision=at.now.facts.revision,
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Figer ces chiffres", key="comite-figer", type="primary", on_click=_freeze, args=(sitting,)
            )
            st.button("Pas maintenant", key="comite-renoncer", on_click=_drop, args=(ASKING,))


def _freeze(sitting: Sitting) -> None:
    _drop(ASKING)

    def freeze() -> str:
        now = reading.read()
        at = committees.asked(now)
        last = committees.before(at.sittings, now.today)
        told = freezing.content(now.facts, now.selection, now.today, last.figures if last else None)
        kept = snapshots.freeze(source.engine(), source.secret(), sitting.day, told, now.facts.revision)
        st.query_params.from_dict(
            {
                **{name: st.query_params.get_all(name) for name in st.query_params},
                "comite": str(kept.meeting_id),
            }
        )
        return f"Chiffres figés pour le comité du {day(sitting.day)} : ils ne bougeront plus."

    do(Kind.FREEZING, freeze)


@st.dialog("Comité", position="right", width="medium")
def _form(sitting: Sitting | None) -> None:
    """Write down a committee; what is kept on screen belongs to the screen, whatever is imported later."""
    if st.session_state.pop(CLOSING, False):
        st.rerun()
    record = sitting.record if sitting else None
    show_template("said.html", message=st.session_state.pop(SAID, None))
    if sitting and sitting.imported and record is None:
        show_template(
            "note.html",
            note="Ce comité vient du classeur. Ce que vous écrivez ici est tenu à l'écran : aucun import ne "
            "le changera.",
        )
    with st.form("comite-formulaire", border=False):
        st.date_input(
            "Date", value=sitting.day if sitting else clock.today(), key=FIELDS["date"], format="DD/MM/YYYY",
            min_value=EARLIEST, max_value=LATEST,
        )  # fmt: skip
        st.text_input(
            "Intitulé", value=sitting.title if sitting else "Comité de pilotage", key=FIELDS["intitule"]
        )
        st.text_input("Lieu", value=sitting.venue if sitting else "", key=FIELDS["lieu"])
        _lines("Ordre du jour (un point par ligne)", "ordre", record.agenda if record else ())
        attendance = record.attendance if record else {}
        _lines(f"Présents ({ONE_A_LINE})", "presents", attendance.get(PRESENT, ()))
        _lines(f"Excusés ({ONE_A_LINE})", "excuses", attendance.get(EXCUSED, ()))
        st.form_submit_button(
            "Enregistrer", type="primary", on_click=_save, args=(record.id if record else None,)
        )
    if record and not (sitting and sitting.versions):
        st.button("Supprimer ce comité", key="comite-supprimer", on_click=_remove, args=(record.id,))


def _lines(label: str, name: str, lines: Sequence[str]) -> None:
    st.text_area(label, value="\n".join(lines), key=FIELDS[name], height=110)


def _save(identifier: int | None) -> None:
    state = st.session_state

    def save() -> str:
        held: date = state[FIELDS["date"]]
        minutes = Minutes(
            held,
            state[FIELDS["intitule"]],
            state[FIELDS["lieu"]],
            state[FIELDS["ordre"]].splitlines(),
            {PRESENT: state[FIELDS["presents"]].splitlines(), EXCUSED: state[FIELDS["excuses"]].splitlines()},
        )
        kept = meetings.save(source.engine(), minutes, identifier)
        return f"Comité du {day(kept.held_on)} enregistré."

    do(Kind.COMMITTEE, save, closes=True)


def _remove(identifier: int) -> None:
    def remove() -> str:
        meetings.remove(source.engine(), identifier)
        return "Comité supprimé."

    do(Kind.COMMITTEE, remove, closes=True)


def do(kind: Kind, act: Callable[[], str], *, closes: bool = False) -> None:
    """Act as a project manager and say what was done, or why it was not; what was written is soon at hand.

    What was done goes to the access journal.
    `closes`: the drawer that it was asked from closes when it is done.
    """
    try:
        reader = identity.needing(Right.COMMITTEES)
        done = act()
        recording.note(identity.event(reader, kind, "comites", done))
        st.session_state[SAID] = Message(done)
        st.session_state[CLOSING] = closes
        source.store().revision_at_hand(AT_HAND_S)
    except InclusionError as error:
        st.session_state[SAID] = Message(str(error), refused=True)


def _ask() -> None:
    st.session_state[ASKING] = True


def _drop(key: str) -> None:
    st.session_state.pop(key, None)
