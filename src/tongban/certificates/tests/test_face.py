"""The face of a certificate: every word inside the frame, lines broken where one may break."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.trust.sealed import invented_font

from tongban.certificates.domain.face import (
    Body,
    FaceContent,
    Frame,
    Look,
    Paper,
    chinese_date,
    compose,
)
from tongban.certificates.domain.ornament import rosette
from tongban.certificates.domain.wrapping import wrap
from tongban_trust.drawing import Face, Text, Typefaces

LETTERS = "居住证地址编号扫码核验由提供某局年月日，。：（）0123456789ABCDEF abc- "
words = st.text(st.sampled_from(LETTERS), max_size=120)
looks = st.builds(Look, st.sampled_from(Paper), st.sampled_from(Body), st.sampled_from(Frame))


def fonts() -> Typefaces:
    return Typefaces({Face.REGULAR: [invented_font("".join(sorted(set(LETTERS))), "face")]})


def face(**changes) -> FaceContent:
    said = {
        "title": "居住证", "subtitle": "ABC", "number": "编号 1", "lines": ["地址：某局"],
        "issuer": "某局", "issued": date(2026, 11, 1), "qr": "https://example.invalid/verify/abc",
        "scan": "扫码", "notes": ["核验"], "watermark": "由某局提供",
    }  # fmt: skip
    return FaceContent(**{**said, **changes})


TABLE = Look(Paper.PORTRAIT, Body.TABLE, Frame.RED)


@settings(max_examples=60)
@example(TABLE, ["0" * 33], "证", "某")
@example(TABLE, ["地" * 60 + "：" + "0" * 59], "证", "某")
@example(Look(Paper.PORTRAIT, Body.STATEMENT, Frame.RED), ["0" * 120], "证", "某")
@given(
    looks,
    st.lists(words, min_size=1, max_size=8),
    st.text(st.sampled_from("居住证地址编号"), min_size=1, max_size=24),
    st.text(st.sampled_from("某局由提供"), min_size=1, max_size=40),
)
def test_no_word_leaves_the_frame(look, lines, title, issuer):
    typefaces = fonts()
    page = compose(face(lines=lines, title=title, issuer=issuer), look, typefaces)
    for mark in page.marks:
        if isinstance(mark, Text) and not mark.angle:
            right = mark.x + typefaces.width(mark.words, mark.size, mark.face)
            assert mark.x >= 16, mark.words
            assert right <= page.width - 15.9, mark.words
            assert 16 <= mark.y <= page.height - 16, mark.words
    seal = page.seal
    assert seal.x >= 16
    assert seal.x + seal.width <= page.width - 16
    assert seal.y + seal.height <= page.height - 16


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("length", [20, 420])
def test_a_watermark_of_any_length_is_whole_and_large_enough_to_read(paper, length):
    typefaces = fonts()
    look = Look(paper, Body.STATEMENT, Frame.RED)
    page = compose(face(watermark="由某局提供" * (length // 5)), look, typefaces)
    turned = [mark for mark in page.marks if isinstance(mark, Text) and mark.angle]
    assert "".join(mark.words for mark in turned) == "由某局提供" * (length // 5) * (
        3 if length < 50 else 2
    )
    for mark in turned:
        assert mark.size >= 3
        long, turn = typefaces.width(mark.words, mark.size), math.radians(mark.angle)
        assert 8 <= mark.x <= mark.x + long * math.cos(turn) <= page.width - 8
        assert 8 <= mark.y - long * math.sin(turn) <= mark.y <= page.height - 8


@given(looks)
def test_every_line_of_the_body_is_printed_whole(look):
    lines = ["地址：某局，（居住）0123456789", "编号：ABCDEF"]
    page = compose(face(lines=lines), look, fonts())
    printed = "".join(mark.words for mark in page.marks if isinstance(mark, Text))
    for line in lines:
        for part in line.split("："):
            assert part in printed


@given(words, st.integers(8, 60), st.integers(0, 6))
def test_wrapping_loses_nothing_and_keeps_within_the_room(text, room, first_in):
    lines = wrap(text, room, len, first_in)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for place, line in enumerate(lines):
        assert len(line) <= room - (first_in if place == 0 else 0)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("居住证地址。", 5, ["居住证地", "址。"]),
        ("居住（证）", 3, ["居住", "（证）"]),
        ("abc def", 4, ["abc", "def"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_where_a_reader_expects(text, room, lines):
    assert wrap(text, room, len, 0) == lines


def test_a_day_is_written_as_people_do():
    assert chinese_date(date(2026, 3, 9)) == "2026年3月9日"


def test_a_rosette_closes_and_stays_in_its_reach():
    segments = rosette(10, 20, 5, 0.2, 8)
    assert segments[0][0] == "M"
    assert segments[-1] == ("C", ())
    assert segments[-2][1][-2:] == pytest.approx(segments[0][1])
    ends = [points[-2:] for _, points in segments if points]
    assert all(3.9 <= ((x - 10) ** 2 + (y - 20) ** 2) ** 0.5 <= 6.1 for x, y in ends)
