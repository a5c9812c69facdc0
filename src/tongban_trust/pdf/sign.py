"""The signature dictionary: object 1, so that its place in the file is known before the rest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tongban_trust.pdf.cms import make_cms
from tongban_trust.pdf.objects import HEAD, assemble, opening, text
from tongban_trust.seals import SealPicture
from tongban_trust.signing import Algorithm, SigningKey
from tongban_trust.x509 import Certificate

_ROOM = 4096  # bytes the container may have: signer and a chain of three take about 3,000
_PATTERN = re.compile(
    rb"/Name <FEFF([0-9A-F]{0,2000})> /M \(D:(\d{14})Z\) /ByteRange \[[0-9 ]{1,60}\] /Contents <"
)


@dataclass(frozen=True, slots=True)
class PdfSigner:
    """Who signs PDF: a P-256 key with its certificate, those above it, and the visible seal."""

    key: SigningKey
    certificate: Certificate
    chain: tuple[Certificate, ...]
    name: str
    picture: SealPicture

    def __post_init__(self) -> None:
        if self.key.public.algorithm is not Algorithm.P256:
            raise ValueError(f"PDF is signed with P-256, not {self.key.public.algorithm.value}")
        if self.certificate.public_key != self.key.public:
            raise ValueError("The certificate is not of this key")


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What a signature dictionary says, and its container with the padding."""

    name: str
    at: datetime
    contents: bytes


def dictionary(name: str, at: datetime, rest: int, contents: bytes = b"") -> bytes:
    """The body of object 1; ``rest`` are the bytes of the file after the container."""
    head = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
    head += (
        b" /Reference [<< /Type /SigRef /TransformMethod /DocMDP"
        b" /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>]"
    )
    head += b" /Name %s /M (D:%sZ) " % (
        text(name),
        at.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode(),
    )
    ranges = b"/ByteRange [0 %-8d %-8d %-8d] /Contents "
    start = len(HEAD + opening(1) + head) + len(ranges % (0, 0, 0))
    hexed = contents.hex().ljust(2 * _ROOM, "0").encode()
    return head + ranges % (start, start + 2 * _ROOM + 2, rest) + b"<" + hexed + b"> >>"


def sign(bodies: Sequence[bytes], signer: PdfSigner, at: datetime) -> bytes:
    """The signed file; ``bodies`` are those of object 2 and on."""
    blank = assemble([dictionary(signer.name, at, 0), *bodies])
    end = blank.index(b"> >>\nendobj\n") + 1
    rest = len(blank) - end
    prepared = assemble([dictionary(signer.name, at, rest), *bodies])
    digest = hashlib.sha256(prepared[: end - 2 * _ROOM - 2] + prepared[end:]).digest()
    container = make_cms(digest, signer.key, signer.certificate, signer.chain)
    if len(container) > _ROOM:
        raise ValueError(f"The signature has {len(container)} bytes, only {_ROOM} fit")
    return assemble([dictionary(signer.name, at, rest, container), *bodies])


def facts_in(body: bytes) -> SignatureFacts:
    """What object 1 says; ValueError when it is not of our form."""
    found = _PATTERN.search(body)
    if found is None:
        raise ValueError("The first object is no signature of ours")
    name = bytes.fromhex(found[1].decode()).decode("utf-16-be")
    time = found[2].decode()
    at = datetime.fromisoformat(f"{time[:8]}T{time[8:]}Z")
    hexed = body[found.end() : found.end() + 2 * _ROOM]
    return SignatureFacts(name, at, bytes.fromhex(hexed.decode("ascii")))


def signed_digest(data: bytes) -> tuple[bytes, int]:
    """SHA-256 of all bytes but the container, and how many follow it; ValueError without one."""
    start = data.index(b"/Contents <") + len(b"/Contents ")
    end = start + 2 * _ROOM + 2
    return hashlib.sha256(data[:start] + data[end:]).digest(), len(data) - end
