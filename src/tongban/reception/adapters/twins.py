"""Demo twins of window hardware: a drawer of cards, a sheet, a hand that writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from tongban.reception.ports import Card, Picture

_WIDE, _HIGH = 240, 80


class CardReaderTwin:
    """Reads the card that was laid on it; ``drawer`` are the demo's cards, read when asked for."""

    def __init__(self, drawer: Callable[[], Sequence[Card]]) -> None:
        self._drawer = drawer
        self._on: dict[str, Card] = {}

    def cards(self) -> tuple[Card, ...]:
        """The cards of the demo, to lay one on the reader."""
        return tuple(self._drawer())

    def lay(self, window: str, card: Card) -> None:
        """Lay a card on the reader of a window."""
        self._on[window] = card

    def read(self, window: str) -> Card | None:
        """The card that lies there; it is taken off as it is read."""
        return self._on.pop(window, None)


class ScannerTwin:
    """Scans a made-up sheet: a frame and lines, no words."""

    def scan(self, window: str) -> Picture | None:
        """A sheet."""
        del window
        lines = [((24, y), (_WIDE - 24, y)) for y in range(16, _HIGH - 8, 12)]
        return Picture(_png(lines), "scan.png")


class SignatureTabletTwin:
    """A hand that writes the same wave, its height by the page it signs."""

    def sign(self, window: str, page_digest: str) -> Picture | None:
        """The ink."""
        del window
        heights = [int(digit, 16) for digit in page_digest[:24]]
        points = [(12 + 9 * place, 16 + 3 * height) for place, height in enumerate(heights)]
        return Picture(_png(list(pairwise(points))), "signature.png")


class RatingTabletTwin:
    """A screen of the demo: the page ``/places/<place>/rating/<window>`` shows what is asked."""

    def ask(self, window: str, ask_id: str) -> bool:
        """It is always switched on."""
        del window, ask_id
        return True


def _png(strokes: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> bytes:
    """Strokes in black on white."""
    sheet = Image.new("L", (_WIDE, _HIGH), 255)
    pen = ImageDraw.Draw(sheet)
    for stroke in strokes:
        pen.line(stroke, fill=0, width=2)
    out = BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
