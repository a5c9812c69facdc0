"""Ask for a result by post 申请邮寄: the applicant says where to."""

from __future__ import annotations

import json
import re
from datetime import datetime

from django.db import transaction

from tongban.cases.api import CaseState, CaseView, PartyRole, case
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import seal
from tongban.parcels import events, policies
from tongban.parcels.domain.way import ParcelState
from tongban.parcels.models import Parcel
from tongban.parcels.ports import Addressee
from tongban.parcels.queries import parcel_view
from tongban.parcels.recording import tell
from tongban.parcels.refusals import AddressNotComplete, ParcelNotFound, PostNotPossible
from tongban.parcels.views import ParcelView

_PHONE = re.compile(r"\+?[0-9][0-9 -]{5,19}")
_LONGEST = {"name": 60, "phone": 20, "address": 200}
_SHORTEST_ADDRESS = 6


def ask_for_post(
    *, actor: Actor, case_id: str, to: Addressee, courier: str, now: datetime
) -> ParcelView:
    """Have the paper result of an approved case sent; asked again before it is sent, the address
    is the newer one.

    Refuses CaseNotFound of cases, ParcelNotFound (not a party), PostNotPossible (no granted result,
    or on its way), AddressNotComplete with all problems. Source: 优化营商环境条例 (results by
    post), 个人信息保护法 13, 23 (name, telephone and address go to the courier for this alone).
    """
    known = case(actor, case_id)
    if not policies.is_applicant(actor, applicant_of(known)):
        raise ParcelNotFound
    to = _tidy(to)
    if known.state is not CaseState.APPROVED:
        raise PostNotPossible
    subject_id = applicant_of(known)
    sealed = seal(subject_id, json.dumps([to.name, to.phone, to.address]).encode())
    with transaction.atomic():
        open_ones = Parcel.objects.select_for_update().filter(case_id=case_id, ended_at=None)
        row = open_ones.order_by("id").first()
        if row is not None and row.state != ParcelState.ASKED.value:
            raise PostNotPossible
        if row is None:
            row = Parcel(id=new_id("parcel"), case_id=case_id, subject_id=subject_id, asked_at=now)
        row.agency_code, row.region, row.courier = known.agency_code, known.region, courier
        row.state, row.sealed = ParcelState.ASKED.value, sealed
        row.save()
        tell(row, events.PARCEL_ASKED, actor, now)
    return parcel_view(actor, row)


def applicant_of(known: CaseView) -> str:
    """Whose result it is."""
    return next(p.subject_id for p in known.parties if p.role is PartyRole.APPLICANT)


def _tidy(to: Addressee) -> Addressee:
    said = {"name": to.name.strip(), "phone": to.phone.strip(), "address": to.address.strip()}
    problems = [
        Problem(
            name, "parcels.missing", Text.of("请填写。", "Please fill it in."),
            Text.of("填写后再提交。", "Fill it in and send again."),
        )
        for name, value in said.items()
        if not value
    ]  # fmt: skip
    problems += [
        Problem(
            name, "parcels.too_long", Text.of("太长了。", "This is too long."),
            Text.of(f"不超过{most}个字。", f"At most {most} characters."),
        )
        for name, most in _LONGEST.items()
        if len(said[name]) > most
    ]  # fmt: skip
    if said["phone"] and not _PHONE.fullmatch(said["phone"]):
        problems.append(Problem(
            "phone", "parcels.not_a_phone",
            Text.of("电话号码不对。", "This is not a telephone number."),
            Text.of("填写能联系到收件人的电话。", "Give a number the addressee can be reached at."),
        ))  # fmt: skip
    if 0 < len(said["address"]) < _SHORTEST_ADDRESS:
        problems.append(Problem(
            "address", "parcels.address_too_short",
            Text.of("地址不完整。", "The address is not complete."),
            Text.of("写到门牌号。", "Give it down to the house number."),
        ))  # fmt: skip
    if problems:
        raise AddressNotComplete(problems)
    return Addressee(**said)
