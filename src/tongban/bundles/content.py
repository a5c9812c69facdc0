"""What people said and handed in for a bundle, sealed as one document for whom it is for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import seal, unseal_many


@dataclass(frozen=True, slots=True)
class Content:
    """``answers`` by merged name, ``blobs`` by merged material.

    ``mended`` holds by step what was handed in for it alone when it was taken up again: answers
    and blobs by its own names.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    blobs: Mapping[str, str] = field(default_factory=dict)
    mended: Mapping[str, tuple[Mapping[str, Any], Mapping[str, str]]] = field(default_factory=dict)


def seal_content(subject_id: str, content: Content) -> bytes:
    """Encrypt it for its subject."""
    plain = {
        "answers": dict(content.answers),
        "blobs": dict(content.blobs),
        "mended": {code: [dict(a), dict(b)] for code, (a, b) in content.mended.items()},
    }
    return seal(subject_id, _bytes(plain))


def open_content(subject_id: str, sealed: bytes | memoryview) -> Content:
    """Decrypt it; empty once the subject was forgotten."""
    (plain,) = unseal_many([(subject_id, bytes(sealed))])
    if plain is None:
        return Content()
    stored = json.loads(plain)
    mended = {code: (answers, blobs) for code, (answers, blobs) in stored["mended"].items()}
    return Content(stored["answers"], stored["blobs"], mended)


def seal_problems(subject_id: str, problems: Sequence[Problem]) -> bytes:
    """Encrypt why a step could not be started."""
    plain = [[p.where, p.code, p.message.to_mapping(), p.mend.to_mapping()] for p in problems]
    return seal(subject_id, _bytes(plain))


def open_problems(subject_id: str, sealed: bytes | memoryview | None) -> tuple[Problem, ...]:
    """Decrypt them; none when none were kept."""
    if sealed is None:
        return ()
    (plain,) = unseal_many([(subject_id, bytes(sealed))])
    return tuple(
        Problem(where, code, Text.from_mapping(message), Text.from_mapping(mend))
        for where, code, message, mend in json.loads(plain or b"[]")
    )


def _bytes(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
