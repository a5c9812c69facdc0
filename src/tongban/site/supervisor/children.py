"""The processes `tongban run` starts: watched while it runs, all gone when it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

_STOP_TIMEOUT_S = 15.0
_REST_S, _LONGEST_REST_S, _STEADY_S = 10.0, 320.0, 30.0


@dataclass(frozen=True, slots=True)
class Child:
    """One process of ours, the leader of its own process group.

    ``rest_s`` is how long after its start it may be started again, should it end.
    """

    name: str
    process: subprocess.Popen[bytes]
    words: tuple[str, ...]
    env: Mapping[str, str]
    essential: bool
    started_at: float
    rest_s: float

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self.process.poll()


def _started(
    name: str,
    words: tuple[str, ...],
    env: Mapping[str, str],
    *,
    essential: bool,
    rest_s: float = _REST_S,
) -> Child:
    process = subprocess.Popen(  # noqa: S603  our own modules, no shell
        [sys.executable, "-m", *words],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=None if essential else subprocess.DEVNULL,
        start_new_session=True,
    )
    return Child(name, process, words, env, essential, time.monotonic(), rest_s)


def next_rest_s(rest_s: float, since_start_s: float) -> float:
    """How long to let rest what ended again: twice as long each time, until it once ran well."""
    ran_well = since_start_s > rest_s + _STEADY_S
    return _REST_S if ran_well else min(2 * rest_s, _LONGEST_REST_S)


class Children:
    """Start them inside ``with``; leaving it stops every one, last started first."""

    def __init__(self) -> None:
        self._children: list[Child] = []

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def start(
        self,
        name: str,
        module: str,
        *arguments: str,
        env: Mapping[str, str],
        essential: bool = True,
    ) -> Child:
        """Run a Python module. A group of its own keeps the terminal's Ctrl-C from reaching it.

        The platform goes on without a child that is not ``essential``.
        """
        child = _started(name, (module, *arguments), env, essential=essential)
        self._children.append(child)
        return child

    def first_dead(self) -> Child | None:
        """An essential child that has ended, if any."""
        return next((c for c in self._children if c.essential and c.exit_code is not None), None)

    def revive(self) -> None:
        """Start again what is not essential and has ended, less and less often: from every ten
        seconds to every five minutes, so that what cannot run does not take the machine."""
        for place, child in enumerate(self._children):
            since_s = time.monotonic() - child.started_at
            if not child.essential and child.exit_code is not None and since_s > child.rest_s:
                rest_s = next_rest_s(child.rest_s, since_s)
                self._children[place] = _started(
                    child.name, child.words, child.env, essential=False, rest_s=rest_s
                )

    def stop(self) -> None:
        """Ask each to end, wait, then kill its whole group: no orphan stays."""
        for child in reversed(self._children):
            if child.exit_code is None:
                child.process.terminate()
        deadline = time.monotonic() + _STOP_TIMEOUT_S
        for child in reversed(self._children):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(deadline - time.monotonic(), 0.1))
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
        self._children.clear()
