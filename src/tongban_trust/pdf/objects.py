"""A PDF file as a list of objects, in one layout only (ISO 32000-1, 7.5).

Object ``n`` is the ``n``-th in the file, there is one cross-reference table, one trailer, one
revision and nothing between. A file is taken apart and put together again to see that it is so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

MOST_BYTES = 16 * 1024 * 1024
_MOST_OBJECTS = 400
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
ROOT, INFO = 2, 5
_TAIL = re.compile(rb"\nstartxref\n([1-9]\d{0,8})\n%%EOF\n\Z")
_TABLE = re.compile(rb"xref\n0 ([1-9]\d{0,3})\n0000000000 65535 f \n")
_ENTRY = re.compile(rb"(\d{10}) 00000 n \n")
_ENTRY_BYTES = 20


class NotCanonicalPdf(ValueError):
    """The bytes are not the one file of their objects; the message says where they depart."""


def opening(number: int) -> bytes:
    """What stands before the body of an object."""
    return b"%d 0 obj\n" % number


def assemble(bodies: Sequence[bytes]) -> bytes:
    """The file whose object ``i + 1`` is ``bodies[i]``; object 1 is left out of the file's ID."""
    if not INFO <= len(bodies) <= _MOST_OBJECTS or sum(map(len, bodies)) > MOST_BYTES:
        raise NotCanonicalPdf("The file has too few or too many objects or bytes")
    parts, places, place = [HEAD], [], len(HEAD)
    for number, body in enumerate(bodies, start=1):
        places.append(place)
        part = opening(number) + body + b"\nendobj\n"
        parts.append(part)
        place += len(part)
    digest = hashlib.sha256(b"\n".join(bodies[1:])).hexdigest()[:32].encode()
    table = b"".join(b"%010d 00000 n \n" % each for each in places)
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
        + b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>"
        % (len(bodies) + 1, ROOT, INFO, digest, digest)
        + b"\nstartxref\n%d\n%%%%EOF\n" % place
    )
    return b"".join(parts)


def disassemble(data: bytes) -> list[bytes]:
    """The bodies of a file that ``assemble`` makes byte for byte; else NotCanonicalPdf."""
    if len(data) > MOST_BYTES + 65536:
        raise NotCanonicalPdf(f"{len(data)} bytes are more than a document may have")
    places = _places(data)
    bodies = []
    for number, (start, end) in enumerate(pairwise(places), start=1):
        body = data[start + len(opening(number)) : end - len(b"\nendobj\n")]
        bodies.append(body)
    if assemble(bodies) != data:
        raise NotCanonicalPdf(
            "The file is not one revision in our layout: something was added or changed"
        )
    return bodies


def _places(data: bytes) -> list[int]:
    """Offsets of the objects and, last, of the table."""
    tail = _TAIL.search(data, max(len(data) - 64, 0))
    table = _TABLE.match(data, int(tail[1])) if tail else None
    if tail is None or table is None:
        raise NotCanonicalPdf("The file does not end as ours do")
    count = int(table[1]) - 1
    if count > _MOST_OBJECTS:
        raise NotCanonicalPdf(f"There are more than {_MOST_OBJECTS} objects")
    places = []
    for line in range(count):
        entry = _ENTRY.match(data, table.end() + line * _ENTRY_BYTES)
        if entry is None:
            raise NotCanonicalPdf("The table of objects is cut short or not ours")
        places.append(int(entry[1]))
    places.append(int(tail[1]))
    if places != sorted(places) or places[0] != len(HEAD):
        raise NotCanonicalPdf("The objects do not follow one another")
    return places


def stream(head: bytes, data: bytes) -> bytes:
    """A stream object; ``head`` are the entries of its dictionary beside the length."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def text(words: str) -> bytes:
    """A text string, always UTF-16 with its mark (ISO 32000-1, 7.9.2.2)."""
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode()


def number(value: float) -> bytes:
    """A number with at most three decimals, the same on every machine."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if written == "-0" else written.encode()


def date(moment: datetime) -> bytes:
    """An aware moment as a PDF date in UTC, whole seconds."""
    return b"(D:%sZ)" % moment.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()


def numbers(*values: float) -> bytes:
    """Numbers with spaces between."""
    return b" ".join(map(number, values))
