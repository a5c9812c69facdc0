"""What outsiders see of services, institutions and commissions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.catalogue.api import ProcedureKind
from tongban.intermediaries.domain.commission import CommissionState, PaidBy, PricedBy, Times
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ServiceView:
    """An intermediary service 中介服务 as published.

    ``basis`` is the law for which an item may ask for it, ``limit`` the published time from when it
    is taken on, ``qualification`` the certificate type an institution needs (empty: none).
    ``procedure`` is the special procedure of the item's own list under which the legal clock stands
    still for it; None: the clock goes on. ``material`` is the code of the items' material that its
    result is; empty where the result goes to the office.
    """

    code: str
    version: int
    name: Text
    summary: Text
    item_codes: tuple[str, ...]
    material: str
    basis: ArticleRef
    limit: Span
    priced_by: PricedBy
    price: Text
    qualification: str
    procedure: ProcedureKind | None
    paid_by: PaidBy


@dataclass(frozen=True, slots=True)
class InstitutionView:
    """An institution at one service: how often it delivered, how often late, how it was rated.

    ``late`` also counts what is overdue now; ``stars`` is the mean of ``ratings``, None of none.
    ``qualified``: it holds the certificate the service needs, now.
    """

    id: str
    service_code: str
    name: str
    uscc: str
    qualified: bool
    joined_at: datetime
    delivered: int
    late: int
    ratings: int
    stars: float | None


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """How long one service took in the last 365 days: median of working days, of how many."""

    service_code: str
    delivered: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """What an institution delivered 中介服务成果, as it is handed in for a material of an item.

    ``material`` is the code of that material, ``blob_id`` the file and ``sha256`` its digest in hex
    as evidence keeps it.
    """

    commission_id: str
    service_code: str
    service_name: Text
    material: str
    institution_name: str
    institution_uscc: str
    delivered_at: datetime
    blob_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CommissionView:
    """A commission as its client, its institution and the agency of its case see it.

    ``brief`` is None once its person was forgotten. ``agency_code`` is set when an agency pays;
    then ``seed`` and ``candidates`` are the lot. ``days_used`` are working days.
    """

    id: str
    service_code: str
    service_name: Text
    institution_id: str
    institution_name: str
    agency_code: str
    case_id: str
    state: CommissionState
    brief: str | None
    asked_at: datetime
    times: Times
    late: bool
    days_used: int | None
    blob_id: str
    sha256: str
    stars: int | None
    procedure: ProcedureKind | None
    limit: Span
    seed: str
    candidates: tuple[str, ...]
