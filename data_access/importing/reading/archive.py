"""Opens a zip only once it is known to be harmless."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from data_access.errors import DataError

LARGEST = 300_000_000
RATIO = 200
RATIO_FROM = 10_000_000
ENTRIES = 2_000


@contextmanager
def opened(name: str, content: bytes) -> Iterator[zipfile.ZipFile]:
    """Yield the archive; raises DataError when it is damaged, encrypted or would fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as entries:
            _refuse_bomb(name, entries, len(content))
            _refuse_damaged(name, entries)
            yield entries
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise DataError(_damaged(name)) from error


def _refuse_bomb(name: str, entries: zipfile.ZipFile, size: int) -> None:
    files = entries.infolist()
    total = sum(entry.file_size for entry in files)
    too_dense = total > RATIO_FROM and total > RATIO * size
    if len(files) > ENTRIES or total > LARGEST or too_dense:
        raise DataError(
            f"« {name} » est refusé : une fois décompressé, il contiendrait {len(files)} fichiers et "
            f"{total // 1_000_000} Mo (limites : {ENTRIES} fichiers, {LARGEST // 1_000_000} Mo, "
            f"{RATIO} fois la taille du fichier)."
        )


def _refuse_damaged(name: str, entries: zipfile.ZipFile) -> None:
    """Read everything once: sizes and checksums that lie are found here, inside the limits above."""
    if any(entry.flag_bits & 1 for entry in entries.infolist()):
        raise DataError(f"« {name} » est protégé par un mot de passe : retirez-le, puis recommencez.")
    if entries.testzip() is not None:
        raise DataError(_damaged(name))


def _damaged(name: str) -> str:
    return (
        f"« {name} » est abîmé (téléchargement interrompu ?) : ouvrez-le, enregistrez-le, puis recommencez."
    )
