"""Witnesses 见证方 asked to cosign the node's log, so that it cannot tell two stories.

A witness that has seen more than this log has, or another log of its length, closes the evidence
for good: the node was started on an older copy, and going on would fork its log.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import aiohttp

from tongban_node.config import ConfigWrong
from tongban_node.evidence import Evidence
from tongban_trust.tlog.note import (
    BadNote,
    Checkpoint,
    NoteKey,
    NoteSignature,
    parse_key,
    parse_signatures,
)
from tongban_trust.tlog.witness_wire import request_for

_TIMEOUT = aiohttp.ClientTimeout(total=2)
_MOST_BYTES = 16 * 1024
_OK, _CONFLICT, _DOES_NOT_EXTEND = 200, 409, 422
_LOG = logging.getLogger(__name__)


class WitnessSawMore(RuntimeError):
    """The witness has cosigned what this log does not extend."""


@dataclass(slots=True)
class KnownWitness:
    """A witness: where it listens, its key, how much of this log it has cosigned."""

    url: str
    key: NoteKey
    seen_size: int = 0


def read_witnesses(words: tuple[str, ...]) -> list[KnownWitness]:
    """Witnesses from settings, each ``URL KEY``; ConfigWrong."""
    found = []
    for word in words:
        url, _, key = word.partition(" ")
        try:
            found.append(KnownWitness(url.rstrip("/"), parse_key(key.strip())))
        except BadNote as error:
            raise ConfigWrong(f"witnesses: {error}") from error
    return found


class Cosigning:
    """Has every new checkpoint cosigned and shows it to the evidence."""

    def __init__(self, witnesses: list[KnownWitness], evidence: Evidence) -> None:
        self._witnesses, self._evidence = witnesses, evidence

    async def run(self, http: aiohttp.ClientSession, every_ms: int) -> None:
        """Ask for ever, whenever the log has grown."""
        size = -1
        while True:
            checkpoint = self._evidence.checkpoint
            if checkpoint.size != size:
                await self.ask_all(http, checkpoint)
                size = checkpoint.size
            await asyncio.sleep(every_ms / 1000)

    async def ask_all(self, http: aiohttp.ClientSession, checkpoint: Checkpoint) -> None:
        """Ask every witness about this checkpoint; those that are away are passed over."""
        asked = (self._ask(http, witness, checkpoint) for witness in self._witnesses)
        given = await asyncio.gather(*asked, return_exceptions=True)
        for witness, answer in zip(self._witnesses, given, strict=True):
            if isinstance(answer, WitnessSawMore):
                self._evidence.close_for_good(f"{witness.key.name}: {answer}")
            elif isinstance(answer, BaseException):
                _LOG.warning("witness %s: %s", witness.key.name, type(answer).__name__)
        signatures = [each for each in given if isinstance(each, NoteSignature)]
        if signatures:
            shown = checkpoint.with_signatures(signatures)
            await asyncio.to_thread(self._evidence.show_cosigned, shown)

    async def _ask(
        self, http: aiohttp.ClientSession, witness: KnownWitness, checkpoint: Checkpoint
    ) -> NoteSignature:
        for _ in range(2):
            if witness.seen_size > checkpoint.size:
                raise WitnessSawMore(f"it has cosigned {witness.seen_size} leaves of this log")
            proof = self._evidence.consistency(witness.seen_size, checkpoint.size)
            body = request_for(checkpoint, witness.seen_size, proof)
            async with http.post(
                f"{witness.url}/add-checkpoint", data=body, timeout=_TIMEOUT, allow_redirects=False
            ) as answer:
                said = (await answer.content.read(_MOST_BYTES)).decode("utf-8", "replace")
            if answer.status == _OK:
                return self._cosignature(witness, checkpoint, said)
            told = int(said) if said.strip().isdecimal() else -1
            if answer.status == _DOES_NOT_EXTEND or told == witness.seen_size:
                raise WitnessSawMore("it has cosigned another log of this length")
            if answer.status != _CONFLICT or told < 0:
                break
            witness.seen_size = told
        raise BadNote("The witness refuses")

    def _cosignature(
        self, witness: KnownWitness, checkpoint: Checkpoint, said: str
    ) -> NoteSignature:
        for one in parse_signatures(said):
            if checkpoint.with_signatures([one]).cosigned_at(witness.key) is not None:
                witness.seen_size = checkpoint.size
                return one
        raise BadNote("The witness sent no cosignature of its key")
