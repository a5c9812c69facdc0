"""Custody of private keys 密钥保管: a sealed file or a hardware door, behind one interface."""

from __future__ import annotations

from tongban_trust.keys.door import (
    DoorClosed,
    KeyDoor,
    KeyRefused,
    KeyState,
    KeyVersion,
)
from tongban_trust.keys.file import FileKeystore
from tongban_trust.keys.joined import joined
from tongban_trust.keys.pkcs11 import Pkcs11Door
from tongban_trust.keys.sdf import SdfDoor
from tongban_trust.keys.sdf_device import SdfDevice, load_sdf_library
from tongban_trust.keys.sdf_twin import SdfTwin

__all__ = [
    "DoorClosed",
    "FileKeystore",
    "KeyDoor",
    "KeyRefused",
    "KeyState",
    "KeyVersion",
    "Pkcs11Door",
    "SdfDevice",
    "SdfDoor",
    "SdfTwin",
    "joined",
    "load_sdf_library",
]
