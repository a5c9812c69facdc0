"""No resident or phone number reaches a log line, whatever road it takes."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.personal import carries_personal_number, mask_personal_numbers
from tongban.site.logs import json_formatter, scrub

RESIDENT = "99010119900307123X"
PHONE = "19900001234"


@pytest.fixture
def lines():
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(json_formatter())
    logger = logging.getLogger("tongban.test_logs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    yield lambda: [json.loads(line) for line in buffer.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.propagate = True


def say_everything(logger) -> None:
    logger.info("from %s", RESIDENT)
    logger.info(f"call {PHONE} or +86 {PHONE}")
    try:
        raise ValueError(f"bad number {RESIDENT}")
    except ValueError:
        logger.exception("failed")


@pytest.mark.parametrize("get_logger", [logging.getLogger, structlog.get_logger])
def test_both_kinds_of_logger_are_masked(lines, get_logger):
    say_everything(get_logger("tongban.test_logs"))
    told = json.dumps(lines())
    assert len(lines()) == 3
    assert RESIDENT not in told
    assert PHONE not in told
    assert "990101********123X" in told


def test_values_are_masked_however_deep(lines):
    log = structlog.get_logger("tongban.test_logs").bind(phone=int(PHONE))
    log.info("deep", rows=[{RESIDENT: (PHONE, None, True, 3)}], thing=ValueError(PHONE))
    (line,) = lines()
    assert RESIDENT not in json.dumps(line)
    assert PHONE not in json.dumps(line)
    assert line["rows"][0]["990101********123X"] == ["199****1234", None, True, 3]


def test_the_request_id_is_on_every_line(lines):
    with structlog.contextvars.bound_contextvars(request_id="req_1"):
        logging.getLogger("tongban.test_logs").info("hello")
    assert lines()[0]["request_id"] == "req_1"


@given(
    st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True),
    st.text(st.characters(codec="ascii", exclude_categories=["L", "N"]), max_size=5),
)
def test_every_number_of_that_shape_is_masked(number, around):
    assert number not in str(scrub(None, "", {"event": f"{around}{number}{around}"}))


@pytest.mark.parametrize(
    "text", ["case_01jd990101199003071234", "实施编码 11990000000000000X000000000000000"]
)
def test_longer_codes_are_left_alone(text):
    assert mask_personal_numbers(text) == text
    assert not carries_personal_number(text)


def test_a_measured_number_is_no_phone_to_the_strict_check():
    assert not carries_personal_number('{"relative": 5123.19584655762}')
    assert carries_personal_number('{"phone": "19584655762"}')
