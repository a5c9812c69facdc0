"""Where a copy of an evidence log may lie: a directory, or an address on the web."""

from __future__ import annotations

from http.client import HTTPException
from pathlib import Path
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tongban_trust.tlog.layout import LARGEST_ENTRY, WIDTH
from tongban_trust.tlog.reading import Fetch

_MOST_BYTES = WIDTH * (LARGEST_ENTRY + 2)
_TIMEOUT_S = 20.0


class _Stay(HTTPRedirectHandler):
    """A log that sends us elsewhere is not where it was said to be."""

    def redirect_request(self, *_given: object) -> None:
        """Never."""
        return


def is_address(place: str) -> bool:
    """Whether the place is on the web, where a log shows its hashes but no entries to strangers."""
    return place.startswith(("http://", "https://"))


def fetch_from(place: str) -> Fetch:
    """Reads files of the log by their path; OSError for what is not there or too large."""
    if is_address(place):
        return _from_web(place.rstrip("/"))
    return _from_folder(Path(place))


def _from_folder(folder: Path) -> Fetch:
    def fetch(path: str) -> bytes:
        with (folder / path).open("rb") as file:
            return _bounded(file.read(_MOST_BYTES + 1))

    return fetch


def _from_web(address: str) -> Fetch:
    opener = build_opener(_Stay)

    def fetch(path: str) -> bytes:
        try:
            with opener.open(Request(f"{address}/{path}"), timeout=_TIMEOUT_S) as answer:  # noqa: S310  http and https only
                return _bounded(answer.read(_MOST_BYTES + 1))
        except HTTPException as error:
            raise OSError(str(error)) from error

    return fetch


def _bounded(data: bytes) -> bytes:
    if len(data) > _MOST_BYTES:
        raise OSError("A file of the log is larger than any can be")
    return data
