"""OFD 版式文档 (GB/T 33190-2016): one writer, and a reader of exactly what it writes."""

from __future__ import annotations

from tongban_trust.ofd.archive import NotCanonicalArchive, pack, unpack
from tongban_trust.ofd.markup import NAMESPACE, MarkupRefused, check_markup
from tongban_trust.ofd.page import steps
from tongban_trust.ofd.read import OfdContent, OfdRefused, read_ofd
from tongban_trust.ofd.write import write_ofd

__all__ = [
    "NAMESPACE",
    "MarkupRefused",
    "NotCanonicalArchive",
    "OfdContent",
    "OfdRefused",
    "check_markup",
    "pack",
    "read_ofd",
    "steps",
    "unpack",
    "write_ofd",
]
