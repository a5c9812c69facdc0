"""The record of a certificate 证照记录: what was issued, without telling what it says.

Every value enters as a salted digest, so the record may be shown and logged; whoever holds value
and salt (a *disclosure*) proves one field and no other. The evidence leaf of the issue carries the
digest of these bytes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from tongban_trust.canonical import NotCanonical, canonical_bytes, read_canonical
from tongban_trust.commit import commit
from tongban_trust.suites import Suite, suite

VERSION, SUPERVISED_VERSION = 1, 2  # the second also names who supervises 监制
HOLDER = "holder"
MOST_FIELDS = 200
MOST_BYTES = 64 * 1024
SALT_BYTES = 16
_MOST_DISCLOSED_BYTES = 1024 * 1024
_LONGEST_VALUE = 10_000
_KEY_BYTES = 16
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,119}")
_HEX = re.compile(r"[0-9a-f]{64}")
_LEVELS = ("A", "B", "C", "D")


class BadRecord(ValueError):
    """The value is no record or disclosure; the message says what is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One value with the salt that opens its digest; ``holder`` names whom it was issued to."""

    name: str
    value: str
    salt: bytes

    def digest(self, hashing: Suite) -> str:
        """The hex digest that stands in the record for this value."""
        return commit(hashing, canonical_bytes([self.name, self.value]), self.salt).digest.hex()


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """What is logged of one certificate.

    ``issuer`` is a USCC; ``holder`` and ``fields`` are salted digests in hex; ``issued_at`` aware
    UTC in whole seconds; ``valid_until`` None for long-term; ``previous`` the identifier it
    follows; ``trust_level`` A to D; ``origin`` the log it is promised to; ``supervisor`` the USCC
    of the body whose supervising seal 监制章 its documents carry beside the issuer's.
    """

    identifier: str
    type_code: str
    type_version: int
    issuer: str
    holder: str
    fields: tuple[str, ...]
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    suite_name: str
    previous: str | None
    trust_level: str
    origin: str
    supervisor: str | None = None

    def to_bytes(self) -> bytes:
        """The canonical bytes that are digested."""
        return canonical_bytes(self._said())

    def _said(self) -> dict[str, object]:
        supervised = {"supervisor": self.supervisor} if self.supervisor else {}
        return {
            "v": SUPERVISED_VERSION if self.supervisor else VERSION,
            "identifier": self.identifier,
            "type": self.type_code,
            "type_version": self.type_version,
            "issuer": self.issuer,
            "holder": self.holder,
            "fields": list(self.fields),
            "issued_at": self.issued_at.astimezone(UTC).strftime(_MOMENT),
            "valid_from": self.valid_from.isoformat(),
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "suite": self.suite_name,
            "previous": self.previous,
            "trust_level": self.trust_level,
            "origin": self.origin,
            **supervised,
        }

    def digest(self) -> str:
        """The digest of ``to_bytes`` under the record's suite, hex."""
        return _digest_of(self)

    @property
    def key(self) -> str:
        """32 hex digits that name this record in lists: nobody guesses them from a number."""
        return record_key(self.digest())

    def opens(self, disclosures: Iterable[Disclosure]) -> bool:
        """Whether these values, each once, are what the record was made from; holder included."""
        hashing = suite(self.suite_name)
        digests = [(each.name, each.digest(hashing)) for each in disclosures]
        holder = [digest for name, digest in digests if name == HOLDER]
        others = [digest for name, digest in digests if name != HOLDER]
        whole = len({name for name, _ in digests}) == len(digests)
        return whole and holder == [self.holder] and set(others) <= set(self.fields)


@lru_cache(maxsize=64)
def _digest_of(record: CertificateRecord) -> str:
    """One verification asks for it several times."""
    return suite(record.suite_name).hash(record.to_bytes()).hex()


def record_key(digest: str) -> str:
    """``CertificateRecord.key`` from the record's digest in hex."""
    return digest[: 2 * _KEY_BYTES]


def new_salts(names: Iterable[str]) -> dict[str, bytes]:
    """A fresh salt for the value of each name."""
    return {name: os.urandom(SALT_BYTES) for name in names}


def commit_fields(hashing: Suite, disclosures: Iterable[Disclosure]) -> tuple[str, tuple[str, ...]]:
    """The holder's digest and the sorted digests of all other values. BadRecord without holder."""
    digests = {each.name: each.digest(hashing) for each in disclosures}
    try:
        holder = digests.pop(HOLDER)
    except KeyError as error:
        raise BadRecord("A record needs the name of its holder") from error
    return holder, tuple(sorted(digests.values()))


