"""Identifiers given by organisers become keyed hashes before anything else sees them."""

import hashlib
import hmac
import unicodedata

from sqlalchemy import Connection, exists, select, update

from data_access.errors import SettingsError
from data_access.schema import Household, Person, Plan


def pseudonym(secret: bytes, source: str, kind: str, identifier: str) -> str:
    """Return the HMAC-SHA-256 of a source, a kind (« personne », « foyer ») and an identifier: 64 digits."""
    message = "\x1f".join((source, kind, unicodedata.normalize("NFC", identifier.strip())))
    return hmac.new(secret, message.encode(), hashlib.sha256).hexdigest()


def fingerprint(secret: bytes) -> str:
    """Return 16 hexadecimal digits that tell a key from another without giving it away."""
    return hmac.new(secret, b"empreinte de la cle", hashlib.sha256).hexdigest()[:16]


def verify_key(connection: Connection, secret: bytes) -> None:
    """Check, before writing, that the key is the one of the people already known; raises SettingsError."""
    known, mine = connection.execute(select(Plan.key_fingerprint)).scalar(), fingerprint(secret)
    if known == mine:
        return
    people = select(exists().where(Person.id.is_not(None)) | exists().where(Household.id.is_not(None)))
    if known and connection.execute(people).scalar():
        raise SettingsError(
            "La clé de hachage n'est pas celle de cette base : les personnes déjà connues compteraient deux "
            "fois. Restaurez le fichier « secret » (ou INCLUSION_SECRET) sauvegardé avec la base ; "
            "rien n'a été écrit."
        )
    connection.execute(update(Plan).values(key_fingerprint=mine))
