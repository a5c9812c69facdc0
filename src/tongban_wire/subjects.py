"""Whom tokens of another platform were about: a provider's node tells its own platform.

A platform knows whom its own tokens are about. Of another's it learns it from its node, which was
asked with the number, so that the person finds the look in the account of this platform too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.case_token import Subject
from tongban_wire.evidence import LeafKind, Side, read_leaf
from tongban_wire.leaves import Record
from tongban_wire.messages import read_request
from tongban_wire.plain import Id, Malformed, Text, Whole, decode, encode
from tongban_wire.statements import open_statement, sign_statement

MOST_SUBJECTS = 256
MOST_BYTES = 2 * 1024 * 1024
_PURPOSE = "tongban.node-subjects"


@dataclass(frozen=True, slots=True)
class TokenSubject:
    """A token's text as it came with a request, and whom the request was about."""

    token: Text
    subject: Subject


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """Up to 256 of them, told by ``node``."""

    node: Id
    at_ms: Whole
    subjects: Annotated[tuple[TokenSubject, ...], Meta(max_length=MOST_SUBJECTS)]


def sign_subjects(page: SubjectPage, key: SigningKey) -> str:
    """The text a node sends."""
    return sign_statement(_PURPOSE, encode(page), key)


def open_subjects(text: str, keys: Mapping[str, PublicKey]) -> SubjectPage:
    """The page one of ``keys`` signed. NotSigned or Malformed."""
    return decode(SubjectPage, open_statement(_PURPOSE, text, keys), MOST_BYTES)


def subjects_in(records: Iterable[Record]) -> list[TokenSubject]:
    """Whom a provider's records of requests of other platforms were about, each token once."""
    found = map(_subject, records)
    return list({each.token: each for each in found if each is not None}.values())


def pages_of(subjects: list[TokenSubject], node: str, now_ms: int) -> Iterator[SubjectPage]:
    """What ``node`` tells of them, in as few pages as may be."""
    for start in range(0, len(subjects), MOST_SUBJECTS):
        yield SubjectPage(node, now_ms, tuple(subjects[start : start + MOST_SUBJECTS]))


def _subject(record: Record) -> TokenSubject | None:
    # A grant that is told across platforms has a dot in its name; most leaves are not even read.
    if b'"side":"provider"' not in record.leaf or b"." not in record.leaf:
        return None
    leaf = read_leaf(record.leaf)
    if leaf.kind is not LeafKind.REQUEST or leaf.side is not Side.PROVIDER or "." not in leaf.grant:
        return None
    try:
        request = read_request(record.body)
    except Malformed:
        return None
    return TokenSubject(request.token, request.subject)
