"""Which agency of another platform is asked for what an item needs, and by what name it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tongban.content.api import standing
from tongban.elements.api import SourceView
from tongban.exchange.domain.requests import RequestState
from tongban.exchange.models import CrossGrant, CrossRequest, OtherPlatform, in_force
from tongban.exchange.views import AcrossView
from tongban.kernel.text import Text

NO_LONGER_TOLD = "no longer told by who gave it"
_NOT_GRANTED = (RequestState.WAITING.value, RequestState.REFUSED.value)
_CHANNEL = "across"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """``grants`` in force by which other platforms are asked, and ``holders`` by element.

    A holder of an element that is in no grant was asked and has not agreed, or no longer.
    """

    grants: tuple[CrossGrant, ...] = ()
    holders: Mapping[str, SourceView] = field(default_factory=dict)

    @property
    def granted(self) -> frozenset[str]:
        """The elements that may be asked for."""
        return frozenset(each for grant in self.grants for each in grant.fields)


def elsewhere(item_code: str, elements: Collection[str], now: datetime) -> Elsewhere:
    """What other platforms hold of these elements for an item of ours, granted or not."""
    if item_code not in _items_across():
        return Elsewhere()
    told = CrossGrant.objects.filter(given=False, item_code=item_code, valid_from__lte=now)
    rows = [row for row in told.order_by("id") if set(row.fields) & set(elements)]
    live = [row for row in rows if row.revoked_at is None and row.valid_until > now]
    ended = [row for row in rows if row not in live and row.revoked_reason in ("", NO_LONGER_TOLD)]
    asked = CrossRequest.objects.filter(
        received=False, item_code=item_code, state__in=_NOT_GRANTED
    ).order_by("id")
    # Who grants it now is named before who did or was asked.
    holders: dict[str, SourceView] = {}
    for view, row in _named([*asked, *ended, *reversed(live)]):
        holders |= {each: view for each in row.fields if each in elements}
    return Elsewhere(tuple(live), holders)


def granted_across(item_code: str, now: datetime) -> list[CrossGrant]:
    """The grants in force that other platforms gave for an item of ours, by id."""
    if item_code not in _items_across():
        return []
    rows = CrossGrant.objects.filter(in_force(now), given=False, item_code=item_code)
    return list(rows.order_by("id"))


def source_across(code: str) -> SourceView | None:
    """The source of this code, an agency of another platform; None when it is no such code."""
    platform, _, resource = code.partition("/")
    if not resource:
        return None
    same = {"platform": platform, "resource_code": resource}
    row = (
        CrossGrant.objects.filter(given=False, **same).order_by("-valid_from", "id").first()
        or CrossRequest.objects.filter(received=False, **same).order_by("-filed_at", "id").first()
    )
    return next((view for view, _ in _named([row])), None) if row else None


@standing
def _items_across() -> frozenset[str]:
    """Items for which another platform granted or was asked something; most are not among them."""
    told = CrossGrant.objects.filter(given=False).order_by("item_code")
    asked = CrossRequest.objects.filter(received=False).order_by("item_code")
    codes = (rows.values_list("item_code", flat=True).distinct() for rows in (told, asked))
    return frozenset(code for some in codes for code in some)


def _named(
    rows: Collection[CrossGrant | CrossRequest],
) -> Iterator[tuple[SourceView, CrossGrant | CrossRequest]]:
    codes = {row.platform for row in rows}
    known = OtherPlatform.objects.filter(code__in=codes).order_by("code") if codes else ()
    names = {each.code: (each.name_zh, each.name_en) for each in known}
    for row in rows:
        zh, en = names.get(row.platform, (row.platform, row.platform))
        name = AcrossView(
            Text.of(zh, en), asked=False, holder=Text.of(row.provider_zh, row.provider_en)
        ).named
        dispute = Text.of(
            f"这项信息由{name.zh}提供；如果不对，请向该部门申请更正，并告诉受理人员。",
            f"{name.en} supplied this; if it is wrong, ask there for a correction and tell us.",
        )
        code = f"{row.platform}/{row.resource_code}"
        yield SourceView(code, name, row.provider_code, _CHANNEL, True, dispute), row
