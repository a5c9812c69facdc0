"""The personal part of a case, sealed for the applicant as one document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongban.cases.models import Case
from tongban.cases.views.case import Unheard
from tongban.cases.views.material import Defect, MaterialView, MaterialWay
from tongban.decisions.api import DecisionReceipt, FactSource
from tongban.elements.api import NoAnswer
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.ledger.api import seal, seal_many, unseal_many
from tongban.seals.api import ApplicationSignature

FORGOTTEN = "（信息已删除）"


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the case knows about people: names, answers, materials, the receipt of its decision.

    ``facts`` is what the sources said when it was submitted, by element id; ``sources`` names
    the source of each answer that is exactly what its source said, by field; ``unheard`` each
    source that was not heard, by element. ``as_signed`` is the application that ``signature`` is
    on, once a correction has changed it.
    """

    applicant: str
    agent: str
    answers: Mapping[str, Any]
    materials: tuple[MaterialView, ...]
    receipt: DecisionReceipt | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, FactSource] = field(default_factory=dict)
    unheard: Mapping[str, Unheard] = field(default_factory=dict)
    signature: ApplicationSignature | None = None
    as_signed: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What was said in one event: an opinion, reasons, defects. Sealed beside it."""

    opinion: str = ""
    defects: tuple[Defect, ...] = ()
    answers: Mapping[str, Any] | None = None


def seal_dossier(subject_id: str, dossier: Dossier) -> bytes:
    """Encrypt the dossier for its subject."""
    return seal(subject_id, _dossier_bytes(dossier))


def _dossier_bytes(dossier: Dossier) -> bytes:
    plain = {
        "applicant": dossier.applicant,
        "agent": dossier.agent,
        "answers": dict(dossier.answers),
        "materials": [
            [m.code, m.name.to_mapping(), m.way.value, m.reference, m.digest]
            for m in dossier.materials
        ],
        "receipt": dossier.receipt.to_json() if dossier.receipt else None,
        "facts": dict(dossier.facts),
        "sources": {name: [s.code, s.as_of] for name, s in dossier.sources.items()},
        "unheard": {name: [u.code, u.why.value] for name, u in dossier.unheard.items()},
        "signature": dossier.signature.to_json() if dossier.signature else None,
        "as_signed": dossier.as_signed,
    }
    return _bytes(plain)


def seal_case(subject_id: str, dossier: Dossier, masked_name: str) -> tuple[bytes, bytes]:
    """Encrypt the dossier and what a list row shows, with one read of the key."""
    whole, row = seal_many(
        [(subject_id, _dossier_bytes(dossier)), (subject_id, masked_name.encode())]
    )
    return whole, row


def seal_words(subject_id: str, words: Words | None) -> bytes | None:
    """Encrypt the words of an event; nothing said, nothing stored."""
    if words is None:
        return None
    plain = {
        "opinion": words.opinion,
        "defects": [
            [d.target, d.message.to_mapping(), str(d.article) if d.article else None]
            for d in words.defects
        ],
        "answers": dict(words.answers) if words.answers is not None else None,
    }
    return seal(subject_id, _bytes(plain))


def open_all(
    case: Case, sealed_words: Sequence[bytes | memoryview | None]
) -> tuple[Dossier, list[Words | None]]:
    """The dossier and the words of each event, with one read of the key."""
    sealed = [bytes(case.sealed), *(bytes(words) for words in sealed_words if words is not None)]
    opened = iter(unseal_many([(case.applicant_id, blob) for blob in sealed]))
    dossier = _read_dossier(next(opened))
    said = [None if words is None else _read_words(next(opened)) for words in sealed_words]
    return dossier, said


def _read_dossier(plain: bytes | None) -> Dossier:
    if plain is None:
        return Dossier(FORGOTTEN, "", {}, (), None)
    stored = json.loads(plain)
    return Dossier(
        applicant=stored["applicant"],
        agent=stored["agent"],
        answers=stored["answers"],
        materials=tuple(
            MaterialView(code, Text.from_mapping(name), MaterialWay(way), reference, *digest)
            for code, name, way, reference, *digest in stored["materials"]
        ),
        receipt=DecisionReceipt.from_json(stored["receipt"]) if stored["receipt"] else None,
        facts=stored["facts"],
        sources={name: FactSource(*said) for name, said in stored.get("sources", {}).items()},
        unheard={
            name: Unheard(code, NoAnswer(why))
            for name, (code, why) in stored.get("unheard", {}).items()
        },
        signature=_read_signature(stored.get("signature")),
        as_signed=stored.get("as_signed"),
    )


def _read_signature(stored: Mapping[str, Any] | None) -> ApplicationSignature | None:
    return ApplicationSignature.from_json(stored) if stored else None


def _read_words(plain: bytes | None) -> Words:
    if plain is None:
        return Words(opinion=FORGOTTEN)
    stored = json.loads(plain)
    defects = tuple(
        Defect(target, Text.from_mapping(message), ArticleRef.parse(article) if article else None)
        for target, message, article in stored["defects"]
    )
    return Words(stored["opinion"], defects, stored["answers"])


def _bytes(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
