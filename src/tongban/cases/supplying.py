"""Puts supplied corrections into the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tongban.cases.domain.status import Status
from tongban.cases.dossier import open_all, seal_dossier
from tongban.cases.models import Case
from tongban.cases.refusals import MaterialsMissing
from tongban.cases.signing import as_signed
from tongban.cases.views import MaterialView, MaterialWay
from tongban.catalogue.api import item_by_version
from tongban.files.api import BlobView, FileNotYours, blob
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
    names = {material.code: material.name for material in item.materials}
    kept = {material.code: material for material in dossier.materials}
    for code, blob_id in material_blobs.items():
        if code in status.told and code in names:
            file = _need_blob(actor, code, names[code], blob_id)
            kept[code] = MaterialView(code, names[code], MaterialWay.UPLOAD, file.id, file.sha256)
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
    names = {one.code: one.name for one in item_by_version(case.item_version_id).materials}
    files = {code: _need_blob(actor, code, names[code], blob_id) for code, blob_id in blobs.items()}
    fresh = [
        MaterialView(code, names[code], MaterialWay.UPLOAD, file.id, file.sha256)
        for code, file in files.items()
    ]
    more = replace(
        dossier,
        materials=(*dossier.materials, *fresh),
        as_signed=as_signed(case, dossier) if dossier.signature else None,
    )
    case.sealed = seal_dossier(case.applicant_id, more)


def _need_blob(actor: Actor, code: str, name: Text, blob_id: str) -> BlobView:
    try:
        return blob(actor, blob_id)
    except FileNotYours as fault:
        raise MaterialsMissing(
            [
                Problem(
                    f"material:{code}",
                    "cases.material_unreadable",
                    Text.of(
                        f"没有找到您上传的“{name.zh}”。",
                        f"The file you uploaded for “{name.en}” was not found.",
                    ),
                    Text.of("请重新上传。", "Please upload it again."),
                )
            ]
        ) from fault
