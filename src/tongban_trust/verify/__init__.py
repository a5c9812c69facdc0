"""One verdict 核验结论 on a certificate: from its file, its record or its QR code, offline."""

from __future__ import annotations

from tongban_trust.verify.attached import (
    SUPERVISION,
    Attached,
    BadAttachment,
    Inclusion,
    IssueLeaf,
    read_attached,
    read_leaf,
)
from tongban_trust.verify.checks import SKEW, Moment
from tongban_trust.verify.copy import CopyTerms, copy_key
from tongban_trust.verify.judging import (
    unread_picture,
    verify_code,
    verify_document,
    verify_file,
    verify_record,
)
from tongban_trust.verify.supervision import supervise
from tongban_trust.verify.verdict import Check, CheckState, Facts, Outcome, Verdict

__all__ = [
    "SKEW",
    "SUPERVISION",
    "Attached",
    "BadAttachment",
    "Check",
    "CheckState",
    "CopyTerms",
    "Facts",
    "Inclusion",
    "IssueLeaf",
    "Moment",
    "Outcome",
    "Verdict",
    "copy_key",
    "read_attached",
    "read_leaf",
    "supervise",
    "unread_picture",
    "verify_code",
    "verify_document",
    "verify_file",
    "verify_record",
]
