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

__all__ = ["DoorClosed", "FileKeystore", "KeyDoor", "KeyRefused", "KeyState", "KeyVersion"]
