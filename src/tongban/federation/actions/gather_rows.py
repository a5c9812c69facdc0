"""Gather what changed in items, cases and certificates as rows for the hub 办件数据汇聚."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tongban.agencies.api import agencies
from tongban.cases.api import STATE_DIGITS, CaseState, ChangedCase, changed_cases
from tongban.catalogue.api import (
    ItemNotFound,
    ItemView,
    VersionState,
    browse_items,
    guide_item,
    to_national,
)
from tongban.certificates.api import (
    STATUS_DIGITS,
    ChangedCertificate,
    RegisterPlace,
    changed_certificates,
)
from tongban.federation.actions.keep_rows import Values, keep_rows
from tongban.federation.models import GatheredRow, GatherPlace
from tongban.federation.queries.platforms import our_hub
from tongban.identity.api import SubjectKind, subjects
from tongban.kernel.actor import Actor, Channel
from tongban.kernel.page import MAX_PAGE_SIZE
from tongban_wire.rows import RowKind

_MAKER = Actor.system("federation")
_BEHIND = timedelta(seconds=60)
_MOST_PAGES = 8
_MOST_ITEMS = 20_000
ORIGINS = {
    Channel.PC: "1", Channel.MOBILE: "2", Channel.WINDOW: "8", Channel.KIOSK: "8",
    Channel.PHONE: "9", Channel.PAPER: "9", Channel.HELPER: "8", Channel.API: "1",
    Channel.SYSTEM: "0",
}  # fmt: skip
_PERSON, _ENTERPRISE = "1", "2"
_FORGOTTEN = "***"
_ZONE = ZoneInfo("Asia/Shanghai")
_CERTIFIED, _REFUSED, _DONE = "0", "1", "6"


def gather_rows(now: datetime) -> int:
    """Gather what changed up to a minute ago; how many rows are new or say something new.

    Nothing while this platform has no code or no hub. At most eight pages of 500 events a call:
    what is left comes with the next. The first call gathers the whole catalogue.
    """
    if not settings.PLATFORM_CODE or our_hub() is None:
        return 0
    changed = 0
    for _ in range(_MOST_PAGES):
        with transaction.atomic():
            more, kept = _page(now)
        changed += kept
        if not more:
            break
    return changed


def gather_item(code: str, now: datetime) -> int:
    """The row of one item as it stands now; 1 when that is news."""
    if not settings.PLATFORM_CODE or our_hub() is None:
        return 0
    with transaction.atomic():
        _locked("items")  # the first gathering of the whole catalogue may be under way
        return keep_rows(RowKind.ITEM, list(_items([code])), now)


def _page(now: datetime) -> tuple[bool, int]:
    """One step of each source; whether there may be more, and how many rows changed."""
    places = {source: _locked(source) for source in ("cases", "certificates", "items")}
    at = {source: row.place for source, row in places.items()}
    kept = 0
    if not at["items"]:
        kept += keep_rows(RowKind.ITEM, list(_items(_every_item())), now)
        places["items"].place = "all"
    before, actor = now - _BEHIND, _MAKER
    last_certificate, _, last_change = at["certificates"].partition("~")
    place = RegisterPlace(last_certificate, int(last_change or 0))
    issued, reached = changed_certificates(actor, after=place, before=before)
    kept += keep_rows(RowKind.CERTIFICATE, list(map(_certificate, issued)), now)
    cases, last = changed_cases(actor, after=int(at["cases"] or 0), before=before)
    kept += keep_rows(RowKind.CASE, list(_cases(cases)), now)
    places["certificates"].place = f"{reached.certificate_id}~{reached.change}"
    places["cases"].place = str(last)
    for source, row in places.items():
        if row.place != at[source]:
            row.save(update_fields=["place"])
    return bool(issued or cases), kept


def _locked(source: str) -> GatherPlace:
    return GatherPlace.objects.select_for_update().get_or_create(source=source)[0]


def _every_item() -> Iterable[str]:
    nobody, cursor = Actor.anonymous(), None
    for _ in range(_MOST_ITEMS // MAX_PAGE_SIZE):
        page = browse_items(nobody, cursor=cursor, size=MAX_PAGE_SIZE)
        yield from (hit.code for hit in page.items)
        cursor = page.next_cursor
        if cursor is None:
            return


def _items(codes: Iterable[str]) -> Iterable[Values]:
    for code in codes:
        item = _standing(code)
        if item is not None:
            yield _item(item)
            continue
        gone = GatheredRow.objects.filter(kind=RowKind.ITEM.value, key=code).order_by("id").first()
        if gone is not None:
            yield {**gone.source, "task_state": to_national(VersionState.CANCELLED)}


def _standing(code: str) -> ItemView | None:
    try:
        return guide_item(code)
    except ItemNotFound:
        return None


def _item(item: ItemView) -> Values:
    return {
        "task_code": item.code,
        "catalog_code": item.basic_code or "",
        "task_name": item.title.zh,
        "task_version": str(item.version),
        "task_type": to_national(item.item_type),
        "task_state": to_national(item.state),
        "use_level": to_national(item.level) if item.level else "",
        "dept_code": item.agency_code,
        "dept_name": item.agency_name.zh,
        "dept_type": to_national(item.body_nature),
        "project_type": to_national(item.handling),
        "area_code": item.region,
        "limit_scene_num": str(item.visits),
    }


def _cases(cases: tuple[ChangedCase, ...]) -> Iterable[Values]:
    if not cases:
        return
    known = subjects(_MAKER, {case.applicant_id for case in cases})
    bodies = {each.code: each.name.zh for each in agencies()}
    for case in cases:
        applicant = known.get(case.applicant_id)
        firm = applicant is not None and applicant.kind is SubjectKind.FIRM
        yield _case(case, _ENTERPRISE if firm else _PERSON, bodies.get(case.agency_code, ""))


def _case(case: ChangedCase, applicant: str, body: str) -> Values:
    good = case.state is CaseState.APPROVED
    result = (_CERTIFIED if case.has_certificate else _DONE) if good else _REFUSED
    return {
        "project_no": case.number,
        "task_code": case.item_code,
        "task_name": case.title.zh,
        "task_version": str(case.item_version),
        "applyer_name": case.applicant or _FORGOTTEN,
        "applyer_type": applicant,
        "apply_date": _local(case.submitted_at),
        "apply_type": ORIGINS[case.channel],
        "org_code": case.agency_code,
        "org_name": body,
        "area_code": case.region,
        "state": STATE_DIGITS["provincial-2"][case.state],
        "accept_date": _local(case.accepted_at),
        "promise_date": _local(case.due_at),
        "result_date": _local(case.closed_at),
        "result_type": result if case.closed_at else "",
    }


def _certificate(one: ChangedCertificate) -> Values:
    return {
        "certificate_number": one.identifier,
        "type_code": one.type_code,
        "name": one.name.zh,
        "issue_dept": one.issuer_name.zh,
        "issue_dept_code": one.issuer_code,
        "issue_date": _local(one.issued_at),
        "valid_from": one.valid_from.isoformat(),
        "valid_to": one.valid_until.isoformat() if one.valid_until else "",
        "status": STATUS_DIGITS["zzk"][one.status],
    }


def _local(moment: datetime | None) -> str:
    return moment.astimezone(_ZONE).strftime("%Y-%m-%d %H:%M:%S") if moment else ""
