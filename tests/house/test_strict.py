"""The hunting plugins catch what they are for."""

from __future__ import annotations

import logging
import types

import pytest
from django.contrib.contenttypes.models import ContentType

from tests.strict.logs import Ear
from tests.strict.querysets import UnorderedQuery, refuse_unordered

ROWS = ContentType.objects.all()


@pytest.mark.parametrize(
    "rows", [ROWS, ROWS.filter(model="x"), ROWS[:2], ROWS.values_list("model"), ROWS[5:9]]
)
def test_walking_through_rows_in_no_order_is_caught(rows):
    with pytest.raises(UnorderedQuery, match=r"tongban\.cases\.queries walks through ContentType"):
        refuse_unordered(rows, "tongban.cases.queries")


@pytest.mark.parametrize("rows", [ROWS.order_by("pk"), ROWS[:1], ROWS.none()])
def test_ordered_rows_pass(rows):
    refuse_unordered(rows, "tongban.cases.queries")


def test_others_may_walk_as_they_like():
    refuse_unordered(ROWS, "django.db.migrations")
    refuse_unordered(ROWS, "tongban.cases.tests.test_actions")


def test_the_hook_hears_every_loop_of_a_room():
    room = types.ModuleType("tongban.planted")
    exec("def walk(rows):\n    return [row for row in rows]", room.__dict__)
    with pytest.raises(UnorderedQuery):
        room.walk(ContentType.objects.all())


@pytest.mark.parametrize(
    "line", ["found 990101199001011239 in the register", "called +86 19900001234"]
)
def test_a_personal_number_in_a_log_line_is_caught(line: str):
    ear = Ear()
    logger = logging.Logger("planted")
    logger.addHandler(ear)
    logger.info("%s", line)
    assert ear.heard
    assert "1990" not in ear.heard[0]


@pytest.mark.parametrize(
    "record", [{"event": {"phone": "19900001234"}}, {"who": ["x", "19900001234"]}]
)
def test_a_personal_number_beside_the_message_is_caught(record: dict[str, object]):
    ear = Ear()
    ear.emit(logging.makeLogRecord({"msg": "signed in", **record}))
    assert ear.heard


def test_measured_numbers_may_look_like_phones():
    ear = Ear()
    ear.emit(logging.makeLogRecord({"msg": {"took": 0.19900001234}, "ms": 19900001234.0}))
    assert not ear.heard


def test_ids_and_codes_may_be_logged():
    ear = Ear()
    logger = logging.Logger("planted")
    logger.addHandler(ear)
    logger.info("case_01jd %s", "11370800MB285591843370117002011")
    assert not ear.heard
