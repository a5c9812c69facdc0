"""One day that was rolled up, with one exception."""

from __future__ import annotations

from datetime import date

from tongban.insight.domain.counting import What, Why
from tongban.insight.domain.sums import NAMES, Sums
from tongban.insight.models import DaySums, ExceptionRow

ITEM = "11990102000102111A4992000010000"


def a_day(day: date, sums: Sums, *, case_id: str) -> None:
    """The day's sums of one item, and a material that needed its original."""
    DaySums.objects.create(
        day=day, item_code=ITEM, agency="a", line="health", region="990102",
        **{name: getattr(sums, name) for name in NAMES},
    )  # fmt: skip
    ExceptionRow.objects.create(
        day=day, case_id=case_id, item_code=ITEM, region="990102", what=What.MATERIAL.value,
        why=Why.ORIGINAL_NEEDED.value, code="photo", reference="xuke-fa/32@2019-04-23",
    )  # fmt: skip


def forty_cases() -> Sums:
    """Forty cases: six visits, six of sixty materials handed over."""
    return Sums(closed=40, decided=40, visits=6, issued=60, handed=6, on_net=30)
