"""Asking the witnesses 见证方 for their cosignature (C2SP tlog-witness, ``add-checkpoint``)."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from tongban.ledger.refusals import WitnessesMisnamed
from tongban_trust.tlog.note import (
    BadNote,
    Checkpoint,
    NoteKey,
    NoteSignature,
    parse_key,
    parse_signatures,
)
from tongban_trust.tlog.witness_wire import request_for

_TIMEOUT_S = 2.0
_MOST_BYTES = 16 * 1024
_CONFLICT, _UNPROVEN = 409, 422

Proof = Callable[[int], Sequence[bytes]]
"""The consistency proof from an older size of the log."""


@dataclass(frozen=True, slots=True)
class KnownWitness:
    """A witness of ours: where it listens and the key it cosigns with."""

    url: str
    key: NoteKey


class WitnessSilent(OSError):
    """The witness is away, or answered nothing that could be used."""


class WitnessSawMore(RuntimeError):
    """The witness has cosigned a longer log than this one, or another of its length."""

    def __init__(self, size: int) -> None:
        super().__init__(f"a witness has cosigned {size} leaves of this log")
        self.size = size


def known_witnesses() -> tuple[KnownWitness, ...]:
    """The witnesses of the setting LOG_WITNESSES: ``URL KEY`` pairs, one a line or comma.

    Refuses: WitnessesMisnamed.
    """
    return _read(settings.LOG_WITNESSES)


@cache
def _read(text: str) -> tuple[KnownWitness, ...]:
    found = []
    for each in text.replace(",", "\n").splitlines():
        if not each.strip():
            continue
        url, _, key = each.strip().partition(" ")
        if not url.startswith(("http://", "https://")):
            raise WitnessesMisnamed(url[:80])
        try:
            witness = parse_key(key.strip())
        except BadNote as bad:
            raise WitnessesMisnamed(str(bad)) from bad
        found.append(KnownWitness(url.rstrip("/"), witness))
    return tuple(found)


def ask(
    witness: KnownWitness, checkpoint: Checkpoint, seen_size: int, proof: Proof
) -> NoteSignature:
    """Its cosignature over ``checkpoint``. ``seen_size`` is what it has seen as far as we know;
    when it says otherwise it is asked once more. WitnessSilent, WitnessSawMore.
    """
    for _ in range(2):
        if seen_size > checkpoint.size:
            raise WitnessSawMore(seen_size)
        status, body = _call(witness.url, request_for(checkpoint, seen_size, proof(seen_size)))
        if status == http.HTTPStatus.OK:
            return _cosignature(witness, checkpoint, body)
        if status == _UNPROVEN:
            raise WitnessSawMore(seen_size)
        if status != _CONFLICT or not body.strip().isdigit():
            break
        if int(body) == seen_size:
            raise WitnessSawMore(seen_size)
        seen_size = int(body)
    raise WitnessSilent(f"{witness.key.name} answered {status}")


def _call(url: str, body: bytes) -> tuple[int, str]:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    wire = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT_S)
    try:
        wire.request("POST", f"{parts.path}/add-checkpoint", body)
        answer = wire.getresponse()
        return answer.status, answer.read(_MOST_BYTES).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        raise WitnessSilent(str(error)) from error
    finally:
        wire.close()


def _cosignature(witness: KnownWitness, checkpoint: Checkpoint, body: str) -> NoteSignature:
    try:
        given = parse_signatures(body)
    except BadNote as error:
        raise WitnessSilent(str(error)) from error
    for one in given:
        if checkpoint.with_signatures([one]).cosigned_at(witness.key) is not None:
            return one
    raise WitnessSilent(f"{witness.key.name} sent no cosignature of its key")
