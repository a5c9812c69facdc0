"""Export the archive package 归档包 of a closed case: everything it was decided on, with hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.cases.archive_zip import packed
from tongban.cases.domain import archive
from tongban.cases.dossier import Dossier, Words
from tongban.cases.events import CASE_ARCHIVED
from tongban.cases.models import Case, CaseEvent
from tongban.cases.officer import locked, post_for
from tongban.cases.queries.cases import opened
from tongban.cases.refusals import CaseNotClosed
from tongban.cases.signing import as_signed
from tongban.decisions.api import definition_of
from tongban.files.api import read_blob
from tongban.jobs.api import publish_all
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import leaf_content, leaves_about, record


def export_archive(*, actor: Actor, case_id: str, now: datetime) -> bytes:
    """The package of a closed case as a ZIP: form, signature, data snapshot, rules with their
    trace, opinions, materials, evidence, and a manifest with the SHA-256 of each.

    The digest of the manifest is left as evidence, so that a package made up later is found out.
    For reviewers and approvers of the agency, and services. Refuses CaseNotFound, NotYourTask,
    CaseNotClosed. Source: 716 Art 12 (electronic records are filed electronically).
    """
    with transaction.atomic():
        case = locked(case_id)
        if actor.kind is not ActorKind.SERVICE:
            post_for(actor, "export_archive", case, case.current_agency)
        if case.closed_at is None:
            raise CaseNotClosed
        files = _files(actor, case, now)
        about = {"case": case.id, "number": case.number, "made_at": now.isoformat()}
        manifest = archive.manifest_of(files, about)
        digest = hashlib.sha256(manifest).hexdigest()
        facts = {"manifest": digest, "files": len(files)}
        record(
            kind="cases.archived",
            about=case.id,
            facts=facts,
            actor=actor,
            now=now,
            subject_id=case.applicant_id,
        )
        payload = {"case": case.id, "number": case.number, "manifest": digest}
        publish_all(events=[(CASE_ARCHIVED, payload)], aggregate=case.id, now=now)
    return packed({archive.MANIFEST: manifest, **files})


def _files(actor: Actor, case: Case, now: datetime) -> dict[str, bytes]:
    known = opened(case, now)
    rows = list(CaseEvent.objects.filter(case=case).order_by("seq"))
    files = {
        archive.FORM: archive.written(_form(case, known.dossier)),
        archive.SNAPSHOT: archive.written(_snapshot(known.dossier)),
        archive.EVENTS: archive.written(_events(rows, known.words)),
        archive.LEAVES: archive.written(_leaves(case)),
    }
    receipt = known.dossier.receipt
    if receipt is not None:
        rules = {"receipt": receipt.to_json(), "definition": definition_of(receipt)}
        files[archive.RULES] = archive.written(rules)
    for material in known.dossier.materials:
        if material.way.is_file:
            content = read_blob(actor, material.reference, granted=True)
            files[f"materials/{material.code}"] = content
    return files


def _form(case: Case, dossier: Dossier) -> dict[str, Any]:
    return {
        "item": case.item_code,
        "item_version": case.item_version,
        "situation": case.situation,
        "applicant": dossier.applicant,
        "agent": dossier.agent,
        "answers": dict(dossier.answers),
        "materials": [
            [m.code, m.name.to_mapping(), m.way.value, m.reference, m.digest]
            for m in dossier.materials
        ],
        "as_signed": as_signed(case, dossier),
        "signature": dossier.signature.to_json() if dossier.signature else None,
    }


def _snapshot(dossier: Dossier) -> dict[str, Any]:
    sources = {name: [said.code, said.as_of] for name, said in dossier.sources.items()}
    return {"facts": dict(dossier.facts), "sources": sources}


def _events(rows: Sequence[CaseEvent], words: Sequence[Words | None]) -> list[Mapping[str, object]]:
    return [
        {
            "seq": row.seq,
            "kind": row.kind,
            "at": row.at.isoformat(),
            "by": row.by,
            "post": row.post_id,
            "facts": row.facts,
            "opinion": said.opinion if said else "",
            "defects": [[d.target, d.message.to_mapping()] for d in said.defects] if said else [],
        }
        for row, said in zip(rows, words, strict=True)
    ]


def _leaves(case: Case) -> list[Mapping[str, object]]:
    reader = Actor.system("cases-archive")
    found: list[Mapping[str, object]] = []
    for leaf in leaves_about(reader, case.id):
        content = (leaf_content(reader, leaf.leaf_id) or b"").decode()
        suite = json.loads(content)["suite"]
        found.append({"content": content, "digest": leaf.digest, "suite": suite})
    return found
