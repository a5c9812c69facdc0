"""Puts supplied corrections into the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tongban.cases.domain.status import Status
from tongban.cases.dossier import open_all, seal_dossier
from tongban.cases.handed_files import handed_file, unreadable
from tongban.cases.models import Case
from tongban.cases.refusals import MaterialsMissing
from tongban.cases.signing import as_signed
from tongban.cases.views.material import MaterialView
from tongban.catalogue.api import MaterialView as AskedMaterial
from tongban.catalogue.api import item_by_version
from tongban.forms.api import validate
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


def correct_dossier(
    actor: Actor,
    case: Case,
    status: Status,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
) -> None:
    """Replace what was told to be wrong and nothing else; the new dossier is set on the case.

    Refuses forms' FormNotComplete, MaterialsMissing (a blob that cannot be found).
    """
    dossier, _ = open_all(case, [])
    item = item_by_version(case.item_version_id)
    merged = {**dossier.answers, **{k: v for k, v in answers.items() if k in status.told}}
    if item.form_code:
        merged = validate(item.form_code, merged)
    asked = {material.code: material for material in item.materials}
    kept = {material.code: material for material in dossier.materials}
    for code, blob_id in material_blobs.items():
        if code in status.told and code in asked:
            kept[code] = _need_file(actor, case, asked[code], blob_id)
    vouched = {k: v for k, v in dossier.sources.items() if merged.get(k) == dossier.answers.get(k)}
    corrected = replace(
        dossier,
        answers=merged,
        materials=tuple(kept.values()),
        sources=vouched,
        as_signed=as_signed(case, dossier) if dossier.signature else None,
    )
    case.sealed = seal_dossier(case.applicant_id, corrected)


def add_materials(actor: Actor, case: Case, blobs: Mapping[str, str]) -> None:
    """Add materials that follow, by code; the new dossier is set on the case and saved with it.

    Refuses MaterialsMissing (a blob that cannot be found).
    """
    dossier, _ = open_all(case, [])
    asked = {one.code: one for one in item_by_version(case.item_version_id).materials}
    fresh = [_need_file(actor, case, asked[code], blob_id) for code, blob_id in blobs.items()]
    more = replace(
        dossier,
        materials=(*dossier.materials, *fresh),
        as_signed=as_signed(case, dossier) if dossier.signature else None,
    )
    case.sealed = seal_dossier(case.applicant_id, more)


def amend_materials(person: Actor, case: Case, blobs: Mapping[str, str]) -> tuple[str, ...]:
    """Put new files in place of materials, or beside them, by code; which codes, in order.

    The new dossier is set on the case; what was signed stays as it was signed. ``person`` is whose
    files they are. Refuses MaterialsMissing (a blob that cannot be found, a code of no material).
    """
    dossier, _ = open_all(case, [])
    asked = {one.code: one for one in item_by_version(case.item_version_id).materials}
    if unknown := sorted(blobs.keys() - asked.keys()):
        raise MaterialsMissing([_not_of_the_item(code) for code in unknown])
    files = {code: _need_file(person, case, asked[code], each) for code, each in blobs.items()}
    kept = {one.code: one for one in dossier.materials} | files
    amended = replace(
        dossier,
        materials=tuple(kept.values()),
        as_signed=as_signed(case, dossier) if dossier.signature else None,
    )
    case.sealed = seal_dossier(case.applicant_id, amended)
    return tuple(sorted(files))


def _not_of_the_item(code: str) -> Problem:
    return Problem(
        f"material:{code}",
        "cases.material_unknown",
        Text.of(
            "这份材料不在这个事项的办事指南里。", "The guide of this service has no such material."
        ),
        Text.of("请选择办事指南里的材料。", "Choose a material of the guide."),
    )


def _need_file(actor: Actor, case: Case, asked: AskedMaterial, blob_id: str) -> MaterialView:
    found = handed_file(actor, case.applicant_id, case.item_code, asked, blob_id)
    if found is None:
        raise MaterialsMissing([unreadable(asked)])
    return found
