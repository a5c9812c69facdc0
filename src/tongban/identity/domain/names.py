"""Names of people and firms: of any length, with ``·`` and every character of GB 18030-2022."""

from __future__ import annotations

import unicodedata

#: Dots people type where the standard (GB 18030, 户籍 practice) writes U+00B7.
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･．●", "·"))
_MIDDLE_DOT = "·"
_UNREADABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
#: Joiners and ideographic variation selectors belong to the character before them.
_ATTACHED = ("\u200c", "\u200d")


class NameFault(ValueError):
    """The name holds no readable character, or one no system can show."""


def tidy_name(raw: str) -> str:
    """The name with one kind of ``·`` and single spaces, its characters untouched.

    No Unicode normal form is applied: NFC would swap compatibility ideographs, which are some
    people's registered names. Raises :class:`NameFault` for an empty name or for control, private
    use and unassigned characters (private-use stand-ins of older fonts cannot travel).
    """
    name = " ".join(raw.translate(_DOTS).split()).strip(_MIDDLE_DOT + " ")
    if not name:
        raise NameFault("empty")
    for char in name:
        if char in _ATTACHED or _is_selector(char):
            continue
        # Python's table may be older than GB 18030-2022: unassigned Han planes are let through.
        if unicodedata.category(char) in _UNREADABLE and not _is_han_plane(char):
            raise NameFault(f"U+{ord(char):04X}")
    return name


def mask_name(name: str) -> str:
    """``张三丰`` → ``张**``: first character kept, ``·`` and spaces kept, the rest hidden."""
    masked: list[str] = []
    for char in name:
        if char in _ATTACHED or _is_selector(char):
            if len(masked) == 1:
                masked.append(char)
        elif not masked:
            masked.append(char)
        else:
            masked.append(char if char in (_MIDDLE_DOT, " ") else "*")
    return "".join(masked)


def _is_selector(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


def _is_han_plane(char: str) -> bool:
    return 0x20000 <= ord(char) <= 0x3FFFF or 0x9FA6 <= ord(char) <= 0x9FFF
