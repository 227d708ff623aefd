import pytest


@pytest.fixture
def inclusion(tmp_path, monkeypatch, capsys):
    """Run the command in its own installation; return (exit code, output, errors)."""
    monkeypatch.setenv("INCLUSION_DATA_DIR", str(tmp_path / "donnees"))
    for name in ("INCLUSION_DATABASE_URL", "INCLUSION_SECRET", "INCLUSION_TERRITORY"):
        monkeypatch.delenv(name, raising=False)
    from dashboard.cli import main

    def run(*arguments):
        capsys.readouterr()
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def workbook(tmp_path):
    """Write sheets as a folder of CSV files; return its path."""

    def write(**sheets):
        folder = tmp_path / "classeur"
        folder.mkdir(exist_ok=True)
        for name, rows in sheets.items():
            lines = [";".join(row) for row in rows]
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return write
