"""From the stored document to the view a guide shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tongban.catalogue.domain.codes import HandlingKind, ItemType, VersionState
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.item_view import ItemView
from tongban.catalogue.domain.part_views import (
    ConditionView,
    FaqView,
    FeeView,
    FoundedFirmView,
    MaterialView,
    NeedView,
    PlaceView,
    RemedyView,
    ResultView,
    SituationView,
    SpecialProcedureView,
    StepView,
)
from tongban.catalogue.domain.parts import Material, Result
from tongban.kernel.actor import Assurance
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What the version row knows beside its document."""

    version_id: str
    version: int
    state: VersionState
    agency_name: Text
    agency_known: bool


def _material(material: Material) -> MaterialView:
    return MaterialView(
        code=material.code,
        name=material.name,
        necessity=material.necessity,
        type=material.type,
        format=material.format,
        category=material.category,
        origin=material.origin,
        copies=material.copies,
        source_code=material.source,
        element_ids=material.elements,
        satisfied_by=material.satisfied_by,
        fallback=material.fallback,
        dispute=material.dispute,
        article=material.article,
        help=material.help,
        acceptance_standard=material.acceptance_standard,
        blank_form=material.blank_form,
        sample=material.sample,
        borrowed=material.borrowed,
        later_within=material.later_within,
        later_before_handover=material.later_before_handover,
        area_kind=material.area_assessment.kind if material.area_assessment else "",
        site_element=material.area_assessment.site if material.area_assessment else "",
    )


def item_view(document: ItemDocument, facts: VersionFacts) -> ItemView:
    """The view of one version; a draft shows neutral values where it has none yet."""
    return ItemView(
        code=document.code,
        version_id=facts.version_id,
        version=facts.version,
        state=facts.state,
        basic_code=document.basic,
        name=document.name or document.handling_name or Text.of(document.code),
        handling_name=document.handling_name,
        summary=document.summary,
        item_type=document.type or ItemType.PUBLIC_SERVICE,
        line=document.line,
        agency_code=document.agency,
        agency_name=facts.agency_name,
        agency_known=facts.agency_known,
        region=document.region,
        level=document.level,
        body_nature=document.body_nature,
        co_agencies=document.co_agencies,
        audiences=document.audiences,
        themes=document.themes,
        aliases=document.aliases,
        handling=document.handling or HandlingKind.COMMITTED,
        statutory=document.statutory,
        statutory_note=document.statutory_note,
        committed=document.committed,
        committed_note=document.committed_note,
        handling_forms=document.handling_forms,
        handling_area=document.handling_area,
        visits=document.visits or 0,
        in_person_reason=document.in_person_reason,
        in_person_article=document.in_person_article,
        online=document.online,
        online_depth=document.online_depth,
        online_url=document.online_url,
        mobile_url=document.mobile_url,
        posts_materials=document.posts_materials,
        posts_result=document.posts_result,
        bookable=document.bookable,
        self_service=document.self_service,
        min_assurance=Assurance(document.min_assurance),
        quantity_limit=document.quantity_limit,
        articles=document.basis,
        charged=document.charged,
        payment_ways=document.payment_ways,
        pays_online=document.pays_online,
        consult_phone=document.consult_phone,
        complaint_phone=document.complaint_phone,
        rights=document.rights,
        form_code=document.form,
        decision_table_code=document.decision_table,
        certificate_type_code=document.certificate_type,
        commitment_allowed=document.commitment_allowed,
        commitment=document.commitment,
        no_application=document.no_application,
        effective_date=document.plan_effective_date,
        cancel_date=document.plan_cancel_date,
        **_groups(document),
    )


def _result(result: Result) -> ResultView:
    founds = result.founds
    return ResultView(
        result.kind,
        result.name,
        result.certificate_type,
        result.sample,
        FoundedFirmView(founds.name, founds.representative) if founds else None,
        result.seals,
        result.article,
    )


def _groups(document: ItemDocument) -> dict[str, Any]:
    return {
        "flow_code": document.flow,
        "conditions": tuple(ConditionView(c.text, c.article) for c in document.conditions),
        "materials": tuple(_material(material) for material in document.materials),
        "needs": tuple(
            NeedView(n.element, n.source, n.article, n.fallback, n.dispute) for n in document.needs
        ),
        "situations": tuple(
            SituationView(s.code, s.name, s.question, s.materials) for s in document.situations
        ),
        "steps": tuple(StepView(s.kind, s.name, s.by, s.span, s.standard) for s in document.steps),
        "results": tuple(_result(result) for result in document.results),
        "fees": tuple(
            FeeView(
                f.name, f.standard, f.amount, f.currency, f.article, f.reducible,
                f.reduction_article,
                (f.charged_when.field, f.charged_when.is_in) if f.charged_when else None,
            )
            for f in document.fees
        ),
        "places": tuple(
            PlaceView(p.name, p.address, p.hours, p.phone, p.traffic) for p in document.places
        ),
        "remedies": tuple(
            RemedyView(r.kind, r.body, r.article, r.address, r.phone, r.url, r.first)
            for r in document.remedies
        ),
        "faqs": tuple(FaqView(f.question, f.answer) for f in document.faqs),
        "special_procedures": tuple(
            SpecialProcedureView(p.kind, p.name, p.article, p.max_span)
            for p in document.special_procedures
        ),
    }  # fmt: skip
