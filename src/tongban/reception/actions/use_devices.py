"""Use the devices of a window: read a card, scan a sheet, take a signature."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from tongban.files.api import BlobView, store_upload
from tongban.kernel.actor import Actor, Duty
from tongban.reception.ports import Card, Device, Picture, card_reader, scanner, signature_tablet
from tongban.reception.refusals import NothingOnTheDevice, NotYourWindow
from tongban.reception.sittings import attended, open_sitting_of

_PNG = "image/png"


def read_card(*, clerk: Actor, window: str) -> Card:
    """Name and number of the card on the reader of ``window`` (``place/window``, or a desk's name).

    Keeps nothing. Refuses NotYourWindow, DeviceAbsent, NothingOnTheDevice.
    """
    if not clerk.has_duty(Duty.WINDOW_CLERK):
        raise NotYourWindow
    card = card_reader().read(window)
    if card is None:
        raise NothingOnTheDevice(Device.CARD_READER.label)
    return card


def scan_sheet(*, clerk: Actor, sitting_id: str, now: datetime) -> BlobView:
    """The sheet under the scanner, kept as the person's own material.

    Refuses SittingNotFound, SittingOver, DeviceAbsent, NothingOnTheDevice, and what
    ``store_upload`` refuses.
    """
    row = open_sitting_of(clerk, sitting_id)
    sheet = scanner().scan(row.window)
    return _kept(attended(row), sheet, Device.SCANNER, "case-material", now)


def take_ink(*, clerk: Actor, sitting_id: str, page_digest: str, now: datetime) -> BlobView:
    """Show the page that was read back on the tablet and keep the ink, for the person.

    ``page_digest`` is the SHA-256 in hex of what is shown. Refuses as ``scan_sheet`` does.
    """
    row = open_sitting_of(clerk, sitting_id)
    ink = signature_tablet().sign(row.window, page_digest)
    return _kept(attended(row), ink, Device.SIGNATURE_TABLET, "signature", now)


def take_ink_of(
    *, clerk: Actor, person: Actor, window: str, page_digest: str, now: datetime
) -> BlobView:
    """The same outside a sitting, from somebody whose document the clerk has seen: for a receipt.

    ``person`` is who signs, acting before the clerk. Refuses NotYourWindow, DeviceAbsent,
    NothingOnTheDevice, and what ``store_upload`` refuses.
    """
    if not clerk.has_duty(Duty.WINDOW_CLERK):
        raise NotYourWindow
    ink = signature_tablet().sign(window, page_digest)
    return _kept(person, ink, Device.SIGNATURE_TABLET, "signature", now)


def _kept(
    person: Actor, picture: Picture | None, kind: Device, purpose: str, now: datetime
) -> BlobView:
    if picture is None:
        raise NothingOnTheDevice(kind.label)
    return store_upload(
        actor=person,
        filename=picture.filename,
        stream=BytesIO(picture.png),
        declared_type=_PNG,
        purpose=purpose,
        now=now,
    )
