"""An archive package as a ZIP: written so that the same files give the same bytes, read bounded."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from tongban.cases.refusals import ArchiveUnreadable

MOST_FILES = 1_000
MOST_BYTES = 256 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP, in the order of their names, without times."""
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as zipped:
        for name in sorted(files):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            zipped.writestr(entry, files[name])
    return whole.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP, at most 1,000 and 256 MB in all. Refuses ArchiveUnreadable."""
    try:
        with ZipFile(io.BytesIO(content)) as zipped:
            entries = zipped.infolist()
            names = [entry.filename for entry in entries]
            size = sum(entry.file_size for entry in entries)
            if len(names) > MOST_FILES or size > MOST_BYTES or len(set(names)) < len(names):
                raise ArchiveUnreadable
            return {entry.filename: zipped.read(entry) for entry in entries}
    except (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as fault:
        raise ArchiveUnreadable from fault
