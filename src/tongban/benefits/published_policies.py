"""Policies by code and version, read from what packs published."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tongban.benefits.models import PolicyVersion
from tongban.benefits.refusals import BenefitNotFound
from tongban.benefits.views import PolicyView, Way
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.money import Money
from tongban.kernel.text import Text


def policy(code: str, version: int | None = None) -> PolicyView:
    """A policy, the newest version unless one is named. It is public. Refuses BenefitNotFound."""
    rows = PolicyVersion.objects.filter(code=code).order_by("-version")
    row = (rows if version is None else rows.filter(version=version)).first()
    if row is None:
        raise BenefitNotFound
    return _view(row)


def policies_in_force() -> tuple[PolicyView, ...]:
    """The newest version of every policy, by code; public information, empty when none."""
    newest: dict[str, PolicyVersion] = {}
    for row in PolicyVersion.objects.order_by("code", "version"):
        newest[row.code] = row
    return tuple(map(_view, newest.values()))


def _view(row: PolicyVersion) -> PolicyView:
    said: dict[str, Any] = row.definition
    return PolicyView(
        code=row.code,
        version=row.version,
        title=Text.from_mapping(said["title"]),
        summary=Text.from_mapping(said["summary"]),
        item_code=said["item"],
        agency_code=said["agency"],
        region=said["region"],
        table_code=said["decision_table"],
        article=ArticleRef.parse(said["article"]),
        register=said["people"],
        account_element=said["account"],
        way=Way(said["way"]),
        answer_within=Span.parse(said["answer_within"]),
        amounts=tuple((row, Money(Decimal(amount))) for row, amount in said["amounts"].items()),
        from_next_month=said.get("from_next_month", False),
    )
