"""Reading zones, and the one question other rooms ask: what stands for a project here."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count

from tongban.jurisdiction.api import calendar
from tongban.zones.domain.area import read_site
from tongban.zones.domain.standing import Assessment, Zone, standing_for
from tongban.zones.models import Use, Withdrawal
from tongban.zones.published import published_zones
from tongban.zones.refusals import AssessmentUnknown, ZoneUnknown
from tongban.zones.views import AssessmentView, ZoneView

_UNIT = 10_000_000


def assessment_for(kind: str, site: str, now: datetime) -> AssessmentView | None:
    """The assessment that stands for a project at ``site`` today; None: it is asked as usual.

    ``site`` is a position or corners as typed (``150.43,20.52; 150.44,20.52``); what cannot be read
    lies nowhere. Public. Source: 国办发〔2019〕11号 (区域评估).
    """
    corners = read_site(site)
    if not corners or all(one.kind != kind for z in published_zones() for one in z.assessments):
        return None
    gone = {number: _day(at) for number, (at, _) in _withdrawals().items()}
    found = standing_for(kind, corners, published_zones(), gone, _day(now))
    return None if found is None else _view(*found, _day(now), {}, _withdrawals())


def assessment(number: str, now: datetime) -> AssessmentView:
    """One assessment, in force or not. Public. Refuses AssessmentUnknown."""
    for zone in published_zones():
        for one in zone.assessments:
            if one.number == number:
                return _view(zone, one, _day(now), _uses([number]), _withdrawals())
    raise AssessmentUnknown


def zones(now: datetime) -> tuple[ZoneView, ...]:
    """Every zone with what it has assessed, by code. Public."""
    known = published_zones()
    uses = _uses([one.number for zone in known for one in zone.assessments])
    gone = _withdrawals()
    return tuple(
        ZoneView(
            code=zone.code,
            name=zone.name,
            agency_code=zone.agency_code,
            region=zone.region,
            outline=tuple((east / _UNIT, north / _UNIT) for east, north in zone.outline),
            assessments=tuple(_view(zone, one, _day(now), uses, gone) for one in zone.assessments),
        )
        for zone in known
    )


def zone(code: str, now: datetime) -> ZoneView:
    """One zone with everything it has assessed, in force or not. Public. Refuses ZoneUnknown."""
    found = next((one for one in zones(now) if one.code == code), None)
    if found is None:
        raise ZoneUnknown
    return found


def _withdrawals() -> dict[str, tuple[datetime, str]]:
    rows = Withdrawal.objects.order_by("number").values_list("number", "withdrawn_at", "reason")
    return {number: (at, reason) for number, at, reason in rows[:1000]}


def _uses(numbers: list[str]) -> dict[str, int]:
    rows = Use.objects.filter(number__in=numbers).values("number").order_by("number")
    return {row["number"]: row["n"] for row in rows.annotate(n=Count("id"))}


def _day(moment: datetime) -> date:
    return calendar().local_date(moment)


def _view(
    zone: Zone,
    one: Assessment,
    today: date,
    uses: dict[str, int],
    gone: dict[str, tuple[datetime, str]],
) -> AssessmentView:
    at, reason = gone.get(one.number, (None, ""))
    return AssessmentView(
        number=one.number,
        kind=one.kind,
        name=one.name,
        covers=one.covers,
        article=one.article,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        in_force=one.in_force(today, _day(at) if at else None),
        zone_code=zone.code,
        zone_name=zone.name,
        agency_code=zone.agency_code,
        uses=uses.get(one.number, 0),
        withdrawn_at=at,
        reason=reason,
    )
