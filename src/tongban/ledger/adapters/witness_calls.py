"""Asking the witnesses 见证方 for their cosignature (C2SP tlog-witness, ``add-checkpoint``)."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from tongban.ledger.refusals import WitnessesMisnamed
from tongban_trust.tlog.note import BadNote, Checkpoint, NoteKey, NoteSignature
from tongban_trust.tlog.witness_wire import WitnessSawMore, parse_witness, read_answer, request_for

_TIMEOUT_S = 2.0
_MOST_BYTES = 16 * 1024

Proof = Callable[[int], Sequence[bytes]]
"""The consistency proof from an older size of the log."""


@dataclass(frozen=True, slots=True)
class KnownWitness:
    """A witness of ours: where it listens and the key it cosigns with."""

    url: str
    key: NoteKey


class WitnessSilent(OSError):
    """The witness is away, or answered nothing that could be used."""


def known_witnesses() -> tuple[KnownWitness, ...]:
    """The witnesses of the setting LOG_WITNESSES: ``URL KEY`` pairs, one a line or comma.

    Refuses: WitnessesMisnamed.
    """
    return _read(settings.LOG_WITNESSES)


@cache
def _read(text: str) -> tuple[KnownWitness, ...]:
    named = [each for each in text.replace(",", "\n").splitlines() if each.strip()]
    try:
        return tuple(KnownWitness(*parse_witness(each)) for each in named)
    except BadNote as bad:
        raise WitnessesMisnamed(str(bad)) from bad


def ask(
    witness: KnownWitness, checkpoint: Checkpoint, seen_size: int, proof: Proof
) -> NoteSignature:
    """Its cosignature over ``checkpoint``. ``seen_size`` is what it has seen as far as we know;
    when it says otherwise it is asked once more. WitnessSilent, WitnessSawMore.
    """
    for _ in range(2):
        if seen_size > checkpoint.size:
            raise WitnessSawMore(seen_size, f"it has cosigned {seen_size} leaves of this log")
        status, body = _call(witness.url, request_for(checkpoint, seen_size, proof(seen_size)))
        try:
            given = read_answer(status, body, checkpoint, seen_size, witness.key)
        except BadNote as error:
            raise WitnessSilent(f"{witness.key.name}: {error}") from error
        if isinstance(given, NoteSignature):
            return given
        seen_size = given
    raise WitnessSilent(f"{witness.key.name} says one size and then another")


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
