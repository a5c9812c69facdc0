"""Window hardware 窗口设备 as ports: put up by ``site/wiring.py``, each with a demo twin.

A window without a device works on: numbers are typed, papers chosen as files, signatures made on
paper and scanned.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, cast

from tongban.kernel.text import Text
from tongban.reception.refusals import DeviceAbsent


class Device(Enum):
    """The kinds of devices."""

    CARD_READER = "device/card-reader"
    SCANNER = "device/scanner"
    SIGNATURE_TABLET = "device/signature-tablet"
    RATING_TABLET = "device/rating-tablet"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _NAMES[self]

    @property
    def instead(self) -> Text:
        """What is done at a window without it."""
        return _INSTEAD[self]


_NAMES = {
    Device.CARD_READER: Text.of("身份证读卡器", "identity card reader"),
    Device.SCANNER: Text.of("高拍仪", "document scanner"),
    Device.SIGNATURE_TABLET: Text.of("签名屏", "signature tablet"),
    Device.RATING_TABLET: Text.of("评价器", "rating tablet"),
}
_INSTEAD = {
    Device.CARD_READER: Text.of(
        "请照证件填写姓名和号码。", "Type name and number as on the document."
    ),
    Device.SCANNER: Text.of("请选择文件上传。", "Choose a file instead."),
    Device.SIGNATURE_TABLET: Text.of(
        "请打印核对页，由本人签名后扫描。", "Print the page, have it signed and scan it."
    ),
    Device.RATING_TABLET: Text.of(
        "办结后，由本人在“我的办件”里评价。",
        "Once it is decided, the person rates it under “My cases”.",
    ),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader reads off an identity card: name and number."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture a device made: PNG bytes, and the name it is kept under."""

    png: bytes
    filename: str


class CardReader(Protocol):
    """身份证读卡器."""

    def read(self, window: str) -> Card | None:
        """The card that lies on the reader of ``window``; None when there is none."""


class Scanner(Protocol):
    """高拍仪."""

    def scan(self, window: str) -> Picture | None:
        """The sheet under the scanner; None when there is none."""


class SignatureTablet(Protocol):
    """签名屏."""

    def sign(self, window: str, page_digest: str) -> Picture | None:
        """Show the page of that digest, wait for the ink; None when nothing was written."""


class RatingTablet(Protocol):
    """评价器: it faces the person, not the clerk."""

    def ask(self, window: str, ask_id: str) -> bool:
        """Turn the tablet of ``window`` to a question; False when it does not answer."""


WindowDevice = CardReader | Scanner | SignatureTablet | RatingTablet

_devices: dict[Device, Any] = {}


def connect_device(kind: Device, device: WindowDevice | None) -> None:
    """Put up the adapter of a kind of device; ``None`` takes it down."""
    if device is None:
        _devices.pop(kind, None)
    else:
        _devices[kind] = device


def connected() -> frozenset[Device]:
    """The kinds of devices connected here; a page names the others and says what to do instead."""
    return frozenset(_devices)


def card_reader() -> CardReader:
    """The reader. Refuses DeviceAbsent, which says what to do instead."""
    return cast("CardReader", _device(Device.CARD_READER))


def scanner() -> Scanner:
    """The scanner. Refuses DeviceAbsent."""
    return cast("Scanner", _device(Device.SCANNER))


def signature_tablet() -> SignatureTablet:
    """The tablet. Refuses DeviceAbsent."""
    return cast("SignatureTablet", _device(Device.SIGNATURE_TABLET))


def rating_tablet() -> RatingTablet:
    """The rating tablet. Refuses DeviceAbsent."""
    return cast("RatingTablet", _device(Device.RATING_TABLET))


def _device(kind: Device) -> Any:
    found = _devices.get(kind)
    if found is None:
        raise DeviceAbsent(kind.label, kind.instead)
    return found
