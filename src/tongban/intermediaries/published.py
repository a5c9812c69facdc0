"""What packs say of intermediary services, the newest version of each, kept in memory."""

from __future__ import annotations

from typing import Any

from tongban.catalogue.api import ProcedureKind
from tongban.content.api import standing
from tongban.intermediaries.domain.commission import PaidBy, PricedBy
from tongban.intermediaries.models import Published
from tongban.intermediaries.refusals import ServiceUnknown
from tongban.intermediaries.views import ServiceView
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


@standing
def services() -> tuple[ServiceView, ...]:
    """Every intermediary service, by code. Public."""
    rows = Published.objects.order_by("code", "-version").distinct("code")
    return tuple(_service(row) for row in rows)


def service(code: str) -> ServiceView:
    """One service as published last. Public. Refuses ServiceUnknown."""
    found = next((one for one in services() if one.code == code), None)
    if found is None:
        raise ServiceUnknown
    return found


@standing
def service_version(code: str, version: int) -> ServiceView:
    """The version under which a commission was given. Refuses ServiceUnknown."""
    row = Published.objects.filter(code=code, version=version).order_by("id").first()
    if row is None:
        raise ServiceUnknown
    return _service(row)


def services_of(item_code: str) -> tuple[ServiceView, ...]:
    """The intermediary services that an item may ask for; none for most items. Public."""
    return tuple(one for one in services() if item_code in one.item_codes)


def _service(row: Published) -> ServiceView:
    said: dict[str, Any] = row.definition
    return ServiceView(
        code=row.code,
        version=row.version,
        name=Text.from_mapping(said["name"]),
        summary=Text.from_mapping(said["summary"]),
        item_codes=tuple(said["items"]),
        material=said.get("material", ""),
        basis=ArticleRef.parse(said["basis"]),
        limit=Span.parse(said["limit"]),
        priced_by=PricedBy(f"priced-by/{said['priced_by']}"),
        price=Text.from_mapping(said["price"]),
        qualification=said["qualification"],
        procedure=ProcedureKind(f"procedure.{said['procedure']}") if said["procedure"] else None,
        paid_by=PaidBy(f"paid-by/{said['paid_by']}"),
    )
