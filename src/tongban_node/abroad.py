"""Calls from other platforms: whom they are about is told to ours, which cannot know it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tongban_node.journal import Journal
from tongban_wire.evidence import LeafKind, Side, read_leaf
from tongban_wire.leaves import Record
from tongban_wire.messages import read_request
from tongban_wire.plain import Malformed
from tongban_wire.subjects import MOST_SUBJECTS, SubjectPage, TokenSubject


def subjects_between(journal: Journal, start: int, end: int) -> list[TokenSubject]:
    """Tokens and subjects of the requests of other platforms in the spool's places [start, end)."""
    found = (_subject(record) for _, record in islice(journal.read(start), end - start))
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
