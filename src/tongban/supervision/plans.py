"""Published plans, the newest version of each."""

from __future__ import annotations

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.supervision.models import OversightPlan
from tongban.supervision.views import PlanView


def plan(code: str, version: int | None = None) -> PlanView | None:
    """One plan, its newest version when none is named; None when there is none."""
    rows = OversightPlan.objects.filter(code=code)
    if version is not None:
        rows = rows.filter(version=version)
    row = rows.order_by("-version").first()
    return _view(row) if row is not None else None


def plans() -> tuple[PlanView, ...]:
    """Every plan's newest version, by code."""
    newest = OversightPlan.objects.order_by("code", "-version").distinct("code")
    return tuple(_view(row) for row in newest)


def plan_of_item(item_code: str) -> PlanView | None:
    """The plan that oversees a service's approvals."""
    return next((each for each in plans() if item_code in each.item_codes), None)


def _view(row: OversightPlan) -> PlanView:
    told = row.definition
    return PlanView(
        code=row.code,
        version=row.version,
        name=Text.from_mapping(told["name"]),
        item_codes=tuple(told["items"]),
        supervisor=told["supervisor"],
        count=told["count"],
        each=told["each"],
        article=ArticleRef.parse(told["article"]),
    )