def parse_record(data: bytes) -> CertificateRecord:
    """The record in these bytes, strictly: the same bytes come out again. BadRecord otherwise."""
    said = _read(data, MOST_BYTES)
    named = isinstance(said, Mapping) and set(said) - {"supervisor"} == _NAMES
    if not isinstance(said, Mapping) or not named or type(said["v"]) is not int:
        raise BadRecord("A record has exactly the fields of its version")
    fields = said["fields"]
    if not isinstance(fields, list) or len(fields) > MOST_FIELDS:
        raise BadRecord("The digests of the record are not a list of bearable length")
    if type(said["type_version"]) is not int or said["trust_level"] not in _LEVELS:
        raise BadRecord("The version or trust level of the record is none")
    if said["suite"] not in ("gm", "intl"):
        raise BadRecord("The suite of the record is of no known kind")
    until, previous = said["valid_until"], said["previous"]
    found = CertificateRecord(
        identifier=_word(said["identifier"]),
        type_code=_word(said["type"]),
        type_version=said["type_version"],
        issuer=_word(said["issuer"]),
        holder=_digest(said["holder"]),
        fields=tuple(map(_digest, fields)),
        issued_at=_moment(said["issued_at"]),
        valid_from=_day(said["valid_from"]),
        valid_until=None if until is None else _day(until),
        suite_name=said["suite"],
        previous=None if previous is None else _word(previous),
        trust_level=said["trust_level"],
        origin=_origin(said["origin"]),
        supervisor=_word(said["supervisor"]) if "supervisor" in said else None,
    )
    if list(found.fields) != sorted(set(found.fields)) or found._said() != said:
        raise BadRecord("The record is not in its one canonical form")
    return found


_NAMES = frozenset(
    ("v", "identifier", "type", "type_version", "issuer", "holder", "fields", "issued_at",
     "valid_from", "valid_until", "suite", "previous", "trust_level", "origin")
)  # fmt: skip


def disclosures_bytes(disclosures: Iterable[Disclosure]) -> bytes:
    """Canonical JSON: a list of ``{name, value, salt}``, salt in hex."""
    return canonical_bytes(
        [{"name": each.name, "value": each.value, "salt": each.salt.hex()} for each in disclosures]
    )


def parse_disclosures(data: bytes) -> tuple[Disclosure, ...]:
    """The disclosures in these bytes, strictly. BadRecord otherwise."""
    said = _read(data, _MOST_DISCLOSED_BYTES)
    if not isinstance(said, list) or len(said) > MOST_FIELDS + 1:
        raise BadRecord("The disclosures are not a list of bearable length")
    return tuple(map(_disclosure, said))


def _disclosure(said: object) -> Disclosure:
    if not isinstance(said, Mapping) or set(said) != {"name", "value", "salt"}:
        raise BadRecord("A disclosure has a name, a value and a salt")
    name, value, salt = said["name"], said["value"], said["salt"]
    good = isinstance(name, str) and isinstance(value, str) and isinstance(salt, str)
    if not good or len(name) > 100 or len(value) > _LONGEST_VALUE:
        raise BadRecord("A disclosure has texts of bearable length")
    if not re.fullmatch(rf"[0-9a-f]{{{2 * SALT_BYTES}}}", salt):
        raise BadRecord(f"A salt has {SALT_BYTES} bytes in hex")
    return Disclosure(name, value, bytes.fromhex(salt))


def _read(data: bytes, most: int) -> object:
    try:
        return read_canonical(data, most)
    except NotCanonical as error:
        raise BadRecord(str(error)) from error


def _word(said: object) -> str:
    if not isinstance(said, str) or not _WORD.fullmatch(said):
        raise BadRecord("A code or identifier of the record is none")
    return said


def _origin(said: object) -> str:
    if not isinstance(said, str) or not 1 <= len(said) <= 200 or not said.isprintable():
        raise BadRecord("The log of the record has no name")
    return said


def _digest(said: object) -> str:
    if not isinstance(said, str) or not _HEX.fullmatch(said):
        raise BadRecord("A digest of the record is not 32 bytes in hex")
    return said


def _moment(said: object) -> datetime:
    try:
        return datetime.fromisoformat(str(said)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadRecord("The moment of issue is none") from error


def _day(said: object) -> date:
    try:
        return date.fromisoformat(said if isinstance(said, str) else "")
    except ValueError as error:
        raise BadRecord("A day of the record is none") from error
