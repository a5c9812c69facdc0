"""What the room shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tongban.kernel.actor import Duty
from tongban.kernel.text import Text


class AgencyLevel(Enum):
    """Level at which an organisation exercises power 行使层级 (digits: GB/T 39046 A.2)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class AgencyView:
    """A government organisation. ``code`` is its USCC (18), ``line`` the 条, ``region`` the 块."""

    code: str
    short: str
    name: Text
    line: str
    region: str
    level: AgencyLevel
    parent_code: str | None
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as published: who may hold it is another matter."""

    id: str
    agency_code: str
    title: Text
    line: str
    region: str
    duties: frozenset[Duty]
