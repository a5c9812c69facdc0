"""The applicant's signature on a case: what is signed, what was shown, and looking at it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tongban.cases.admission import Names
from tongban.cases.dossier import Dossier
from tongban.cases.models import Case
from tongban.cases.promised_materials import to_follow
from tongban.cases.promising import Promised
from tongban.cases.views.case import SignatureView
from tongban.catalogue.api import ItemView
from tongban.forms.api import form
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.canonical_json import digest_of
from tongban.seals.api import (
    STATEMENT,
    Agreement,
    Intent,
    StatementNotAgreed,
    check_application_signature,
    sign_application,
)


def signed(
    actor: Actor,
    case: Case,
    item: ItemView,
    dossier: Dossier,
    names: Names,
    agreement: Agreement | None,
    promised: Promised | None,
    now: datetime,
) -> Dossier:
    """The dossier with the signature of whoever is at the keyboard, under the promise they made.

    Refuses StatementNotAgreed and SignerNotFit of seals. Source: 电子签名法 13, 14.
    """
    if agreement is None:
        raise StatementNotAgreed
    signature = sign_application(
        actor=actor,
        application=_application(case, dossier),
        intent=Intent(item.title, _shown(item, case.situation, dossier, promised), agreement),
        names=(names.agent or names.applicant, names.applicant),
        now=now,
    )
    return replace(dossier, signature=signature)


def evidence_of(dossier: Dossier) -> str:
    """The digest that binds signature and intent to the case's evidence; empty without one."""
    return digest_of(dossier.signature.to_json()) if dossier.signature else ""


def as_signed(case: Case, dossier: Dossier) -> Mapping[str, Any]:
    """The application as it was signed, to be kept when a correction changes the dossier."""
    return dossier.as_signed or _application(case, dossier)


def signature_view(actor: Actor, case: Case, dossier: Dossier) -> SignatureView | None:
    """The signature as one reader sees it; checked when an officer looks."""
    signature = dossier.signature
    if signature is None:
        return None
    check = None
    if actor.kind is ActorKind.OFFICER:
        check = check_application_signature(
            signature,
            application=as_signed(case, dossier),
            signer_id=case.agent_id or case.applicant_id,
            principal_id=case.applicant_id if case.agent_id else None,
        )
    return SignatureView(
        signed_at=signature.signed_at,
        signer=signature.signer_name,
        principal=signature.principal_name,
        proof=signature.proof.label,
        statement=signature.statement,
        corrected_since=dossier.as_signed is not None,
        valid=check.valid if check else None,
        reason=check.reason if check else None,
    )


def _application(case: Case, dossier: Dossier) -> dict[str, Any]:
    return {
        "v": 1,
        "case": case.id,
        "item": case.item_code,
        "item_version": case.item_version_id,
        "situation": case.situation,
        "applicant": case.applicant_id,
        "answers": dict(dossier.answers),
        "materials": [
            [one.code, one.way.value, one.reference, one.digest] for one in dossier.materials
        ],
    }


def _shown(
    item: ItemView, situation: str | None, dossier: Dossier, promised: Promised | None
) -> dict[str, Any]:
    """The text of the page that was agreed to: questions with their answers, and the words."""
    fields = form(item.form_code).fields if item.form_code else ()
    lacking = to_follow(item, situation, dossier.materials)
    return {
        "title": item.title.to_mapping(),
        "agency": item.agency_name.to_mapping(),
        "questions": [
            [field.label.to_mapping(), dossier.answers[field.name]]
            for field in fields
            if field.name in dossier.answers
        ],
        "materials": [one.name.to_mapping() for one in dossier.materials],
        "promised": [one.name.to_mapping() for one in lacking],
        "commitment": dict(promised.text) if promised else {},
        "statement": STATEMENT.to_mapping(),
    }
