"""The pages on which a firm entrusts a seal and a person uses it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongban.kernel.actor import Actor
from tongban.seals.api import entrustments_of
from tongban.seals.tests.factories import (
    NOW,
    a_firm_seal,
    a_named_person,
    an_owner,
    entrust,
    themself,
)
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    settings.BLOB_DIR = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


@pytest.fixture
def owner() -> Actor:
    return an_owner()


@pytest.fixture
def seal(owner):
    return a_firm_seal(owner)


@pytest.fixture
def named(seal) -> dict[str, str]:
    return a_named_person()


def page(monkeypatch, actor: Actor, address: str, **typed):
    client = seat(monkeypatch, actor)
    return client.post(address, typed) if typed else client.get(address)


def words(monkeypatch, actor: Actor, address: str) -> str:
    return page(monkeypatch, actor, address).content.decode()


def test_the_firm_entrusts_sees_the_use_and_takes_it_back(monkeypatch, owner, seal, named):
    form = f"/seals/{seal.id}/entrust"
    assert "Entrust this seal" in words(monkeypatch, owner, form)
    wrong = page(monkeypatch, owner, form, name="x", number="1", purpose="", valid_until="")
    assert wrong.status_code == 422
    assert "Nobody bears this name and number together" in wrong.content.decode()
    given = page(
        monkeypatch, owner, form, name=named["person_name"], number=named["person_number"],
        scope="document:contract", purpose="the lease", valid_until="2027-01-31",
    )  # fmt: skip
    assert given.status_code == 303
    (made,) = entrustments_of(owner, seal.id, NOW)
    clerk, address = themself(named), f"/seals/entrusted/{made.id}"

    assert address in words(monkeypatch, clerk, "/seals")
    shown = words(monkeypatch, clerk, address)
    assert "the lease" in shown
    assert "document:contract" in shown
    assert "document:letter" not in shown
    file = SimpleUploadedFile("lease.pdf", PDF, "application/pdf")
    used = page(
        monkeypatch, clerk, address, document="No. 7", purpose="document:contract", file=file
    )
    assert used.status_code == 303
    assert "No. 7" in words(monkeypatch, clerk, address)
    record = words(monkeypatch, owner, f"/seals/{seal.id}")
    assert "No. 7" in record
    assert f"by {made.person_name}" in record

    assert page(monkeypatch, owner, f"{address}/end", end="1").status_code == 303
    assert "Put on the seal" not in words(monkeypatch, clerk, address)
    assert "ended by the firm" in words(monkeypatch, owner, f"/seals/{seal.id}")


def test_it_is_nobody_else_s_page(monkeypatch, owner, seal, named):
    made = entrust(owner, seal, named)
    clerk = themself(named)
    for other, address in ((owner, f"/seals/entrusted/{made.id}"), (clerk, f"/seals/{seal.id}")):
        assert page(monkeypatch, other, address).status_code == 404
    assert page(monkeypatch, clerk, f"/seals/entrusted/{made.id}/end", end="1").status_code == 404
    assert page(monkeypatch, clerk, f"/seals/{seal.id}/entrust").status_code == 404
