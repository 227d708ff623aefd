"""« Exporter » and the files of a committee, without a browser: who has them, what they hold."""

import csv
import io
import threading

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from sqlalchemy import select

from dashboard import address, clock, files, source
from dashboard.access import Role, recording
from dashboard.access.reader import Reader
from dashboard.committee import freezing
from dashboard.committee.frozen import from_json
from dashboard.scoping import facts_for
from data_access.access.journal import Kind
from data_access.committees import snapshots
from data_access.database import reading
from data_access.schema import AccessEvent
from tests.pages.conftest import opened, opened_page, words
from tests.pages.test_comites import at, frozen, late_presences
from tests.pages.test_synthese import ENGLISH

LABELS = [kind.label for kind in files.KINDS]


def labels(app):
    return [element.proto.label for element in app.get("download_button")]


def exporting(app):
    app.button(key="exporter").click().run()
    assert not app.exception
    return app


def snapshot(app):
    identifier = int(app.query_params["comite"])
    return snapshots.of_meeting(source.engine(), source.secret(), identifier)[-1]


def numbers(file):
    """Return every number of a workbook, sheet by sheet."""
    book = load_workbook(io.BytesIO(file))
    return {
        sheet.title: [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for sheet in book
    }


def texts(file):
    deck = Presentation(io.BytesIO(file))
    return [
        paragraph.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]


@pytest.mark.parametrize("role", ["chef_projet", "lecteur"])
def test_the_team_chooses_a_file_from_any_page(service, sign_in, role):
    sign_in(service, "Équipe", role)
    app = exporting(opened_page("budget", territoire="59392"))
    text = words(app)
    assert "Maubeuge, selon la résidence" in text
    assert "Chiffres provisoires, révision" in text
    assert [label for label in labels(app) if label in LABELS] == LABELS
    assert ENGLISH.findall(text) == []


def test_a_partner_has_no_file(demonstration, presented):
    presented["inclusion-demonstration"] = "partenaire"
    app = opened()
    assert "exporter" not in {str(button.key) for button in app.button}
    assert not set(labels(app)) & set(LABELS)


def test_a_right_taken_away_closes_the_choice(demonstration, presented):
    app = opened()
    presented["inclusion-demonstration"] = "partenaire"
    app.button(key="exporter").click().run()
    assert not set(labels(app)) & set(LABELS)


def test_a_file_holds_the_selection_and_is_made_once(demonstration, monkeypatch):
    told = facts_for(Reader(Role.READER, ""), source.store().current(), clock.today())
    chosen = address.read({"territoire": ["59392"]}, told, clock.today()).selection
    first = files.live(told, chosen, clock.today(), "csv")
    rows = list(csv.DictReader(io.StringIO(first.decode("utf-8-sig")), delimiter=";"))
    assert {row["Territoire"] for row in rows} == {"Maubeuge"}
    monkeypatch.setattr(files, "made", None)
    assert files.live(told, chosen, clock.today(), "csv") is first


def test_open_data_tell_no_small_count(demonstration):
    facts = source.store().current()
    chosen = address.read({}, facts, clock.today()).selection
    told, months = files.to_all(facts, chosen, clock.today())
    rows = list(csv.DictReader(io.StringIO(files.live(told, months, clock.today(), "opendata").decode())))
    assert any(row["statut"] != "diffusé" for row in rows)
    assert files.to_all(facts, chosen, clock.today())[0] is told


def test_waiting_too_long_is_said():
    finished = threading.Event()
    files._pool.submit(finished.wait)
    try:
        with pytest.raises(files.UsageError, match="Réessayez"):
            files.made(lambda: b"", patience_s=0)
    finally:
        finished.set()


def test_what_fails_once_is_tried_again(demonstration, monkeypatch):
    facts = source.store().current()
    chosen = address.read({"base": ["lieu"]}, facts, clock.today()).selection
    told, _ = files.to_team(facts, chosen)
    with monkeypatch.context() as patched:
        patched.setattr(files, "made", lambda make: (_ for _ in ()).throw(files.UsageError(files.BUSY)))
        with pytest.raises(files.UsageError):
            files.live(told, chosen, clock.today(), "csv")
    assert files.live(told, chosen, clock.today(), "csv")


def test_files_of_a_committee_never_change(demonstration):
    app = frozen(at("comites"))
    assert [label for label in labels(app) if label.endswith("figé")] == [
        "Diaporama figé", "Rapport PDF figé", "Classeur Excel figé",
    ]  # fmt: skip
    kept = snapshot(app)
    facts = source.store().current()
    before = {key: files.frozen(facts, kept, key) for key in ("pptx", "pdf", "xlsx", "csv")}
    said = "\n".join(texts(before["pptx"]))
    assert f"Figé le {clock.today():%d/%m/%Y}" in said
    assert kept.digest[:12] in said
    assert f"révision {kept.revision}" in said
    late_presences(demonstration)
    later = source.store().current()
    assert later.revision > kept.revision
    again = {key: files.frozen(later, snapshot(app), key) for key in before}
    for key in ("pdf", "xlsx", "csv"):
        assert again[key] == before[key], key
    assert texts(again["pptx"]) == texts(before["pptx"])
    assert numbers(again["xlsx"]) == numbers(before["xlsx"])


def test_a_document_and_the_page_froze_the_same_values(demonstration):
    kept = snapshot(frozen(at("comites")))
    page, document = from_json(kept.content), freezing.document(kept)
    assert {figure.key for figure in page.figures} == {quote.key for quote in document.figures}
    for quote in document.figures:
        figure = page.figure(quote.key)
        assert (quote.value, quote.masked is not None, quote.said) == (
            figure.value, figure.masked, figure.said,
        )  # fmt: skip
        assert quote.change == figure.change
        assert (quote.aim is None) == (figure.aim is None)
        if quote.aim:
            assert (quote.aim.value, quote.aim.due, quote.aim.reached) == (
                figure.aim.value, figure.aim.due, figure.aim.judged,
            )  # fmt: skip
    assert document.asked == page.selection
    assert (document.selection, document.verdict) == (page.selection_said, page.verdict)
    assert tuple(point.sentence for point in document.points) == page.attention


def test_figures_frozen_without_a_document_say_so(demonstration):
    facts = source.store().current()
    day = max(day for day in facts.committees["date"])
    content = dict(freezing.content(facts, _whole(facts), clock.today()))
    del content[freezing.DOCUMENT]
    kept = snapshots.freeze(source.engine(), source.secret(), day, content, facts.revision)
    app = at("comites", comite=str(kept.meeting_id))
    assert "figés sans leurs fichiers" in words(app)
    assert not [label for label in labels(app) if label.endswith("figé")]


def _whole(facts):
    return address.read({}, facts, clock.today()).selection


def test_freezing_and_deciding_are_in_the_journal(demonstration):
    frozen(at("comites"))
    assert recording.recorder.flush()
    with reading(source.engine()) as connection:
        rows = connection.execute(
            select(AccessEvent.event, AccessEvent.role, AccessEvent.page, AccessEvent.detail)
        ).all()
    (line,) = [row for row in rows if row.event == Kind.FREEZING.value]
    assert (line.role, line.page) == ("chef_projet", "comites")
    assert "Chiffres figés pour le comité du" in line.detail
