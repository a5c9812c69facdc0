"""Witnesses 见证方 asked to cosign the node's log, so that it cannot tell two stories.

A witness that has seen more than this log has, or another log of its length, closes the evidence
for good: the node was started on an older copy, and going on would fork its log.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import aiohttp

from tongban_node.bodies import body_of
from tongban_node.config import ConfigWrong
from tongban_node.evidence import Evidence
from tongban_trust.tlog.note import BadNote, Checkpoint, NoteKey, NoteSignature
from tongban_trust.tlog.witness_wire import WitnessSawMore, parse_witness, read_answer, request_for

_TIMEOUT = aiohttp.ClientTimeout(total=2)
_MOST_BYTES = 16 * 1024
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class KnownWitness:
    """A witness: where it listens, its key, how much of this log it has cosigned."""

    url: str
    key: NoteKey
    seen_size: int = 0


def read_witnesses(words: tuple[str, ...]) -> list[KnownWitness]:
    """Witnesses from settings, each ``URL KEY``; ConfigWrong."""
    try:
        return [KnownWitness(*parse_witness(each)) for each in words]
    except BadNote as error:
        raise ConfigWrong(f"witnesses: {error}") from error


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
            seen_size = witness.seen_size
            proof = self._evidence.consistency(seen_size, checkpoint.size)
            body = request_for(checkpoint, seen_size, proof)
            async with http.post(
                f"{witness.url}/add-checkpoint", data=body, timeout=_TIMEOUT, allow_redirects=False
            ) as answer:
                said = (await body_of(answer, _MOST_BYTES)).decode("utf-8", "replace")
            given = read_answer(answer.status, said, checkpoint, seen_size, witness.key)
            if isinstance(given, NoteSignature):
                witness.seen_size = checkpoint.size
                return given
            witness.seen_size = given
        raise BadNote("The witness says one size and then another")
