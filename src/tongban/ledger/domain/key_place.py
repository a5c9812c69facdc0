"""Where private keys are kept, as a deployment writes it in TONGBAN_KEYS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qs

_MOST_SLOTS = 1024
_RANGE = re.compile(r"[0-9]{1,9}(-[0-9]{1,9})?")


class KeyPlaceKind(Enum):
    """A sealed file, a PKCS#11 device, an SDF device (GM/T 0018)."""

    FILE = "file"
    PKCS11 = "pkcs11"
    SDF = "sdf"


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """``path``: the file, or the device's library; empty for what stands in the data directory."""

    kind: KeyPlaceKind
    path: str
    token: str = ""
    slots: tuple[int, ...] = ()

    @property
    def is_twin(self) -> bool:
        """Whether this is the stand-in for an SDF device, which protects nothing."""
        return self.kind is KeyPlaceKind.SDF and not self.path


def read_key_places(text: str) -> tuple[KeyPlace, ...]:
    """One place or several in the order of preference, with spaces between; ValueError."""
    places = tuple(map(read_key_place, text.split()))
    if not places:
        raise ValueError("It names no place: write file: for a sealed file")
    return places


def read_key_place(text: str) -> KeyPlace:
    """``file:[PATH]``, ``pkcs11:LIBRARY?token=LABEL`` or ``sdf:[LIBRARY?slots=1-8,12]``.

    ``sdf:`` alone is the demo twin; a space in a token's label is written %20. ValueError says
    what is wrong.
    """
    name, _, rest = text.partition(":")
    path, _, query = rest.partition("?")
    try:
        kind = KeyPlaceKind(name)
    except ValueError:
        raise ValueError(f"“{text[:80]}” begins with none of file: pkcs11: sdf:") from None
    options = {key: values[-1] for key, values in parse_qs(query).items()}
    unknown = set(options) - {"token", "slots"}
    if unknown:
        raise ValueError(f"“{text[:80]}” has an unknown option: {', '.join(sorted(unknown))}")
    if kind is KeyPlaceKind.PKCS11 and not (path and options.get("token")):
        raise ValueError("pkcs11: needs a library and a token: pkcs11:/usr/lib/….so?token=LABEL")
    if kind is KeyPlaceKind.SDF and path and not options.get("slots"):
        raise ValueError("sdf: needs a library and the slots that are ours: sdf:/….so?slots=1-8")
    return KeyPlace(kind, path, options.get("token", ""), _slots(options.get("slots", "")))


def _slots(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in filter(None, text.split(",")):
        if not _RANGE.fullmatch(part):
            raise ValueError(f"“{part[:40]}” is no slot or range of slots, as in 1-8,12")
        first, _, last = part.partition("-")
        low, high = int(first), int(last or first)
        if not 0 < low <= high <= _MOST_SLOTS:
            raise ValueError(f"Slots are numbers from 1 to {_MOST_SLOTS}, the lower one first")
        found += range(low, high + 1)
    return tuple(dict.fromkeys(found))
