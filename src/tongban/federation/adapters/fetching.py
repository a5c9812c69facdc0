"""GET a snapshot from another platform: conditional, within a time and a size."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from tongban_wire.federation import MOST_BYTES

_PATH = "/federation/snapshot"
_TIMEOUT_S = 10.0
_NOT_MODIFIED = 304


class PlatformAway(Exception):
    """The platform does not answer, or says something else."""


def fetch_snapshot(url: str, digest: str) -> str | None:
    """The text of the snapshot at ``url``, None when it still is the one with ``digest``.

    Raises PlatformAway for everything else. No redirect is followed.
    """
    at = urlsplit(url)
    kind = HTTPSConnection if at.scheme == "https" else HTTPConnection
    line = kind(at.hostname or "", at.port, timeout=_TIMEOUT_S)
    try:
        line.request("GET", at.path.rstrip("/") + _PATH, headers={"If-None-Match": f'"{digest}"'})
        answer = line.getresponse()
        if answer.status == _NOT_MODIFIED:
            return None
        data = answer.read(2 * MOST_BYTES + 1)
        if answer.status != 200 or len(data) > 2 * MOST_BYTES:
            raise PlatformAway(f"{url} answers {answer.status}")
        return data.decode("ascii")
    except (OSError, HTTPException, UnicodeDecodeError) as error:
        raise PlatformAway(f"{url}: {error}") from error
    finally:
        line.close()
