"""The demo pack's own forms: what `pack check` composes is what publishing makes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from tongban.content.api import check_pack, publish_pack
from tongban.forms.api import FieldKind, form, form_from_pack
from tongban.kernel.actor import Actor

pytestmark = pytest.mark.django_db
_SHELVES = ("divisions", "code-lists", "agencies", "sources", "elements", "forms")


@pytest.fixture
def ground_floor(tmp_path: Path) -> Path:
    """The demo pack as far as its forms need it."""
    source = Path(settings.PACK_DIR) / "shili"
    shutil.copy(source / "pack.yaml", tmp_path)
    for shelf in _SHELVES:
        shutil.copytree(source / shelf, tmp_path / shelf)
    return tmp_path


def test_the_pack_alone_and_the_database_make_the_same_forms(ground_floor: Path) -> None:
    pack = check_pack(ground_floor).view
    publish_pack(
        actor=Actor.system("tests"), path=ground_floor, now=datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    )
    codes = [entry.key for entry in pack.entries("forms")]
    assert codes
    for code in codes:
        published, composed = form(code), form_from_pack(pack, code)
        assert composed is not None
        assert published.version == 1
        assert replace(composed, version=1, version_id=published.version_id) == published
        for field in published.fields:
            assert (field.kind is FieldKind.CHOICE) == bool(field.options), (code, field.name)
