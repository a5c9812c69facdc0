"""Files handed in on the page of a case: chosen now, or delivered by an institution 中介机构."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from tongban.cases.api import CaseView
from tongban.intermediaries.api import DeliveryView, deliveries_for
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.web.design.parts import field_id
from tongban.web.plumbing.handing_in import keep_material
from tongban.web.portal.attachments import DELIVERY

FILE = "file."
_MATERIAL = "material:"


@dataclass(frozen=True, slots=True)
class FileAsked:
    """A file the case waits for, by material code, with what was delivered for it."""

    code: str
    name: Text | str
    delivered: tuple[DeliveryView, ...]

    @property
    def control(self) -> str:
        """The name of its file control."""
        return FILE + self.code

    @property
    def control_id(self) -> str:
        """The id of its file control, which the error summary links to."""
        return field_id(self.control)

    @property
    def delivery_control(self) -> str:
        """The name of the choice among what institutions delivered."""
        return DELIVERY + self.code


def files_asked(
    case: CaseView, actor: Actor, named: Iterable[tuple[str, Text | str]]
) -> tuple[FileAsked, ...]:
    """The files the case waits for, each (code, name) with what may be chosen for it."""
    delivered = deliveries_for(actor, case.item_code)
    return tuple(
        FileAsked(code, name, tuple(one for one in delivered if one.material == code))
        for code, name in named
    )


def files_given(
    request: HttpRequest, actor: Actor, codes: Iterable[str]
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The files posted for materials, by code; an upload goes before what was delivered.

    Uploads are stored; those that cannot be used become problems. Whether a delivered file is
    theirs is judged by room cases.
    """
    blobs: dict[str, str] = {}
    problems: list[Problem] = []
    for code in codes:
        upload = request.FILES.get(FILE + code)
        if upload is None:
            if chosen := request.POST.get(DELIVERY + code):
                blobs[code] = chosen
            continue
        kept = keep_material(actor, upload, FILE + code)
        if isinstance(kept, Problem):
            problems.append(kept)
        else:
            blobs[code] = kept.id
    return blobs, tuple(problems)


def file_control(where: str) -> str:
    """The control of a file that a problem names, as rooms below or this page name it; else ""."""
    if not where.startswith((FILE, _MATERIAL)):
        return ""
    return FILE + where.removeprefix(FILE).removeprefix(_MATERIAL)
