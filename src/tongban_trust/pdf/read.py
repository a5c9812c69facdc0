"""Read a signed PDF that is byte for byte laid out as the writer does it.

The signature covers every byte but its own container, the container is rebuilt and compared, and
the objects that say where attachments are are rebuilt too: nothing is left to interpretation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongban_trust.pdf.cms import CmsContent, CmsRefused, read_cms
from tongban_trust.pdf.objects import NotCanonicalPdf, disassemble
from tongban_trust.pdf.sign import SignatureFacts, dictionary, facts_in, signed_digest
from tongban_trust.pdf.write import attachment, catalog
from tongban_trust.signing import Algorithm

_FILED = re.compile(rb"/EmbeddedFiles << /Names \[([^\]]{0,4000})\] >> >> /AF")
_ONE = re.compile(rb"\(([a-z0-9_.]{1,40})\) (\d{1,3}) 0 R")
_EMBEDDED = re.compile(rb"<< /Type /EmbeddedFile /Params << /Size (\d{1,8}) >> /Length \1 >>\n")


class PdfRefused(ValueError):
    """The file is not what its signature covers, or not in our one layout; the message says."""


@dataclass(frozen=True, slots=True)
class PdfContent:
    """The attachments by name, who signed, under which name and when (the signer's clock)."""

    attachments: Mapping[str, bytes]
    signer: CmsContent
    name: str
    signed_at: datetime


def read_pdf(data: bytes) -> PdfContent:
    """The proven content of a file; PdfRefused for anything else, whatever the bytes."""
    try:
        bodies = disassemble(data)
        facts, signer = _proven(data, bodies[0])
        attachments = _attachments(bodies)
    except (NotCanonicalPdf, CmsRefused, ValueError) as error:
        raise PdfRefused(str(error)) from error
    return PdfContent(attachments, signer, facts.name, facts.at)


def _proven(data: bytes, first: bytes) -> tuple[SignatureFacts, CmsContent]:
    facts = facts_in(first)
    digest, rest = signed_digest(data)
    container = facts.contents
    length = _der_length(container)
    if any(container[length:]):
        raise PdfRefused("Something is hidden after the signature")
    if dictionary(facts.name, facts.at, rest, container[:length]) != first:
        raise PdfRefused("The signature does not cover the whole file")
    signer = read_cms(container[:length], digest)
    if signer.signer.public_key.algorithm is not Algorithm.P256:
        raise PdfRefused("PDF is signed with P-256 here")
    return facts, signer


def _attachments(bodies: Sequence[bytes]) -> dict[str, bytes]:
    filed = _FILED.search(bodies[1])
    if filed is None:
        raise PdfRefused("The list of attachments is missing")
    named = [(name.decode(), int(place)) for name, place in _ONE.findall(filed[1])]
    first = named[0][1] - 1 if named else len(bodies) + 1
    if catalog([name for name, _ in named], first) != bodies[1]:
        raise PdfRefused("The list of attachments is not ours")
    if first + 2 * len(named) != len(bodies) + 1:
        raise PdfRefused("The attachments are not the last objects of the file")
    found = {}
    for place, (name, _) in enumerate(named):
        at = first + 2 * place
        head = _EMBEDDED.match(bodies[at - 1])
        content = bodies[at - 1][head.end() + len(b"stream\n") :] if head else b""
        content = content[: -len(b"\nendstream")]
        if [*bodies[at - 1 : at + 1]] != attachment(name, content, at):
            raise PdfRefused(f"The attachment {name} is not in our form")
        found[name] = content
    return found


def _der_length(data: bytes) -> int:
    """Length of the one DER value at the start, head included (at most 65,535 bytes inside)."""
    if len(data) < 4 or data[0] != 0x30 or data[1] != 0x82:
        raise PdfRefused("The signature is no DER sequence of a likely length")
    return 4 + int.from_bytes(data[2:4], "big")
