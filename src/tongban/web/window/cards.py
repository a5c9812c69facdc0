"""The cards of the demo's drawer, laid on the twin of the card reader by choosing one."""

from __future__ import annotations

from typing import Any

from tongban.reception.api import CardReaderTwin, Device, card_reader, connected


def demo_cards() -> tuple[Any, ...]:
    """The cards of the demo's drawer, where the reader is its twin."""
    if Device.CARD_READER not in connected():
        return ()
    reader = card_reader()
    return reader.cards() if isinstance(reader, CardReaderTwin) else ()


def lay_demo_card(station: str, chosen: str) -> None:
    """In the demo a card is laid on the reader by choosing it from the drawer."""
    cards = demo_cards()
    reader = card_reader()
    if isinstance(reader, CardReaderTwin) and chosen.isascii() and chosen.isdigit():
        place = int(chosen[:3])
        if place < len(cards):
            reader.lay(station, cards[place])
