"""The C interface of Chinese cryptographic devices: GM/T 0018-2012 密码设备应用接口规范 (SDF).

Only what signing needs. Structures hold numbers of up to 512 bits at the right of 64 bytes.
"""

from __future__ import annotations

from ctypes import POINTER, Structure, c_int, c_ubyte, c_uint, c_void_p
from enum import IntEnum
from typing import Any

BITS = 256
FIELD_BYTES = 64


class EccPublicKey(Structure):
    """ECCrefPublicKey: a public point."""

    _fields_ = (
        ("bits", c_uint),
        ("x", c_ubyte * FIELD_BYTES),
        ("y", c_ubyte * FIELD_BYTES),
    )


class EccSignature(Structure):
    """ECCSignature: the two numbers of a signature."""

    _fields_ = (("r", c_ubyte * FIELD_BYTES), ("s", c_ubyte * FIELD_BYTES))


class Answer(IntEnum):
    """What a function returns (GM/T 0018-2012, annex A); vendors add numbers of their own."""

    OK = 0
    UNKNOWN = 0x01000001
    NOT_SUPPORTED = 0x01000002
    COMMUNICATION_FAILED = 0x01000003
    HARDWARE_FAILED = 0x01000004
    DEVICE_NOT_OPENED = 0x01000005
    SESSION_NOT_OPENED = 0x01000006
    NO_RIGHT_TO_KEY = 0x01000007
    NO_SUCH_KEY = 0x01000008
    ALGORITHM_NOT_SUPPORTED = 0x01000009
    PRIVATE_KEY_OPERATION_FAILED = 0x0100000C
    SIGNING_FAILED = 0x0100000D
    RIGHT_NOT_GRANTED = 0x01000018


WORDS = {
    Answer.NOT_SUPPORTED: "it does not offer this function",
    Answer.COMMUNICATION_FAILED: "nothing comes back from it: look at its cable and network",
    Answer.HARDWARE_FAILED: "its computing part does not answer",
    Answer.DEVICE_NOT_OPENED: "it cannot be opened: look at its driver and its configuration",
    Answer.SESSION_NOT_OPENED: "it gives no session: too many may be open",
    Answer.NO_RIGHT_TO_KEY: "it gives no right to use this key: the access password is wrong",
    Answer.NO_SUCH_KEY: "it has no such key",
    Answer.ALGORITHM_NOT_SUPPORTED: "it does not know this algorithm",
    Answer.RIGHT_NOT_GRANTED: "it gives no right to use this key: the access password is wrong",
}

# Name → argument types; each returns an int. Bytes are void pointers, for they may hold zeros.
PROTOTYPES: dict[str, tuple[Any, ...]] = {
    "SDF_OpenDevice": (POINTER(c_void_p),),
    "SDF_CloseDevice": (c_void_p,),
    "SDF_OpenSession": (c_void_p, POINTER(c_void_p)),
    "SDF_CloseSession": (c_void_p,),
    "SDF_GetPrivateKeyAccessRight": (c_void_p, c_uint, c_void_p, c_uint),
    "SDF_ExportSignPublicKey_ECC": (c_void_p, c_uint, POINTER(EccPublicKey)),
    "SDF_InternalSign_ECC": (c_void_p, c_uint, c_void_p, c_uint, POINTER(EccSignature)),
}
RESULT = c_int


def number(field: Any) -> bytes:
    """The 32 bytes at the right of a field; ValueError when there is something left of them."""
    whole = bytes(field)
    if any(whole[: -BITS // 8]):
        raise ValueError("The device's numbers are not where GM/T 0018-2012 puts them")
    return whole[-BITS // 8 :]
