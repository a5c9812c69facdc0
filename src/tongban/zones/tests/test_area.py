"""Whether a site lies in an area, against cells that are in it or not."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.zones.domain.area import Point, lies_in, read_site
from tongban.zones.domain.standing import Assessment, Zone, standing_for

# A comb: three teeth with notches between them, drawn on whole cells; what is in it is a set.
COMB: tuple[Point, ...] = (
    (0, 0), (10, 0), (10, 6), (8, 6), (8, 3), (6, 3),
    (6, 6), (4, 6), (4, 3), (2, 3), (2, 6), (0, 6),
)  # fmt: skip
CELLS = frozenset((x, y) for x in range(10) for y in range(6) if y < 3 or x in (0, 1, 4, 5, 8, 9))
ZONE_DAY = date(2026, 11, 23)


@settings(max_examples=80)
@given(
    st.integers(-2, 11), st.integers(-2, 8), st.integers(1, 8), st.integers(1, 6), st.booleans(),
    st.integers(0, 11),
)  # fmt: skip
def test_a_plot_of_whole_cells_lies_in_it_exactly_when_all_its_cells_do(x, y, w, h, back, turn):
    corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    site = corners[::-1] if back else corners
    outline = COMB[turn:] + COMB[:turn]
    cells = {(i, j) for i in range(x, x + w) for j in range(y, y + h)}
    assert lies_in(site, outline) == (cells <= CELLS)


@settings(max_examples=80)
@given(st.integers(-4, 24), st.integers(-4, 16))
def test_a_position_lies_in_it_exactly_when_some_closed_cell_holds_it(x, y):
    doubled = tuple((2 * a, 2 * b) for a, b in COMB)
    held = any(2 * i <= x <= 2 * i + 2 and 2 * j <= y <= 2 * j + 2 for i, j in CELLS)
    assert lies_in([(x, y)], doubled) == held


def test_a_plot_across_a_notch_between_two_corners_does_not():
    assert not lies_in([(2, 6), (4, 6), (3, 2)], COMB)
    assert not lies_in([(-1, -1), (11, -1), (11, 7), (-1, 7)], COMB), "it encloses the zone"
    assert lies_in(COMB, COMB)
    assert not lies_in([], COMB)


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.integers(0, 1799999999), st.integers(0, 899999999)), min_size=1,
             max_size=6)
)  # fmt: skip
def test_what_is_written_is_read_again_exactly(corners):
    text = "；".join(f"{x / 10_000_000:.7f}，{y / 10_000_000:.7f}" for x, y in corners)
    assert read_site(text) == tuple(corners)


def test_what_cannot_be_read_lies_nowhere():
    for text in (
        "",
        "示例",
        "150.4",
        "150.4,20.5;x",
        "-1,2",
        "1.12345678,2",
        ";".join(["1,1"] * 61),
    ):
        assert read_site(text) == ()


@settings(max_examples=80)
@given(
    st.lists(
        st.tuples(st.sampled_from(["geology", "soil"]), st.integers(-9, 9), st.integers(0, 9)),
        max_size=5,
    ),
    st.dictionaries(st.integers(0, 4), st.integers(-9, 9), max_size=3),
    st.booleans(),
)
def test_one_stands_exactly_when_some_day_place_and_kind_fit(made, withdrawn, inside):
    known = tuple(
        Assessment(
            number=f"N-{at}", kind=kind, name=Text.of("评估"), covers=Text.of("全区"),
            article=ArticleRef("x", "1", "2024-01-01"),
            valid_from=ZONE_DAY + timedelta(days=first),
            valid_until=ZONE_DAY + timedelta(days=first + length),
        )
        for at, (kind, first, length) in enumerate(made)
    )  # fmt: skip
    ended = {f"N-{at}": ZONE_DAY + timedelta(days=day) for at, day in withdrawn.items()}
    zone = Zone("z", Text.of("园区"), "agency", "990102", COMB, known)
    site = [(1, 1)] if inside else [(3, 5)]
    fit = {
        one.number
        for at, one in enumerate(known)
        if inside and one.kind == "geology" and one.valid_from <= ZONE_DAY <= one.valid_until
        and not withdrawn.get(at, 99) <= 0
    }  # fmt: skip
    found = standing_for("geology", site, [zone], ended, ZONE_DAY)
    assert (found is not None) == bool(fit)
    if found is not None:
        assert found[1].number in fit
        assert all(found[1].valid_until >= o.valid_until for o in known if o.number in fit)
