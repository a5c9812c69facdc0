"""The business climate 营商环境 as figures computed from cases; for everybody."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from tongban.insight.api import By, ClimateView, PartView, climate, parts
from tongban.web.api.schemas.reading import ClimateOut, PartOut

router = Router(tags=["climate"])
Days = Annotated[int, Query(ge=1, le=366)]


@router.get("", response=ClimateOut, summary="Every indicator with its definition")
def figures(request: HttpRequest, days: Days = 30) -> ClimateView:
    """Over the last local days, today among them."""
    del request
    return climate(timezone.now(), days)


@router.get("/{code}", response=list[PartOut], summary="One indicator by item or by region")
def by(request: HttpRequest, code: str, by: By = By.ITEM, days: Days = 30) -> tuple[PartView, ...]:
    """What counts most first; no figure where too few cases stand behind it."""
    del request
    return parts(code, by, timezone.now(), days)
