"""Words across a picture: on every part of it, on light ground and on dark."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageChops, ImageStat

from tongban_trust.drawing import (
    PictureTooLarge,
    PictureUnreadable,
    bold_file,
    open_picture,
    overprint,
)

WORDS = "与原件核对无误"


def font() -> Path:
    found = bold_file(Path(settings.FONT_DIR))
    if not found.exists():
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")
    return found


def saved(picture: Image.Image, kind: str = "PNG", **more) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **more)
    return held.getvalue()


def opened(data: bytes) -> Image.Image:
    return open_picture(data, most_pixels=40_000_000, wide=2_400)


def quarters(size: tuple[int, int]):
    wide, high = size[0] // 2, size[1] // 2
    return [(x, y, x + wide, y + high) for x in (0, wide) for y in (0, high)]


@pytest.mark.parametrize("ground", ["white", "black", (120, 130, 140)])
@pytest.mark.parametrize("size", [(1240, 1754), (640, 400), (300, 200)])
def test_every_quarter_of_it_carries_the_words(ground, size):
    plain = Image.new("RGB", size, ground)
    marked = opened(overprint(saved(plain), WORDS, font()))
    assert marked.size == size
    changed = ImageChops.difference(plain, marked).convert("L").point(lambda v: 255 * (v > 20))
    for part in quarters(size):
        share = ImageStat.Stat(changed.crop(part)).mean[0] / 255
        assert 0.01 < share < 0.35, (ground, size, part)


def test_the_same_scan_gives_the_same_bytes_and_other_words_other_ones():
    scan = saved(Image.new("RGB", (600, 400), "white"))
    first = overprint(scan, WORDS, font())
    assert overprint(scan, WORDS, font()) == first
    assert overprint(scan, "本人上传，使用前须核对原件", font()) != first


def test_a_scan_that_lies_on_its_side_is_set_upright_and_clear_ground_is_paper():
    turned = Image.Exif()
    turned[0x0112] = 6  # orientation: a quarter turn
    scan = saved(Image.new("RGB", (400, 300), "white"), "JPEG", exif=turned)
    assert opened(overprint(scan, WORDS, font())).size == (300, 400)
    clear = opened(overprint(saved(Image.new("RGBA", (400, 300), (0, 0, 0, 0))), WORDS, font()))
    assert ImageStat.Stat(clear.convert("L")).mean[0] > 200


def test_what_is_no_picture_or_too_large_a_one_is_refused():
    scan = saved(Image.new("RGB", (300, 300), "white"))
    for broken in (b"", b"%PDF-1.7", scan[:200], scan[:8] + b"x" * 400):
        with pytest.raises(PictureUnreadable):
            overprint(broken, WORDS, font())
    with pytest.raises(PictureTooLarge):
        overprint(saved(Image.new("1", (8_000, 8_000))), WORDS, font())
