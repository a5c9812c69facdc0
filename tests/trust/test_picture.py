"""A picture of a QR code is read as a telephone reads it, and hostile ones are refused in words."""

from __future__ import annotations

import io
import random
import struct
import zlib
from functools import cache

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from tests.trust.issued import NOW, World
from tongban_trust.tokens.picture import BadPicture, is_picture, words_in_picture
from tongban_trust.verify import Moment, Outcome, verify_file

ADDRESS = "https://portal.shili.example.gov.invalid/verify/abcdefghjkmnpqrs"


@cache
def world() -> World:
    return World()


@cache
def words() -> str:
    return f"{ADDRESS}#{world().code(world().record())}"


def png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def jpeg(picture: Image.Image, quality: int = 60) -> bytes:
    held = io.BytesIO()
    picture.convert("RGB").save(held, "JPEG", quality=quality)
    return held.getvalue()


def code(said: str, scale: int = 5) -> Image.Image:
    held = io.BytesIO()
    segno.make(said, error="m", micro=False).save(held, kind="png", scale=scale, border=4)
    return Image.open(held).convert("L")


def judged(data: bytes):
    return verify_file(data, world().bundle(), Moment(NOW, NOW.date()))


def test_our_own_picture_is_as_good_as_the_words():
    verdict = judged(png(code(words())))
    assert (verdict.outcome, verdict.code) == (Outcome.VALID, "verify.valid_code")


@pytest.mark.parametrize("degrees", [0, 7, 45, 90, 133, 180, 250, 359])
def test_a_turned_and_noisy_photograph_is_read(degrees):
    table = Image.new("L", (1200, 900), 150)
    turned = code(words()).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    table.paste(turned, (150, 20))
    noise = Image.frombytes("L", table.size, random.Random(degrees).randbytes(1200 * 900))
    photograph = Image.blend(table, noise, 0.2).filter(ImageFilter.GaussianBlur(0.7))
    assert words_in_picture(jpeg(photograph)) == words()


def test_what_is_transparent_is_paper():
    ink = code(words()).point(lambda value: 255 - value)
    clear = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    clear.putalpha(ink)
    assert words_in_picture(png(clear)) == words()


def test_a_large_photograph_is_made_smaller_before_it_is_looked_at():
    wide = Image.new("L", (6000, 5000), 255)
    wide.paste(code(words(), 40), (100, 100))
    assert words_in_picture(jpeg(wide)) == words()
    assert fault(png(wide)) == "verify.picture_too_large"


def fault(data: bytes) -> str:
    with pytest.raises(BadPicture) as caught:
        words_in_picture(data)
    verdict = judged(data)
    assert (verdict.outcome, verdict.code) == (Outcome.UNREADABLE, caught.value.code)
    assert set(verdict.reason) == {"zh-Hans", "en"}
    return caught.value.code


def test_a_picture_without_a_code_of_ours_says_so():
    none = "verify.picture_without_code"
    assert fault(png(Image.new("L", (400, 300), 255))) == none
    assert fault(png(code("https://elsewhere.invalid/pay"))) == none
    assert fault(png(code(words()).crop((0, 0, 120, 120)))) == none


def test_codes_of_others_beside_ours_are_passed_over_but_two_of_ours_are_not_chosen_from():
    sheet = Image.new("L", (1400, 700), 255)
    sheet.paste(code(words()), (0, 0))
    sheet.paste(code("https://elsewhere.invalid/pay"), (700, 0))
    assert words_in_picture(png(sheet)) == words()
    sheet.paste(code(f"{ADDRESS}-2"), (700, 0))
    assert fault(png(sheet)) == "verify.picture_several_codes"


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few thousand bytes that says to be this large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(4001, 4000), (12_000, 12_000), (60_000, 60_000)])
def test_a_bomb_is_refused_by_its_head(size):
    assert fault(bomb(*size)) == "verify.picture_too_large"


def test_a_picture_cut_short_is_damaged():
    whole = png(code(words()))
    assert fault(whole[: len(whole) // 2]) == "verify.picture_unreadable"
    assert fault(bomb(3000, 3000)) == "verify.picture_unreadable"
    assert fault(b"\xff\xd8\xff\xe0 nothing") == "verify.picture_unreadable"


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([png, jpeg]), st.binary(max_size=40), st.integers(0, 2**32))
def test_whatever_the_bytes_are_there_is_an_answer(form, noise, seed):
    data = bytearray(form(code(words(), 2)))
    place = random.Random(seed).randrange(8, len(data))
    data[place : place + len(noise)] = noise
    assert is_picture(bytes(data))
    verdict = judged(bytes(data))
    assert verdict.outcome in (Outcome.VALID, Outcome.UNREADABLE, Outcome.ALTERED)
