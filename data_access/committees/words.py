"""What may be written about a committee: functions, not names; lines without what cannot be seen."""

import re
import unicodedata
from collections.abc import Iterable

from data_access.errors import UsageError

LINES_MAX, LINE_MAX = 60, 300
CIVILITY = re.compile(
    r"\b(?:M\.|MM\.|Mr\b|Mme\b|Mmes\b|Mlle\b|Monsieur\b|Madame\b|Mademoiselle\b)", re.IGNORECASE
)
ADDRESS = re.compile(r"\S@\S|(?:\d[ .\u00a0\u202f]?){10}")


def cleaned(text: str | None, longest: int = LINE_MAX) -> str | None:
    """Return a text on one line, None when nothing is left; raises UsageError when it is too long."""
    words = unicodedata.normalize("NFC", text or "").split()
    line = " ".join(filter(None, ("".join(filter(str.isprintable, word)) for word in words)))
    if len(line) > longest:
        raise UsageError(f"Ce texte est trop long : {len(line)} caractères pour {longest} au plus.")
    return line or None


def lines(texts: Iterable[str]) -> list[str]:
    """Return the lines that say something; raises UsageError when there are too many."""
    found = [line for line in map(cleaned, texts) if line]
    if len(found) > LINES_MAX:
        raise UsageError(f"{len(found)} lignes pour {LINES_MAX} au plus : regroupez-en quelques-unes.")
    return found


def function(text: str | None) -> str | None:
    """Return the name of a function; raises UsageError when it looks like somebody's name or address."""
    line = cleaned(text, 200)
    if line and (CIVILITY.search(line) or ADDRESS.search(line)):
        raise UsageError(
            f"« {line} » semble désigner une personne. Écrivez sa fonction : « Vice-présidence à la "
            "cohésion », « Délégué du préfet », par exemple."
        )
    return line


def functions(texts: Iterable[str]) -> list[str]:
    """Return the names of functions, each once; raises UsageError."""
    found = (function(line) for line in lines(texts))
    return list(dict.fromkeys(name for name in found if name))
