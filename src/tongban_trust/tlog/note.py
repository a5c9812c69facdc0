"""Signed notes and checkpoints: a few lines a person can read, with signatures below them.

Forms: C2SP signed-note, tlog-checkpoint and tlog-cosignature. Ed25519 has the types of those
texts (0x01 for a log, 0x04 for a witness). SM2 has none assigned, so it uses 0xff with a name of
our own, SM3 for the key hash, and 64 bytes ``r ‖ s``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tongban_trust.signing import (
    Algorithm,
    BadEncoding,
    PublicKey,
    SigningKey,
    short_signature,
    verify_short,
)
from tongban_trust.suites import suite

_DASH = "— "
_NAME = re.compile(r"[^\s+]{1,128}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_MOST_BYTES = 64 * 1024
_MOST_SIGNATURES = 32
_KEY_HASH_BYTES = 4
_MOMENT_BYTES = 8
_LOG_TYPE = {Algorithm.ED25519: b"\x01", Algorithm.SM2: b"\xfftongban sm2-sm3"}
_RAW_BYTES = {Algorithm.ED25519: 32, Algorithm.SM2: 65}
_WITNESS_TYPE = {Algorithm.ED25519: b"\x04", Algorithm.SM2: b"\xfftongban cosignature sm2-sm3"}


class BadNote(ValueError):
    """The text is no signed note or checkpoint; the message says which rule it breaks."""


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A name with the public key that signs under it; ``witness`` keys cosign with a time."""

    name: str
    public: PublicKey
    witness: bool = False

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise BadNote(f"“{self.name[:40]}” cannot name a key: no spaces, no plus sign")

    @property
    def hash(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        kind = (_WITNESS_TYPE if self.witness else _LOG_TYPE)[self.public.algorithm]
        said = self.name.encode() + b"\n" + kind + self.public.raw
        if self.public.algorithm is Algorithm.SM2:
            return suite("gm").hash(said)[:_KEY_HASH_BYTES]
        return hashlib.sha256(said).digest()[:_KEY_HASH_BYTES]

    @property
    def line(self) -> str:
        """The key as one word to hand on (verifier key of signed-note): ``name+hash+base64``."""
        kind = (_WITNESS_TYPE if self.witness else _LOG_TYPE)[self.public.algorithm]
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(kind + self.public.raw).decode()}"


def parse_key(line: str) -> NoteKey:
    """The key in such a word, strictly: the same word comes out again. BadNote otherwise."""
    name, _, rest = line.partition("+")
    try:
        raw = base64.b64decode(rest.partition("+")[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("The key of a log or witness is name+hash+base64") from error
    for witness, kinds in ((False, _LOG_TYPE), (True, _WITNESS_TYPE)):
        for algorithm, kind in kinds.items():
            if raw.startswith(kind) and len(raw) == len(kind) + _RAW_BYTES[algorithm]:
                found = NoteKey(name, _public(algorithm, raw[len(kind) :]), witness)
                if found.line == line:
                    return found
    raise BadNote("The key is of no kind known here, or its hash is not its own")


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: whose it says it is, and its bytes."""

    name: str
    key_hash: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line as it stands in the note."""
        blob = base64.b64encode(self.key_hash + self.signature).decode()
        return f"{_DASH}{self.name} {blob}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log commits to: its origin, size and root; ``signatures`` as they came, unchecked."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[NoteSignature, ...] = ()

    @property
    def body(self) -> str:
        """The signed text."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def text(self) -> str:
        """The whole note: body, an empty line, the signatures."""
        return self.body + "\n" + "".join(each.line for each in self.signatures)

    def signed_by(self, key: NoteKey) -> bool:
        """Whether ``key`` signed it as a log or, for a witness' key, cosigned it."""
        return any(_holds(self.body, each, key) for each in self.signatures)

    def cosigned_at(self, key: NoteKey) -> int | None:
        """When the witness cosigned it, in seconds since 1970; None when it did not."""
        for each in self.signatures:
            if key.witness and _holds(self.body, each, key):
                return int.from_bytes(each.signature[:_MOMENT_BYTES], "big")
        return None

    def with_signatures(self, more: Iterable[NoteSignature]) -> Checkpoint:
        """The same checkpoint with further signatures."""
        return Checkpoint(self.origin, self.size, self.root, (*self.signatures, *more))


def sign(checkpoint: Checkpoint, name: str, key: SigningKey) -> NoteSignature:
    """The log's signature over a checkpoint."""
    named = NoteKey(name, key.public)
    return NoteSignature(name, named.hash, short_signature(key, checkpoint.body.encode()))


def cosign(checkpoint: Checkpoint, name: str, key: SigningKey, at: int) -> NoteSignature:
    """A witness' signature: it saw this checkpoint extend all before it, at ``at`` (Unix s)."""
    named = NoteKey(name, key.public, witness=True)
    signature = short_signature(key, _cosigned(checkpoint.body, at))
    return NoteSignature(name, named.hash, at.to_bytes(_MOMENT_BYTES, "big") + signature)


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note, strictly: the same text comes out again. BadNote otherwise."""
    if len(text) > _MOST_BYTES:
        raise BadNote("A checkpoint is a few lines, not this much")
    body, gap, tail = text.partition("\n\n")
    lines = body.split("\n")
    if not gap or len(lines) != 3 or not lines[0] or not _NUMBER.fullmatch(lines[1]):
        raise BadNote("A checkpoint has an origin, a size, a root and signatures below")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("The root of the checkpoint is not base64") from error
    signatures = tuple(map(_parse_signature, tail.splitlines()))
    found = Checkpoint(lines[0], int(lines[1]), root, signatures)
    if found.text != text or not 1 <= len(signatures) <= _MOST_SIGNATURES:
        raise BadNote("The checkpoint is not in its one canonical form")
    return found


def parse_signatures(text: str) -> tuple[NoteSignature, ...]:
    """Signature lines alone, as a witness answers. BadNote for anything else."""
    lines = text.splitlines()
    if len(lines) > _MOST_SIGNATURES:
        raise BadNote("Too many signatures")
    return tuple(map(_parse_signature, lines))


def _public(algorithm: Algorithm, raw: bytes) -> PublicKey:
    try:
        return PublicKey(algorithm, raw)
    except BadEncoding as error:
        raise BadNote(f"The key of a log or witness is none: {error}") from error


def _parse_signature(line: str) -> NoteSignature:
    name, _, blob = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not _NAME.fullmatch(name):
        raise BadNote("A signature line begins with a dash and a name")
    try:
        raw = base64.b64decode(blob, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("A signature is not base64") from error
    if len(raw) <= _KEY_HASH_BYTES:
        raise BadNote("A signature is too short")
    return NoteSignature(name, raw[:_KEY_HASH_BYTES], raw[_KEY_HASH_BYTES:])


def _holds(body: str, given: NoteSignature, key: NoteKey) -> bool:
    if (given.name, given.key_hash) != (key.name, key.hash):
        return False
    signature, message = given.signature, body.encode()
    if key.witness:
        moment = int.from_bytes(signature[:_MOMENT_BYTES], "big")
        signature, message = signature[_MOMENT_BYTES:], _cosigned(body, moment)
    return verify_short(key.public, signature, message)


def _cosigned(body: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{body}".encode()
