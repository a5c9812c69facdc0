"""The way to other platforms: GET a snapshot, POST rows or a question; in bounds, no redirect."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from urllib.parse import quote, urlsplit

from tongban.federation.domain.hindrances import AWAY, Hindrance
from tongban.kernel.refusal import Refusal
from tongban_wire import federation, peer_evidence, rows

_SNAPSHOT, _ROWS, _EVIDENCE = "/federation/snapshot", "/federation/rows/", "/federation/evidence/"
_TIMEOUT_S = 10.0
_WHOLE_S = 60.0
_OK, _NOT_MODIFIED = 200, 304


class PlatformAway(Exception):
    """The platform does not answer, or says something else."""


def hindrance_of(error: PlatformAway | Refusal) -> Hindrance:
    """Why it failed, by code: the fault of a snapshot, a refusal's own code, or being away."""
    if isinstance(error, PlatformAway):
        return Hindrance(AWAY, str(error))
    return Hindrance(getattr(error, "fault", "") or error.code)


def fetch_snapshot(url: str, digest: str, whole_s: float = _WHOLE_S) -> str | None:
    """The text of the snapshot at ``url``, None when it still is the one with ``digest``.

    Raises PlatformAway for everything else, also for an answer that takes longer than ``whole_s``
    seconds however steadily it drips. No redirect is followed.
    """
    condition = {"If-None-Match": f'"{digest}"'}
    most = 2 * federation.MOST_BYTES
    status, text = _ask(url, "GET", _SNAPSHOT, None, condition, most, whole_s)
    return None if status == _NOT_MODIFIED else text


def send_batch(url: str, platform: str, text: str, whole_s: float = _WHOLE_S) -> str:
    """The receipt text of the hub at ``url`` for a batch of ``platform``.

    Raises PlatformAway for everything else, as ``fetch_snapshot``.
    """
    return _post(url, _ROWS + quote(platform, safe=""), text, 2 * rows.MOST_BYTES, whole_s)


def fetch_evidence(url: str, platform: str, text: str, whole_s: float = _WHOLE_S) -> str:
    """The signed page of the platform at ``url`` for a signed ask of ``platform``.

    Raises PlatformAway for everything else, as ``fetch_snapshot``.
    """
    path = _EVIDENCE + quote(platform, safe="")
    return _post(url, path, text, 2 * peer_evidence.MOST_BYTES, whole_s)


def _post(url: str, path: str, text: str, most: int, whole_s: float) -> str:
    kind = {"Content-Type": "text/plain; charset=us-ascii"}
    status, answer = _ask(url, "POST", path, text.encode("ascii"), kind, most, whole_s)
    if status != _OK:
        raise PlatformAway(f"{url} answers {status}")
    return answer


def _ask(
    url: str,
    method: str,
    path: str,
    body: bytes | None,
    headers: Mapping[str, str],
    most: int,
    whole_s: float,
) -> tuple[int, str]:
    at = urlsplit(url)
    kind = HTTPSConnection if at.scheme == "https" else HTTPConnection
    line = kind(at.hostname or "", at.port, timeout=min(_TIMEOUT_S, whole_s))
    until: Timer | None = None
    over = Event()
    try:
        line.connect()
        until = Timer(whole_s, _hang_up, [line.sock, over])
        until.daemon = True
        until.start()
        line.request(method, at.path.rstrip("/") + path, body, dict(headers))
        answer = line.getresponse()
        if answer.status == _NOT_MODIFIED:
            return answer.status, ""
        data = answer.read(most + 1)
        if over.is_set():
            raise PlatformAway(f"{url} takes longer than {whole_s} s")
        if answer.status != _OK or len(data) > most or answer.length:
            raise PlatformAway(f"{url} answers {answer.status}")
        return answer.status, data.decode("ascii")
    except (OSError, HTTPException, ValueError) as error:
        raise PlatformAway(f"{url}: {error}") from error
    finally:
        if until is not None:
            until.cancel()
        line.close()


def _hang_up(sock: socket.socket, over: Event) -> None:
    """End a conversation whose time is over; whoever reads from it sees it end."""
    over.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
