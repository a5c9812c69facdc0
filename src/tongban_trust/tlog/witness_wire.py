"""What a log and a witness say to each other (C2SP tlog-witness, ``add-checkpoint``)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from http import HTTPStatus

from tongban_trust.tlog.note import (
    BadNote,
    Checkpoint,
    NoteKey,
    NoteSignature,
    parse_key,
    parse_signatures,
)
from tongban_trust.tlog.witness import Witness, WitnessRefusal

MOST_BYTES = 64 * 1024
SIZE_TYPE = "text/x.tlog.size"
_TEXT_TYPE = "text/plain; charset=utf-8"
_MOST_STEPS = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})", re.ASCII)


class WitnessSawMore(RuntimeError):
    """The witness has cosigned what this log does not extend; ``size`` is how many leaves."""

    def __init__(self, size: int, told: str) -> None:
        super().__init__(told)
        self.size = size


def parse_witness(words: str) -> tuple[str, NoteKey]:
    """Where a witness listens and the key it cosigns with, written ``URL KEY``. BadNote."""
    url, _, key = words.strip().partition(" ")
    if not url.startswith(("http://", "https://")):
        raise BadNote(f"A witness is written URL KEY, not {url[:80]!r}")
    return url.rstrip("/"), parse_key(key.strip())


def request_for(checkpoint: Checkpoint, old_size: int, proof: Sequence[bytes]) -> bytes:
    """The body that asks a witness to cosign ``checkpoint``, which extends ``old_size``."""
    steps = "".join(base64.b64encode(step).decode() + "\n" for step in proof)
    return f"old {old_size}\n{steps}\n{checkpoint.text}".encode()


def read_answer(
    status: int, said: str, checkpoint: Checkpoint, old_size: int, key: NoteKey
) -> NoteSignature | int:
    """The cosignature of the witness of ``key``, or the size it has seen: ask anew from there.

    WitnessSawMore when it has seen a longer log than ``checkpoint``, or another of the length
    ``old_size``; BadNote when the answer is of no use.
    """
    if status == HTTPStatus.OK:
        for one in parse_signatures(said):
            if checkpoint.with_signatures([one]).cosigned_at(key) is not None:
                return one
        raise BadNote("The witness sent no cosignature of its key")
    told = int(said) if said.strip().isdecimal() else -1
    if status == WitnessRefusal.DOES_NOT_EXTEND.value or told == old_size:
        raise WitnessSawMore(old_size, "it has cosigned another log of this length")
    if status != WitnessRefusal.NOT_WHAT_WAS_SEEN.value or told < 0:
        raise BadNote(f"The witness refuses with {status}")
    if told > checkpoint.size:
        raise WitnessSawMore(told, f"it has cosigned {told} leaves of this log")
    return told


def read_request(body: bytes) -> tuple[int, tuple[bytes, ...], str]:
    """Old size, proof and the checkpoint's text, unchecked. BadNote for another form."""
    try:
        head, gap, text = body[: MOST_BYTES + 1].decode().partition("\n\n")
        first, *lines = head.split("\n")
        old = _OLD.fullmatch(first)
        proof = tuple(base64.b64decode(line, validate=True) for line in lines)
    except (UnicodeDecodeError, binascii.Error, ValueError) as error:
        raise BadNote("The request is no add-checkpoint request") from error
    if old is None or not gap or len(proof) > _MOST_STEPS or len(body) > MOST_BYTES:
        raise BadNote("The request has an old size, at most 63 steps, a gap and a checkpoint")
    return int(old[1]), proof, text


def answer_to(witness: Witness, body: bytes, now: int) -> tuple[int, str, bytes]:
    """The witness' answer: HTTP status, content type, body. Never raises on a bad request."""
    try:
        old_size, proof, text = read_request(body)
    except BadNote as bad:
        return WitnessRefusal.MALFORMED.value, _TEXT_TYPE, f"{bad}\n".encode()
    answer = witness.add_checkpoint(old_size, proof, text, now)
    if answer.cosignature is not None:
        return HTTPStatus.OK, _TEXT_TYPE, answer.cosignature.line.encode()
    refusal = answer.refusal or WitnessRefusal.MALFORMED
    if refusal is WitnessRefusal.NOT_WHAT_WAS_SEEN:
        return refusal.value, SIZE_TYPE, f"{answer.seen_size}\n".encode()
    return refusal.value, _TEXT_TYPE, f"{refusal.name.lower().replace('_', '-')}\n".encode()
