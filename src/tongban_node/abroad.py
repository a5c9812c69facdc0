"""Calls from other platforms: whom they are about is told to ours, which cannot know it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import aiohttp

from tongban_node.journal import Journal, Record
from tongban_node.policy import now_ms
from tongban_trust.signing import SigningKey
from tongban_wire.evidence import LeafKind, Side, read_leaf
from tongban_wire.messages import read_request
from tongban_wire.plain import Malformed
from tongban_wire.subjects import MOST_SUBJECTS, SubjectPage, TokenSubject, sign_subjects

_LENGTH_BYTES = 4


def subjects_between(journal: Journal, start: int, end: int) -> list[TokenSubject]:
    """Tokens and subjects of the requests of other platforms in the spool's places [start, end)."""
    found = (_subject(record) for _, record in islice(journal.read(start), end - start))
    return list({each.token: each for each in found if each is not None}.values())


class SubjectsTold:
    """``POST {url}/subjects``: told before the leaves they belong to, so that no look is lost."""

    def __init__(self, url: str, node: str, key: SigningKey) -> None:
        self._url, self._node, self._key = f"{url}/subjects", node, key

    async def tell(self, http: aiohttp.ClientSession, subjects: list[TokenSubject]) -> None:
        """Tell all of them. aiohttp's ClientError when the platform is away or refuses."""
        for some in _chunks(subjects):
            page = SubjectPage(self._node, now_ms(), tuple(some))
            text = sign_subjects(page, self._key)
            async with http.post(self._url, data=text, allow_redirects=False) as answer:
                answer.raise_for_status()


def _subject(record: Record) -> TokenSubject | None:
    # A grant that is told across platforms has a dot in its name; most leaves are not even read.
    if b'"side":"provider"' not in record.leaf or b"." not in record.leaf:
        return None
    leaf = read_leaf(record.leaf)
    if leaf.kind is not LeafKind.REQUEST or leaf.side is not Side.PROVIDER or "." not in leaf.grant:
        return None
    try:
        length = int.from_bytes(record.message[:_LENGTH_BYTES], "big")
        request = read_request(record.message[_LENGTH_BYTES : _LENGTH_BYTES + length])
    except Malformed:
        return None
    return TokenSubject(request.token, request.subject)


def _chunks(subjects: list[TokenSubject]) -> Iterator[list[TokenSubject]]:
    for start in range(0, len(subjects), MOST_SUBJECTS):
        yield subjects[start : start + MOST_SUBJECTS]
