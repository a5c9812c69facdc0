"""The catalogue of data resources. It is public: it names facts, not people."""

from __future__ import annotations

from typing import Any

from tongban.content.api import standing
from tongban.exchange.domain.sharing import (
    GrantTerms,
    Openness,
    SharingChannel,
    SharingType,
    UpdateCycle,
)
from tongban.exchange.models import ResourceVersion
from tongban.exchange.refusals import ResourceUnknown
from tongban.exchange.views import QualityContract, ResourceView
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban_wire.policy import Operator, Question


def newest_rows(*, lock: bool = False) -> dict[str, ResourceVersion]:
    """The newest version of each resource by code, withdrawn ones included."""
    rows = ResourceVersion.objects.order_by("code", "version")
    return {row.code: row for row in (rows.select_for_update() if lock else rows)}


@standing
def resources() -> tuple[ResourceView, ...]:
    """Every resource in use, by code; withdrawn ones are left out. The catalogue is public."""
    return tuple(view for view in _known().values() if not view.withdrawn)


@standing
def _known() -> dict[str, ResourceView]:
    return {code: _view(row) for code, row in newest_rows().items()}


def known_resource(code: str) -> ResourceView:
    """One resource as last published, also when it is ``withdrawn`` since: what was asked stays.

    Refuses: ResourceUnknown.
    """
    if (view := _known().get(code)) is None:
        raise ResourceUnknown(code)
    return view


def resource(code: str) -> ResourceView:
    """One resource as it stands now. Refuses: ResourceUnknown. The catalogue is public."""
    for view in resources():
        if view.code == code:
            return view
    raise ResourceUnknown(code)


def resource_history(code: str) -> tuple[ResourceView, ...]:
    """Every version of a resource, newest first, withdrawals included; empty when unknown."""
    return tuple(map(_view, ResourceVersion.objects.filter(code=code).order_by("-version")))


@standing
def resource_of_element() -> dict[str, str]:
    """Which resource holds each shared element: element id → resource code."""
    return {
        element_id: view.code
        for view in resources()
        for element_id in view.fields
        if view.sharing is not SharingType.REFUSED
    }


def _view(row: ResourceVersion) -> ResourceView:
    body = row.body
    return ResourceView(
        code=row.code,
        version=row.version,
        name=Text.from_mapping(body["name"]),
        summary=Text.from_mapping(body["summary"]),
        provider_code=row.provider_code,
        fields=tuple(body["items"]),
        questions=tuple(read_question(each) for each in body["questions"]),
        sharing=SharingType(body["sharing"]),
        conditions=Text.from_mapping(body["conditions"]) if body["conditions"] else None,
        basis=ArticleRef.parse(body["basis"]) if body["basis"] else None,
        channel=SharingChannel(body["channel"]),
        openness=Openness(body["openness"]),
        update_cycle=UpdateCycle(body["update_cycle"]),
        quality=QualityContract(**body["quality"]),
        terms=_terms(body["terms"]),
        published_at=row.published_at,
        withdrawn=row.withdrawn,
    )


def read_question(said: dict[str, Any]) -> Question:
    """A question as it stands in a row; the field is called ``element`` in packs."""
    field = said.get("field") or said["element"]
    return Question(said["name"], field, Operator(said["operator"]), said["operand"])


def _terms(said: dict[str, Any]) -> GrantTerms:
    delay = said["delay"] or {"days": 0, "article": ""}
    kept = {name: value for name, value in said.items() if name != "delay"}
    return GrantTerms(**kept, delay_days=delay["days"], delay_article=delay["article"])
