"""Intermediary services, institutions and commissions in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Version, Words


class IntermediaryServiceOut(Out):
    """An intermediary service: its basis in law, published time, price rule and who pays."""

    code: str
    name: Words
    summary: Words
    item_codes: list[str]
    material: str
    basis: Code
    limit: Code
    priced_by: Code
    price: Words
    qualification: str
    procedure: Code | None
    paid_by: Code


class DeliveryOut(Out):
    """A file an institution delivered for a material of an item, with its SHA-256 in hex."""

    commission_id: str
    service_code: str
    service_name: Words
    material: str
    institution_name: str
    institution_uscc: str
    delivered_at: datetime
    blob_id: str
    sha256: str


class InstitutionOut(Out):
    """An institution at one service; `stars` is the mean of `ratings`."""

    id: str
    service_code: str
    name: str
    uscc: str
    qualified: bool
    delivered: int
    late: int
    ratings: int
    stars: float | None


class CommissionIn(In):
    """What is asked of whom; `case_id` empty, or a case of one's own."""

    service_code: Key
    institution_id: Key
    case_id: Annotated[str, Field(max_length=60)] = ""
    brief: Given


class InstitutionLotIn(In):
    """For which case an institution is drawn by lot; none can be named."""

    service_code: Key
    case_id: Key
    brief: Given


class CommissionResultIn(In):
    """The result: a file the institution uploaded before."""

    blob_id: Key


class CommissionPauseIn(In):
    """The version of the case the officer saw."""

    version: Version


class CommissionTimesOut(Out):
    """Taken on, promised for, delivered."""

    accepted_at: datetime | None
    due_at: datetime | None
    delivered_at: datetime | None


class CommissionOut(Out):
    """A commission as its client, its institution and the agency of its case see it."""

    id: str
    service_code: str
    service_name: Words
    institution_id: str
    institution_name: str
    agency_code: str
    case_id: str
    state: Code
    brief: str | None
    asked_at: datetime
    times: CommissionTimesOut
    late: bool
    days_used: int | None
    sha256: str
    stars: int | None
    seed: str
    candidates: list[str]
