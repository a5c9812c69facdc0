"""Fonts cut to what a page prints: every character keeps its outline, none becomes a box."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from tests.trust.sealed import ABOUT, NOW, invented_font, laid, pdf, signer, typefaces
from tongban_trust.drawing import (
    Box,
    Face,
    FontUnreadable,
    NoGlyph,
    Page,
    Text,
    TrueType,
    Typefaces,
    circle_outline,
    lay_out,
    qr_outline,
)
from tongban_trust.pdf import write_pdf

OURS = Path(__file__).resolve().parents[2] / "vendor" / "fonts" / "NotoSerifSC-Regular.ttf"
RARE = (
    Path("/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
)


def font_here(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not here (make setup; fonts-babelstone-han, fonts-hanazono)")
    return path


def whole(path: Path) -> TTFont:
    return TTFont(io.BytesIO(path.read_bytes()))


def outline(font: TTFont, name: str):
    """What a glyph draws, its parts put together."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    plain = RecordingPen()
    pen.replay(plain)
    return plain.value


def assert_same_outlines(original: Path, characters: str) -> None:
    cut = TrueType(original).cut(characters, "Cut")
    small, large = TTFont(io.BytesIO(cut.data)), whole(original)
    assert small["maxp"].numGlyphs >= len(characters) + 1
    for table in (small["cmap"].getBestCmap(), dict(large["cmap"].getBestCmap())):
        assert set(map(ord, characters)) <= set(table)
    for place, each in enumerate(characters):
        mine = small.getBestCmap()[ord(each)]
        theirs = large.getBestCmap()[ord(each)]
        assert small.getGlyphID(mine) == place + 1
        assert outline(small, mine) == outline(large, theirs)
        assert small["hmtx"][mine][0] == large["hmtx"][theirs][0]
        assert cut.advances[place] == large["hmtx"][theirs][0] / large["head"].unitsPerEm


def test_a_cut_font_draws_what_the_whole_one_does():
    assert_same_outlines(invented_font("居住证 王A"), "证住A 居")


@pytest.mark.parametrize("path", [OURS, *RARE], ids=lambda path: path.stem)
def test_real_fonts_are_cut_whole(path):
    known = whole(font_here(path)).getBestCmap()
    assert_same_outlines(path, "".join(map(chr, list(known)[:: len(known) // 150])))


def test_the_same_characters_give_the_same_bytes():
    font = TrueType(invented_font("居住证 王A"))
    assert font.cut("居住", "X") == font.cut("居住", "X")
    assert font.cut("居住", "X").data != font.cut("住居", "X").data


def test_a_hint_or_a_composite_does_not_lose_its_place():
    font = TrueType(invented_font("居住证 王A"))
    composite = TTFont(io.BytesIO(font.cut("住", "X").data))
    assert composite["maxp"].numGlyphs == 3  # .notdef, the composite, its part
    assert composite.getBestCmap()[ord("住")] == composite.getGlyphName(1)


@given(st.text(st.sampled_from("居住证 王A𬸪𰀀"), max_size=12), st.sampled_from(Face))
def test_runs_keep_every_character_in_order_in_a_font_that_draws_it(words, face):
    runs = typefaces().runs(words, face)
    assert "".join(run.words for run in runs) == words
    assert all(run.font.draws(each) for run in runs for each in run.words)
    width = sum(sum(run.advances) for run in runs)
    assert typefaces().width(words, 2, face) == pytest.approx(2 * width)


def test_a_character_no_font_draws_stops_the_page_and_is_named():
    page = Page(50, 50, "x", (Text(1, 1, "居乙丙乙", 4),), Box(0, 0, 1, 1))
    with pytest.raises(NoGlyph, match=r"U\+4E59.*U\+4E19") as refused:
        lay_out(page, typefaces())
    assert refused.value.characters == "乙丙"
    assert typefaces().missing("居乙") == "乙"


@pytest.mark.parametrize("words", ["\u200b", "\ufe00", "\U000e0100", "\n", "\x00", "\ue000"])
def test_what_cannot_be_seen_is_not_passed_over(words):
    with pytest.raises(NoGlyph):
        typefaces().runs(words)


def test_a_glyph_without_an_outline_is_no_glyph():
    """A font may know a character and draw nothing: that would drop it from a name."""
    hollow = Typefaces({Face.REGULAR: [invented_font("A居\u3000", "hollow")]})
    assert hollow.missing("A居\u3000") == ""
    empty = whole(invented_font("AB", "half"))
    empty["glyf"]["g42"] = empty["glyf"][".notdef"]
    file = Path(invented_font("A", "spare")).with_name("emptied.ttf")
    empty.save(file)
    assert Typefaces({Face.REGULAR: [file]}).missing("AB") == "B"


def test_a_file_that_is_no_font_is_passed_over(tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\0\1\0\0not a font")
    with pytest.raises(FontUnreadable):
        TrueType(broken)
    chain = Typefaces({Face.REGULAR: [broken, tmp_path / "absent.ttf", invented_font("A")]})
    assert chain.missing("AB") == "B"


def test_no_page_uses_the_glyph_of_the_unknown():
    assert all(0 not in mark.glyphs for mark in laid().marks if hasattr(mark, "glyphs"))


@pytest.mark.parametrize("character", "𬸪𠅤𰀀𪚥㐂", ids=lambda each: f"{ord(each):X}")
def test_rare_characters_are_printed_and_can_be_copied(tmp_path, character):
    """GB 18030-2022 has them; a name with one is a name."""
    fonts = Typefaces({Face.REGULAR: [font_here(path) for path in (OURS, *RARE)]})
    page = Page(60, 30, "x", (Text(5, 20, f"王{character}", 12),), Box(40, 5, 10, 10))
    made = lay_out(page, fonts)
    drawn = next(mark for mark in made.marks if character in mark.words)
    font = TTFont(io.BytesIO(made.fonts[drawn.font].data))
    assert outline(font, font.getBestCmap()[ord(character)])
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here (poppler-utils)")
    file = tmp_path / "rare.pdf"
    file.write_bytes(write_pdf(made, {}, signer(), at=NOW, **ABOUT))
    copied = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True, text=True)
    assert f"王{character}" in copied.stdout


def test_characters_not_yet_in_any_font_are_refused():
    fonts = Typefaces({Face.REGULAR: [font_here(path) for path in (OURS, *RARE)]})
    assert fonts.missing("王\U0002ebf0") == "\U0002ebf0"  # the first of Extension I


def test_a_circle_closes_and_a_code_fills_its_box():
    assert circle_outline(5, 5, 2)[0] == ("M", (7, 5))
    assert circle_outline(5, 5, 2)[-1] == ("C", ())
    corners = [points for _, points in qr_outline("x" * 60, Box(10, 20, 30, 30)) if points]
    assert min(x for x, _ in corners) == pytest.approx(10)
    assert max(y for _, y in corners) == pytest.approx(50)
    with pytest.raises(ValueError, match="do not fit"):
        qr_outline("x" * 4000, Box(0, 0, 1, 1))


def test_the_page_is_the_size_it_says(tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not here (poppler-utils)")
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf())
    said = subprocess.run(["pdfinfo", file], capture_output=True, check=True, text=True).stdout
    assert "283.465 x 226.772" in said
    assert "居住证 <&>" in said
