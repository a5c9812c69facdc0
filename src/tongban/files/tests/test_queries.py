"""Who may read a file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tongban.files.adapters.store import place_of
from tongban.files.api import FileDamaged, FileNotYours, blob, read_blob, store_upload
from tongban.files.tests.factories import PDF, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.BLOB_DIR = tmp_path / "blobs"
    return store_upload(
        actor=person(),
        filename="执照.pdf",
        stream=io.BytesIO(PDF),
        declared_type="application/pdf",
        purpose="case-material",
        now=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    )


def test_the_owner_reads_it(stored):
    assert read_blob(person(), stored.id) == PDF
    assert blob(person(), stored.id) == stored


def test_an_agent_of_the_owner_reads_it(stored):
    agent = replace(person("person_b"), on_behalf_of="person_a", mandate_id="mandate_1")
    assert read_blob(agent, stored.id) == PDF


def test_others_hear_the_same_as_for_a_missing_file(stored):
    with pytest.raises(FileNotYours) as existing:
        read_blob(person("person_b"), stored.id)
    with pytest.raises(FileNotYours) as missing:
        read_blob(person("person_b"), "blob_none")
    assert str(existing.value) == str(missing.value)


def test_a_room_that_vouches_opens_it(stored):
    assert read_blob(person("officer"), stored.id, granted=True) == PDF


@pytest.mark.parametrize("harm", ["change", "lose"])
def test_damaged_bytes_are_not_handed_out(stored, harm):
    place = place_of(stored.sha256)
    place.unlink() if harm == "lose" else place.write_bytes(PDF + b" ")
    with pytest.raises(FileDamaged):
        read_blob(person(), stored.id)
