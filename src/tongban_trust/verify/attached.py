"""What travels with a certificate beside its page, and how it is read."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban_trust.canonical import NotCanonical, canonical_bytes, read_canonical
from tongban_trust.record import (
    CertificateRecord,
    Disclosure,
    disclosures_bytes,
    parse_disclosures,
    parse_record,
)
from tongban_trust.tlog.note import Checkpoint, parse_checkpoint
from tongban_trust.tlog.promise import Promise
from tongban_trust.tlog.tree import MOST_STEPS
from tongban_trust.verify.copy import CopyTerms, parse_copy_terms

RECORD, DISCLOSURES, LEAF = "record.json", "disclosures.json", "leaf.json"
PROMISE, INCLUSION, COPY = "promise.json", "inclusion.json", "copy.json"
SUPERVISION = "supervision.ses"
ISSUED = "certificates.issued"
_MOST_BYTES = 256 * 1024


class BadAttachment(ValueError):
    """An attachment is not what its name says; the message says why."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """A leaf's place in the log: index from 0, audit path, and the checkpoint they lead to."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint

    def to_bytes(self) -> bytes:
        """Canonical JSON, as documents carry it."""
        return canonical_bytes(self.to_json())

    def to_json(self) -> dict[str, object]:
        """The same as plain values."""
        path = [base64.b64encode(step).decode() for step in self.path]
        return {"v": 1, "index": self.index, "path": path, "checkpoint": self.checkpoint.text}


@dataclass(frozen=True, slots=True)
class IssueLeaf:
    """What the evidence leaf of an issue says: of which record, when."""

    content: bytes
    identifier: str
    record_digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attached:
    """Everything that proves an issue, as read; ``inclusion`` may still be missing.

    ``copy`` are the terms when the document is an annotated copy 加注件; ``supervision`` the
    signature of the supervising seal 监制章 over the record (GB/T 38540, 7), not yet judged.
    """

    record: CertificateRecord
    disclosures: tuple[Disclosure, ...]
    leaf: IssueLeaf | None
    promise: Promise | None
    inclusion: Inclusion | None
    copy: CopyTerms | None = None
    supervision: bytes | None = None

    def files(self) -> dict[str, bytes]:
        """The attachments by name, ready to be sealed into a document."""
        found = {
            RECORD: self.record.to_bytes(),
            DISCLOSURES: disclosures_bytes(self.disclosures),
        }
        if self.leaf is not None:
            found[LEAF] = self.leaf.content
        if self.promise is not None:
            found[PROMISE] = canonical_bytes(self.promise.to_json())
        if self.inclusion is not None:
            found[INCLUSION] = self.inclusion.to_bytes()
        if self.copy is not None:
            found[COPY] = self.copy.to_bytes()
        if self.supervision is not None:
            found[SUPERVISION] = self.supervision
        return found


def read_attached(files: Mapping[str, bytes]) -> Attached:
    """The attachments of a document, strictly; BadAttachment when one is not what it should be.

    A record and disclosures there must be; what proves the logging may be missing.
    """
    try:
        return Attached(
            record=parse_record(files[RECORD]),
            disclosures=parse_disclosures(files[DISCLOSURES]),
            leaf=read_leaf(files[LEAF]) if LEAF in files else None,
            promise=_promise(files[PROMISE]) if PROMISE in files else None,
            inclusion=_inclusion(files[INCLUSION]) if INCLUSION in files else None,
            copy=parse_copy_terms(files[COPY]) if COPY in files else None,
            supervision=files.get(SUPERVISION),
        )
    except KeyError as error:
        raise BadAttachment(f"{error.args[0]} is missing") from error
    except (ValueError, TypeError) as error:
        raise BadAttachment(str(error)) from error


def read_leaf(content: bytes) -> IssueLeaf:
    """The leaf of an issue; ValueError when it is of another kind or of no record."""
    said: Any = read_canonical(content, _MOST_BYTES)
    facts = said.get("facts") if isinstance(said, Mapping) else None
    if not isinstance(facts, Mapping) or said.get("kind") != ISSUED:
        raise BadAttachment("The leaf is not the evidence of an issue")
    identifier, digest = facts.get("identifier"), facts.get("record")
    if not isinstance(identifier, str) or not isinstance(digest, str):
        raise BadAttachment("The leaf names no record")
    at = datetime.fromisoformat(str(said.get("at")))
    if at.tzinfo is None:
        raise BadAttachment("The leaf has no moment")
    return IssueLeaf(content, identifier, digest, at)


def _promise(data: bytes) -> Promise:
    return Promise.from_json(read_canonical(data, _MOST_BYTES))


def _inclusion(data: bytes) -> Inclusion:
    said = read_canonical(data, _MOST_BYTES)
    names = {"v", "index", "path", "checkpoint"}
    if not isinstance(said, Mapping) or set(said) != names or type(said["v"]) is not int:
        raise BadAttachment("A proof of inclusion has exactly the fields of its version")
    index, path, text = said["index"], said["path"], said["checkpoint"]
    if type(index) is not int or not isinstance(path, list) or not isinstance(text, str):
        raise BadAttachment("A proof of inclusion has an index, a path and a checkpoint")
    if index < 0 or len(path) > MOST_STEPS:
        raise BadAttachment("The index or the path of a proof is out of bounds")
    try:
        steps = tuple(base64.b64decode(str(step), validate=True) for step in path)
    except binascii.Error as error:
        raise BadAttachment("A step of the path is not base64") from error
    found = Inclusion(index, steps, parse_checkpoint(text))
    if found.to_json() != said:
        raise NotCanonical("The proof of inclusion is not in its one form")
    return found
