"""The trust bundle 信任包: one signed file with which certificates are verified offline.

It says whose signatures count: the log and its witnesses, the roots of the issuers' seals, which
body may issue which type, the keys of QR codes; and how every certificate that is no longer plainly
valid stands, as of one moment. Its number only grows: a verifier keeps a ``Pin`` and refuses an
older bundle, or another of the same number.
"""

from __future__ import annotations

from tongban_trust.bundle.file import MOST_LISTED, BundleRefused, read_bundle, write_bundle
from tongban_trust.bundle.trust import LogTrust, Pin, Standing, StatusSnapshot, TrustBundle

__all__ = [
    "MOST_LISTED",
    "BundleRefused",
    "LogTrust",
    "Pin",
    "Standing",
    "StatusSnapshot",
    "TrustBundle",
    "read_bundle",
    "write_bundle",
]
