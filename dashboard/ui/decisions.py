"""The register of decisions on screen: read by the team, kept by the project manager."""

from datetime import date

import streamlit as st

from dashboard import clock, source
from dashboard.access import Right, Role
from dashboard.access.reader import ROLE_NAMES
from dashboard.charts.look import shortened
from dashboard.committee.decisions import Resolution, Standing, deadline, register, tally
from dashboard.indicators import ALL, BY_KEY
from dashboard.ui import figures, identity, page
from dashboard.ui.committees import Asked
from dashboard.ui.minutes import CLOSING, SAID, do
from dashboard.ui.rendering import show as show_template
from dashboard.wording import day
from data_access.access.journal import Kind
from data_access.committees import register as keeping
from data_access.committees.meetings import EARLIEST, LATEST
from data_access.committees.register import Name, Words
from data_access.vocabulary import DECISION_STATES

FIELDS = {
    name: f"decision-{name}" for name in ("texte", "responsable", "echeance", "etat", "indicateur", "comite")
}
NAMED = 90
"""Letters that recall a decision when it is said to be kept."""
NOBODY = "sans responsable"


def show(at: Asked) -> None:
    """Show the register: what is late, what is open, then what is closed, folded."""
    found = register(at.now.facts, at.now.today)
    page.section("Décisions", tally(found), "decisions")
    with st.container(key="registre", gap="small"):
        if at.may_keep and st.button("Nouvelle décision", key="decision-nouvelle", icon=":material/add:"):
            _form(None, _days(at))
        for each in (one for one in found if one.standing is not Standing.CLOSED):
            _row(each, at)
        closed = [one for one in found if one.standing is Standing.CLOSED]
        if closed:
            with st.expander(f"Décisions closes ({len(closed)})"):
                for each in closed:
                    _row(each, at)


def _row(found: Resolution, at: Asked) -> None:
    name = f"{found.source}-{found.key}"
    with st.container(key=f"resolution-{name}", horizontal=True, vertical_alignment="top", gap="small"):
        show_template(
            "decision.html",
            found=found,
            deadline=deadline(found, at.now.today),
            owner=found.owner or NOBODY,
            method=figures.method_link,
        )
        label = "Modifier" if at.may_keep else "Historique"
        if st.button(label, key=f"ouvrir-{name}", type="tertiary"):
            if at.may_keep:
                _form(found, _days(at))
            else:
                _past(found)


@st.dialog("Décision", position="right", width="medium")
def _form(found: Resolution | None, days: list[date]) -> None:
    """Write a decision down, or what it has become; what it said before stays in its history."""
    if st.session_state.pop(CLOSING, False):
        st.rerun()
    show_template("said.html", message=st.session_state.pop(SAID, None))
    if found and found.imported and found.entry is None:
        show_template(
            "note.html",
            note="Cette décision vient du classeur. Modifiée ici, elle est tenue à l'écran : un import ne la "
            "changera plus.",
        )
    with st.form("decision-formulaire", border=False):
        st.text_area("Décision", value=found.text if found else "", key=FIELDS["texte"], height=110)
        st.text_input(
            "Responsable", value=(found.owner or "") if found else "", key=FIELDS["responsable"],
            placeholder="Une fonction, jamais un nom",
        )  # fmt: skip
        st.date_input(
            "Échéance", value=found.due if found else None, key=FIELDS["echeance"], format="DD/MM/YYYY",
            min_value=EARLIEST, max_value=LATEST,
        )  # fmt: skip
        st.selectbox(
            "État",
            DECISION_STATES,
            index=DECISION_STATES.index(found.state) if found else 0,
            key=FIELDS["etat"],
        )
        keys = [each.key for each in ALL]
        known = keys.index(found.indicator) if found and found.indicator in BY_KEY else None
        st.selectbox(
            "Chiffre lié", keys, index=known, format_func=lambda key: BY_KEY[key].label,
            key=FIELDS["indicateur"], placeholder="Aucun",
        )  # fmt: skip
        committee = days.index(found.committee) if found and found.committee in days else None
        st.selectbox(
            "Prise au comité du",
            days,
            index=committee,
            format_func=day,
            key=FIELDS["comite"],
            placeholder="Aucun",
        )
        st.form_submit_button("Enregistrer", type="primary", on_click=_save, args=(found,))
    if found:
        _history(found)


@st.dialog("Décision", position="right", width="medium")
def _past(found: Resolution) -> None:
    show_template("note.html", note=found.text)
    _history(found)


def _history(found: Resolution) -> None:
    entries = keeping.history(source.engine(), Name(found.source, found.key))
    steps = [(clock.local(each.written_at), each) for each in entries]
    labels = {key: indicator.label for key, indicator in BY_KEY.items()}
    show_template("decision_history.html", steps=steps[::-1], labels=labels, nobody=NOBODY)


def _save(found: Resolution | None) -> None:
    state = st.session_state

    def save() -> str:
        words = Words(
            text=state[FIELDS["texte"]],
            state=state[FIELDS["etat"]],
            owner=state[FIELDS["responsable"]],
            due_on=state[FIELDS["echeance"]],
            indicator=state[FIELDS["indicateur"]],
            committee=state[FIELDS["comite"]],
        )
        author = ROLE_NAMES[Role(identity.needing(Right.COMMITTEES).role)]
        if found is None:
            keeping.create(source.engine(), words, author)
            return f"Décision enregistrée : {_named(words)}."
        keeping.change(source.engine(), Name(found.source, found.key), words, author, found.entry)
        return f"Décision modifiée : {_named(words)} ; ce qu'elle disait reste dans son historique."

    do(Kind.DECISION, save, closes=True)


def _named(words: Words) -> str:
    return f"« {shortened(words.text, NAMED)} », {words.state}"


def _days(at: Asked) -> list[date]:
    """Return the days of the committees, the latest first."""
    return [sitting.day for sitting in at.sittings[::-1]]
