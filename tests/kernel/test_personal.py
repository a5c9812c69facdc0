"""No personal number slips past the quick look that spares most texts the thorough one."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tongban.kernel import personal
from tongban.kernel.personal import carries_personal_number

_PIECES = st.sampled_from(
    ["1", "8", "+86", "86 ", "-", ".", "x", "X", '"', "199", "1990", "0101", "12345678", "号", "１"]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
@example("19900001001")
@example("1199000010019900001001")
@example("99010219900101123X")
def test_what_the_thorough_look_finds_is_found(text):
    thorough = personal._BARE_PHONE.search(text) is not None
    thorough |= any(
        personal._is_birth_date(match.group(2)) for match in personal._RESIDENT_SHAPE.finditer(text)
    )
    assert carries_personal_number(text) is thorough
