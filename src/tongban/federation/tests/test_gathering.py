"""Cases as they move become rows, from where the last gathering ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases.api import accept_case, claim_task
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    submit,
)
from tongban.federation.actions.gather_rows import ORIGINS
from tongban.federation.api import PlatformKind, gather_rows
from tongban.federation.domain.row_fields import faults_of_row
from tongban.federation.models import GatheredRow
from tongban.federation.tests.factories import Elsewhere
from tongban.kernel.actor import Channel
from tongban_wire.rows import RowKind

pytestmark = pytest.mark.django_db


def rows(kind: RowKind) -> dict[str, GatheredRow]:
    return {row.key: row for row in GatheredRow.objects.filter(kind=kind.value).order_by("id")}


def test_cases_are_gathered_once_and_again_when_they_move(monkeypatch, settings) -> None:
    a_house(monkeypatch)
    settings.PLATFORM_CODE = "province-a"
    Elsewhere("nation", PlatformKind.HUB).join(NOW)
    resident = a_resident()
    done, going = submit(resident, INSTANT), submit(a_resident(), COMMITTED)
    assert gather_rows(NOW) == len(rows(RowKind.ITEM)) > 0
    assert gather_rows(NOW + timedelta(seconds=30)) == 0
    assert not rows(RowKind.CASE)
    later = max(timezone.now(), NOW) + timedelta(days=1)
    assert gather_rows(later) == 3
    first = rows(RowKind.CASE)
    tasks = set(rows(RowKind.ITEM))
    for row in first.values():
        assert not faults_of_row(RowKind.CASE, row.key, row.source, tasks)
    assert {number: row.source["state"] for number, row in first.items()} == {
        done.number: "10", going.number: "02",
    }  # fmt: skip
    assert first[done.number].source["result_type"] == "0"
    said = "".join(str(row.source) for row in first.values())
    assert "欧阳示例" not in said
    assert len(rows(RowKind.CERTIFICATE)) == 1
    clerk = an_officer()
    do(accept_case, clerk, do(claim_task, clerk, going))
    assert gather_rows(later) == 1
    moved = rows(RowKind.CASE)[going.number]
    assert moved.source["state"] == "12"
    assert moved.source["accept_date"]
    assert moved.revision > first[going.number].revision


def test_every_channel_has_its_digit_on_the_hub():
    assert set(ORIGINS) == set(Channel)
