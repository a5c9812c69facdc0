"""Verifying an archive package: what is inside agrees, the rules run the same, we made it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from tongban.cases.archive_zip import unpacked
from tongban.cases.domain import archive
from tongban.cases.records import ArchiveVerdict
from tongban.decisions.api import DecisionReceipt, reruns
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import leaves_about

_MEND = Text.of("请向归档机关重新索取。", "Ask the agency that keeps it for another copy.")


def verify_archive(actor: Actor, content: bytes) -> ArchiveVerdict:
    """Check a package: every hash, every event against its leaf, the rules run again, and that
    the evidence knows its manifest. All problems at once; none means it is whole and ours.

    Refuses ArchiveUnreadable (no ZIP, or larger than a package may be).
    """
    files = unpacked(content)
    problems = list(archive.faults_of_package(files))
    case_id, number = _named(files)
    if archive.RULES in files:
        problems += _rules(files[archive.RULES])
    problems += _ours(actor, case_id, files.get(archive.MANIFEST, b""))
    return ArchiveVerdict(case_id, number, len(files), tuple(problems))


def _named(files: Mapping[str, bytes]) -> tuple[str, str]:
    try:
        manifest = json.loads(files[archive.MANIFEST])
        return str(manifest["case"]), str(manifest["number"])
    except (KeyError, ValueError, TypeError):
        return "", ""


def _rules(content: bytes) -> Iterator[Problem]:
    try:
        kept = json.loads(content)
        same = reruns(kept["definition"], DecisionReceipt.from_json(kept["receipt"]))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError):
        same = False
    if not same:
        said = Text.of(
            "规则重新运行的结果不同。", "The rules run again do not give the same receipt."
        )
        yield Problem(archive.RULES, "cases.archive_rules-differ", said, _MEND)


def _ours(actor: Actor, case_id: str, manifest: bytes) -> Iterator[Problem]:
    digest = hashlib.sha256(manifest).hexdigest()
    known = leaves_about(actor, case_id) if case_id else ()
    if not any(
        leaf.kind == "cases.archived" and leaf.facts["manifest"] == digest for leaf in known
    ):
        said = Text.of(
            "存证里没有这份清单：不是本平台导出的包，或者被改动过。",
            "The evidence does not know this manifest: not exported here, or altered since.",
        )
        yield Problem(archive.MANIFEST, "cases.archive_not-ours", said, _MEND)
