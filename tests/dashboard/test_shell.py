"""The words of the installed Streamlit that the shell says in French."""

import asyncio
from importlib import resources

import pytest

from dashboard import server, shell

SCRIPTS = resources.files("streamlit") / "static" / "static" / "js"


def scripts(name):
    found = [file.name for file in SCRIPTS.iterdir() if shell.SCRIPT.search(f"/static/js/{file.name}")]
    return [file for file in found if file.startswith(f"{name}.")]


@pytest.mark.parametrize("name", shell.WORDS)
def test_each_english_word_is_still_there_to_translate(name):
    text = "".join((SCRIPTS / script).read_text("utf-8") for script in scripts(name))
    assert [english for english in shell.WORDS[name] if english not in text] == []


@pytest.mark.parametrize("name", shell.WORDS)
def test_served_scripts_are_french(name):
    served = b"".join(shell.french_script(script) or b"" for script in scripts(name)).decode()
    assert [english for english in shell.WORDS[name] if english in served] == []
    assert all(french in served for french in shell.WORDS[name].values())


def test_document_is_french():
    document = shell.french_document((SCRIPTS.parents[1] / "index.html").read_bytes()).decode()
    assert '<html lang="fr">' in document
    assert "<title>Plan d'inclusion numérique</title>" in document
    assert "enable JavaScript" not in document
    assert "service-desc" not in document


def test_settings_are_read_from_the_project_whatever_the_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    settings = server.settings()
    assert settings["browser.gatherUsageStats"] is False
    assert settings["client.showErrorDetails"] == "none"
    assert settings["server.fileWatcherType"] == "none"
    assert settings["theme.light.primaryColor"].startswith("#")


def answer_to(path):
    """Return the first message of the shell's answer, where nothing behind it may be reached."""

    async def behind(scope, receive, send):
        raise AssertionError("fermé")

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        messages.append(message)

    messages = []
    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    asyncio.run(shell.FrenchShell(behind)(scope, receive, send))
    return messages[0]


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/prefixe/_stcore/metrics"]
)
def test_closed_doors_and_safe_headers(path):
    answer = answer_to(path)
    assert answer["status"] == 404
    assert (b"x-frame-options", b"DENY") in answer["headers"]


def test_a_failure_is_logged_under_the_reference_shown(monkeypatch, caplog):
    shown = {}
    monkeypatch.setattr(server, "show", lambda template, **values: shown.update(values))
    assert server.report(ValueError("détail secret")) is True
    assert shown["reference"] in caplog.text
    assert "détail secret" not in str(shown)


def test_a_file_that_does_not_come_is_said_in_french():
    (name,) = [each.name for each in SCRIPTS.glob("DownloadButton.*.js")]
    text = shell.french_script(name).decode()
    assert "Le fichier n'est pas venu" in text
    assert "Download failed" not in text
    assert "e.message:" not in text
