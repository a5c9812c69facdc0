"""Evidence of a node: the spool, and above it the tiled log that anchors every leaf in a second."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from tongban_node.journal import EvidenceClosed, Journal
from tongban_trust.signing import SigningKey
from tongban_trust.suites import Suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import Checkpoint
from tongban_trust.tlog.store import LogBroken, TileLog, open_log, reader_of
from tongban_trust.whole_file import write_whole
from tongban_wire.evidence import MOST_LEAVES, VERSION, LeafPage, Receipt
from tongban_wire.leaves import Record

COSIGNED = "cosigned"
_MOST_AT_ONCE = 20_000
_MOST_UNANCHORED = 200_000
_MOST_PAGE_BYTES = 4 * 1024 * 1024
_LOG = logging.getLogger(__name__)


class Evidence:
    """Keeps records durable, anchors their leaves in batches, proves them.

    One signature a batch. While leaves cannot be anchored nothing new is kept, so nothing is
    served: ``keep`` raises EvidenceClosed.
    """

    def __init__(
        self, folder: Path, suite: Suite, origin: str, key: SigningKey, journal: Journal
    ) -> None:
        """Open the log beside the spool and anchor what a crash left. LogBroken, OSError."""
        self._suite, self._origin, self._key = suite, origin, key
        self._folder, self.journal = folder, journal
        self._open = ExitStack()
        self._log = self._opened()
        self._stale = False
        self._unanchored: list[tuple[bytes, bytes]] = []
        self._closed = self._forked = ""
        self.cosigned: Checkpoint | None = None
        self._thread = ThreadPoolExecutor(1, "anchor")
        self._anchoring = asyncio.Lock()
        self._catch_up()

    @property
    def size(self) -> int:
        """How many leaves are anchored."""
        return self._log.checkpoint.size

    @property
    def unanchored(self) -> int:
        """How many leaves are durable and wait for the next batch."""
        return len(self._unanchored)

    @property
    def closed(self) -> str:
        """Why evidence cannot be kept; empty when it can."""
        return self._forked or self._closed

    @property
    def checkpoint(self) -> Checkpoint:
        """What the log commits to now, signed by the log alone."""
        return self._log.checkpoint

    def keep(self, records: list[Record]) -> asyncio.Future[None]:
        """Keep records; the future is done when they are durable. EvidenceClosed."""
        if self.closed or len(self._unanchored) > _MOST_UNANCHORED:
            raise EvidenceClosed(self.closed or "Too many leaves wait to be anchored")
        return self.journal.append(records)

    async def run(self, anchor_ms: int) -> None:
        """Commit and anchor for ever."""
        committing = asyncio.create_task(self.journal.run(self._is_durable))
        try:
            while True:
                await asyncio.sleep(anchor_ms / 1000)
                await self.anchor()
        finally:
            committing.cancel()

    async def anchor(self) -> None:
        """Anchor what waits now. On a failing disk evidence closes until a later try works."""
        # One at a time: the last anchoring before a stop must not take what one under way has.
        async with self._anchoring:
            batch = self._unanchored[:_MOST_AT_ONCE]
            if not batch:
                return
            try:
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(self._thread, self._append, batch)
            except (OSError, LogBroken) as error:
                self._closed = f"The evidence log cannot be written: {error}"
                _LOG.error("evidence closed: %s", error)
                return
            del self._unanchored[: len(batch)]
            self._closed = ""

    def page(self, start: int, most: int = MOST_LEAVES) -> LeafPage | None:
        """The leaves from ``start`` on, ``most`` at most, as a page; None when there are none."""
        checkpoint = self._shown(start)
        if start >= checkpoint.size:
            return None
        leaves = tuple(self._page_of(start, min(checkpoint.size, start + most)))
        proof = self.consistency(start + len(leaves), checkpoint.size)
        path = tuple(step.hex() for step in proof)
        return LeafPage(VERSION, self._origin, start, leaves, path, checkpoint.text)

    def consistency(self, old: int, size: int) -> tuple[bytes, ...]:
        """That the log's first ``size`` leaves extend its first ``old``; IndexError outside."""
        return reader_of(self._folder, self._suite, size).consistency(old)

    def close_for_good(self, why: str) -> None:
        """Nothing is kept, so nothing served, until somebody has looked into it."""
        self._forked = why
        _LOG.error("evidence closed for good: %s", why)

    def receipt(self, index: int, leaf: bytes) -> Receipt:
        """The proof that leaf ``index`` is in the log as it stands; IndexError when it is not."""
        return proof_of(self._folder, self._suite, self._shown(index), index, leaf)

    def show_cosigned(self, checkpoint: Checkpoint) -> None:
        """Show this checkpoint, cosigned by witnesses, and keep it beside the log for receipts."""
        self.cosigned = checkpoint
        try:
            write_whole(self._folder / COSIGNED, checkpoint.text.encode())
        except OSError as error:
            _LOG.warning("the cosigned checkpoint is not kept on disk: %s", error)

    def close(self) -> None:
        """Let go of log and spool."""
        self._thread.shutdown()
        self._open.close()
        self.journal.close()

    def _shown(self, index: int) -> Checkpoint:
        """A checkpoint over leaf ``index``: the cosigned one when it reaches that far."""
        if self.cosigned is not None and self.cosigned.size > index:
            return self.cosigned
        return self._log.checkpoint

    def _page_of(self, start: int, end: int) -> Iterator[str]:
        room = _MOST_PAGE_BYTES
        for _, record in islice(self.journal.read(start), end - start):
            yield record.leaf.decode()
            room -= len(record.leaf)
            if room < 0:
                return

    def _is_durable(self, leaves: list[bytes]) -> None:
        # Hashed as they come: hashed all at once they would hold everybody up twice a second.
        self._unanchored += zip(leaves, tree.leaf_hashes(self._suite, leaves), strict=True)

    def _append(self, batch: list[tuple[bytes, bytes]]) -> None:
        if self._stale:
            # A log that failed while writing is read anew before it is written again.
            self._open.close()
            self._log = self._opened()
        self._stale = True
        self._log.append([leaf for leaf, _ in batch], [digest for _, digest in batch])
        self._stale = False

    def _opened(self) -> TileLog:
        log = open_log(self._folder, self._suite, self._origin, self._key)
        return self._open.enter_context(log)

    def _catch_up(self) -> None:
        if self.journal.count < self.size:
            raise LogBroken(
                f"The log has {self.size} leaves and the spool only {self.journal.count}: "
                "a file of the spool is missing"
            )
        waiting = (record.leaf for _, record in self.journal.read(self.size))
        while batch := list(islice(waiting, _MOST_AT_ONCE)):
            self._log.append(batch)


def proof_of(
    folder: Path, suite: Suite, checkpoint: Checkpoint, index: int, leaf: bytes
) -> Receipt:
    """The proof that leaf ``index`` is in the log in ``folder`` as ``checkpoint`` has it.

    IndexError when the checkpoint does not reach that far.
    """
    path = reader_of(folder, suite, checkpoint.size).inclusion(index)
    return Receipt(VERSION, leaf.decode(), index, tuple(s.hex() for s in path), checkpoint.text)
