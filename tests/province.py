"""The demo province published once per test module and rolled back after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tests.rows import copied_out, copy_in, may_copy
from tongban.catalogue.queries.vocabulary import forget_vocabulary
from tongban.content.api import publish_pack
from tongban.kernel.actor import Actor
from tongban.site.demo.cast import window_cards
from tongban.site.demo.loading import make_people
from tongban.web.plumbing.days import forget_calendar
from tongban.web.portal.regions import forget_regions

PACK = Path(__file__).resolve().parents[1] / "packs" / "shili"


def settle(now: datetime) -> None:
    """The people one can sign in as, with what the registers know of them."""
    make_people(number=0, seed=1, now=now)


def number_of_a_walk_in() -> str:
    """The number on the card of the woman who has no account."""
    return window_cards()[0][1]


def publish_province(folder: Path) -> None:
    """Publish a copy without the executable examples, which take longest and pages do not need."""
    shutil.copytree(PACK, folder, ignore=shutil.ignore_patterns("examples"))
    publish_pack(actor=Actor.system("tests"), path=folder, now=timezone.now())
    forget_calendar()
    forget_regions()
    forget_vocabulary()


@pytest.fixture(scope="module")
def province(
    django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Items, forms, laws, agencies and calendars of Shili, for every test of a module.

    Published once in a process: the next module gets the same rows copied in.
    """
    with django_db_blocker.unblock():
        with transaction.atomic():
            if _published and may_copy():
                copy_in(_published)
                forget_calendar()
                forget_regions()
                forget_vocabulary()
            else:
                publish_province(tmp_path_factory.mktemp("pack") / "shili")
                _published.update(copied_out())
            yield
            transaction.set_rollback(True)
        forget_calendar()
        forget_regions()
        forget_vocabulary()


_published: dict[str, bytes] = {}
