"""Reads a workbook: an .xlsx file, a folder or a .zip of .csv files, or one .csv named after a sheet."""

import hashlib
from pathlib import Path

from data_access.errors import DataError
from data_access.importing.raw import RawWorkbook
from data_access.importing.reading import archive, delimited, excel
from data_access.importing.wording import show_number

MEGABYTE = 1_000_000
LARGEST_FILE = 50 * MEGABYTE
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK\x03\x04"


def read(path: Path) -> RawWorkbook:
    """Return the file's sheets, unchecked; raises DataError with a sentence that says what to do."""
    try:
        if path.is_dir():
            return _read_folder(path)
        _refuse_too_large(path.name, path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"Le fichier « {path.name} » ne peut pas être lu ({error.strerror}).") from error
    return _read_file(path.name, content)


def _read_file(name: str, content: bytes) -> RawWorkbook:
    fingerprint = hashlib.sha256(content).hexdigest()
    if content.startswith(OLE):
        raise DataError(_ole_sentence(name, content))
    if content.startswith(ZIP):
        return RawWorkbook(name, fingerprint, _read_zip(name, content))
    if name.lower().endswith(".csv"):
        return RawWorkbook(name, fingerprint, delimited.read_files([(name, content)]))
    raise DataError(
        f"« {name} » n'est pas un classeur lisible : donnez un fichier .xlsx (ou .xlsm), un fichier .csv "
        "qui porte le nom d'une feuille, ou un dossier ou un .zip de fichiers .csv."
    )


def _read_zip(name: str, content: bytes) -> "excel.Sheets":
    with archive.opened(name, content) as entries:
        if excel.WORKBOOK in entries.namelist():
            return excel.read(name, content, entries)
        files = [
            (entry.rsplit("/", 1)[-1], entries.read(entry))
            for entry in entries.namelist()
            if _is_csv(entry) and "__MACOSX" not in entry.split("/")
        ]
    if not files:
        raise DataError(
            f"« {name} » ne contient ni classeur Excel ni fichier .csv. Un classeur LibreOffice (.ods) "
            "s'enregistre d'abord au format .xlsx."
        )
    return delimited.read_files(files)


def _read_folder(path: Path) -> RawWorkbook:
    found = sorted(file for file in path.iterdir() if file.is_file() and _is_csv(file.name))
    if not found:
        raise DataError(f"Le dossier « {path.name} » ne contient aucun fichier .csv.")
    _refuse_too_large(path.name, sum(file.stat().st_size for file in found))
    files = [(file.name, file.read_bytes()) for file in found]
    fingerprint = hashlib.sha256(b"".join(name.encode() + content for name, content in files)).hexdigest()
    return RawWorkbook(path.name, fingerprint, delimited.read_files(files))


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.rsplit("/", 1)[-1].startswith(".")


def _refuse_too_large(name: str, size: int) -> None:
    if size > LARGEST_FILE:
        raise DataError(
            f"« {name} » pèse {show_number(round(size / MEGABYTE))} Mo ; la limite est de "
            f"{LARGEST_FILE // MEGABYTE} Mo. Découpez-le par période."
        )


def _ole_sentence(name: str, content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return (
            f"« {name} » est protégé par un mot de passe : ouvrez-le, retirez le mot de passe "
            "(Fichier > Informations > Protéger), enregistrez-le, puis recommencez."
        )
    return (
        f"« {name} » est au format d'un ancien Excel (.xls) : ouvrez-le et enregistrez-le au format .xlsx, "
        "puis recommencez."
    )
