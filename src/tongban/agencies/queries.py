"""Reading the directory. It is public: no actor is asked, nothing personal is shown."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from tongban.agencies.models import AgencyVersion, Post, PostHolding
from tongban.agencies.refusals import AgencyUnknown
from tongban.agencies.views import AgencyLevel, AgencyView, PostView
from tongban.content.api import standing
from tongban.kernel.actor import Duty
from tongban.kernel.actor import Post as HeldPost
from tongban.kernel.text import Text


def on_day(day: date) -> Q:
    """Rows whose term holds on this day."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def agency(code: str, *, on: date | None = None) -> AgencyView:
    """The organisation with this USCC (18) as it stands on ``on`` (today when not given).

    Refuses: AgencyUnknown. The directory is public.
    """
    return _agency(code, on or timezone.now().date())


@standing
def _agency(code: str, day: date) -> AgencyView:
    row = _in_force(day).filter(code=code).first()
    if row is None:
        raise AgencyUnknown(code)
    return _view(row)


def agency_by_short(short: str, *, on: date | None = None) -> AgencyView:
    """The organisation a pack calls ``short`` (``scj-990102``). Refuses: AgencyUnknown."""
    row = _in_force(on).filter(short=short).first()
    if row is None:
        raise AgencyUnknown(short)
    return _view(row)


def agencies(
    region: str | None = None, line: str | None = None, *, on: date | None = None
) -> tuple[AgencyView, ...]:
    """Organisations in force, by code; of one region 块 and/or one line 条 when given."""
    rows = _in_force(on)
    if region is not None:
        rows = rows.filter(region=region)
    if line is not None:
        rows = rows.filter(line=line)
    return tuple(map(_view, rows))


def agency_history(code: str) -> tuple[AgencyView, ...]:
    """Every version of an organisation, oldest first; empty when the code is unknown."""
    return tuple(map(_view, AgencyVersion.objects.filter(code=code).order_by("valid_from")))


def posts_in(agency_code: str, *, on: date | None = None) -> tuple[PostView, ...]:
    """Posts of an organisation on a day, by id."""
    day = on or timezone.now().date()
    rows = Post.objects.filter(on_day(day), agency_code=agency_code).order_by("id")
    return tuple(
        PostView(
            id=row.id,
            agency_code=row.agency_code,
            title=Text.from_mapping(row.title),
            line=row.line,
            region=row.region,
            duties=_duties(row),
        )
        for row in rows
    )


def posts_of(account_id: str, on: date) -> tuple[HeldPost, ...]:
    """The posts an account holds on a day, as the Actor carries them; empty for the public.

    Both the holding and the post must be in force.
    """
    holdings = (
        PostHolding.objects.filter(
            on_day(on),
            Q(post__valid_until__isnull=True) | Q(post__valid_until__gte=on),
            account_id=account_id,
            post__valid_from__lte=on,
        )
        .select_related("post")
        .order_by("post_id")
    )
    return tuple(
        HeldPost(
            id=holding.post.id,
            agency_code=holding.post.agency_code,
            line=holding.post.line,
            region=holding.post.region,
            duties=_duties(holding.post),
        )
        for holding in holdings
    )


def _in_force(on: date | None) -> QuerySet[AgencyVersion]:
    return AgencyVersion.objects.filter(on_day(on or timezone.now().date())).order_by("code")


def _duties(row: Post) -> frozenset[Duty]:
    return frozenset(Duty(duty) for duty in row.duties)


def _view(row: AgencyVersion) -> AgencyView:
    return AgencyView(
        code=row.code,
        short=row.short,
        name=Text.from_mapping(row.name),
        line=row.line,
        region=row.region,
        level=AgencyLevel(row.level),
        parent_code=row.parent_code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
