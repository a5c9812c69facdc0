"""The local doors of the platform's nodes: ``POST /v1/ask``, several at once, never waited long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from tongban_wire.asking import Ask
from tongban_wire.messages import MOST_BYTES, Response, read_response
from tongban_wire.plain import Malformed, encode

_MOST_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Call:
    """One question to one node, for elements of one grant."""

    node: str
    ask: Ask


class NodeDoors:
    """Asks nodes as their application: ``urls`` by node id, waited for ``timeout_s`` each."""

    def __init__(self, urls: Mapping[str, str], secret: str, timeout_s: float) -> None:
        self._urls, self._secret, self._timeout_s = urls, secret, timeout_s

    def ask(self, calls: Sequence[Call]) -> Sequence[Response | None]:
        """The response to each, None from a node that is away, late or says something else."""
        if not calls:
            return ()
        with ThreadPoolExecutor(min(len(calls), _MOST_AT_ONCE), "ask") as threads:
            return tuple(threads.map(self._ask_one, calls))

    def _ask_one(self, call: Call) -> Response | None:
        """The node's response; None when it is away, late or says something else."""
        door = urlsplit(self._urls.get(call.node, ""))
        if not door.hostname:
            return None
        line = HTTPConnection(door.hostname, door.port, timeout=self._timeout_s)
        try:
            told = {"Authorization": f"Bearer {self._secret}"}
            line.request("POST", "/v1/ask", encode(call.ask), told)
            answer = line.getresponse()
            data = answer.read(MOST_BYTES + 1)
            return read_response(data) if answer.status in (200, 403) else None
        except (OSError, HTTPException, Malformed):
            return None
        finally:
            line.close()

    def away(self) -> list[str]:
        """The nodes nobody listens at."""
        return [node for node in self._urls if not self._listens(node)]

    def _listens(self, node: str) -> bool:
        door = urlsplit(self._urls[node])
        line = HTTPConnection(door.hostname or "", door.port, timeout=self._timeout_s)
        try:
            line.connect()
        except OSError:
            return False
        finally:
            line.close()
        return True
