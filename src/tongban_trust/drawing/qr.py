"""QR codes (GB/T 18284) as one path."""

from __future__ import annotations

from itertools import groupby

import segno

from tongban_trust.drawing.model import Box, Segment, box_outline


def qr_outline(words: str, box: Box) -> tuple[Segment, ...]:
    """Dark modules of a level M code of ``words``, as wide boxes, filling ``box`` (a square).

    ValueError when the words do not fit into a code.
    """
    try:
        matrix = segno.make(words, error="m", micro=False, boost_error=False).matrix
    except segno.DataOverflowError as error:
        raise ValueError(f"{len(words)} characters do not fit into a QR code") from error
    dot = box.width / len(matrix)
    found: list[Segment] = []
    for line, modules in enumerate(matrix):
        place = 0
        for dark, same in groupby(modules):
            many = len(list(same))
            if dark:
                x, y = box.x + place * dot, box.y + line * dot
                found += box_outline(Box(x, y, many * dot, dot))
            place += many
    return tuple(found)
