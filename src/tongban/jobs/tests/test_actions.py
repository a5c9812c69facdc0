"""Publishing, relaying and delivering, against a real database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tongban.jobs.api import PayloadCarriesPersonalData, publish
from tongban.jobs.models import OutboxRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_sequence_counts_per_aggregate() -> None:
    for aggregate in ("case_a", "case_b", "case_a"):
        publish(event="CaseSubmitted", aggregate=aggregate, payload={"n": 1}, now=NOW)
    rows = OutboxRow.objects.order_by("id").values_list("aggregate", "sequence")
    assert list(rows) == [("case_a", 1), ("case_b", 1), ("case_a", 2)]


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["99010119900307123X", "19900001234"])
def test_payload_with_personal_number_is_refused(value: str) -> None:
    with pytest.raises(PayloadCarriesPersonalData):
        publish(event="CaseSubmitted", aggregate="case_a", payload={"x": value}, now=NOW)
    assert not OutboxRow.objects.exists()
