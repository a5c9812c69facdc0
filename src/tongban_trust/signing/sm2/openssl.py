"""Finding OpenSSL 3 on this machine and binding the few functions of it that SM2 needs."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from ctypes import POINTER, c_char_p, c_int, c_size_t, c_ulong, c_void_p
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tongban_trust.signing.sm2.backends import Sm2Unavailable

SYSTEM_LIBRARIES = ("libcrypto.so.3", "libcrypto.3.dylib")

# So short that letting go of the interpreter's lock, and waiting for it again while another thread
# works, would cost more than the call: these keep it.
_SHORT = frozenset(
    (
        *("EVP_MD_CTX_new", "EVP_MD_CTX_free", "EVP_MD_CTX_copy_ex", "EVP_sm3", "ERR_clear_error"),
        *("EVP_PKEY_CTX_free", "BN_bin2bn", "BN_clear_free", "EC_POINT_new", "EC_POINT_free"),
    )
)
_PROTOTYPES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "OpenSSL_version_num": (c_ulong, ()),
    "EVP_sm3": (c_void_p, ()),
    "EVP_PKEY_free": (None, (c_void_p,)),
    "EVP_PKEY_CTX_new_from_name": (c_void_p, (c_void_p, c_char_p, c_char_p)),
    "EVP_PKEY_CTX_free": (None, (c_void_p,)),
    "EVP_PKEY_fromdata_init": (c_int, (c_void_p,)),
    "EVP_PKEY_fromdata": (c_int, (c_void_p, POINTER(c_void_p), c_int, c_void_p)),
    "BN_bin2bn": (c_void_p, (c_char_p, c_int, c_void_p)),
    "BN_clear_free": (None, (c_void_p,)),
    "EC_GROUP_new_by_curve_name": (c_void_p, (c_int,)),
    "EC_POINT_new": (c_void_p, (c_void_p,)),
    "EC_POINT_free": (None, (c_void_p,)),
    "EC_POINT_mul": (c_int, (c_void_p,) * 6),
    "EC_POINT_point2oct": (
        c_size_t,
        (c_void_p, c_void_p, c_int, c_char_p, c_size_t, c_void_p),
    ),
    "EVP_MD_CTX_new": (c_void_p, ()),
    "EVP_MD_CTX_free": (None, (c_void_p,)),
    "EVP_MD_CTX_copy_ex": (c_int, (c_void_p, c_void_p)),
    "EVP_PKEY_CTX_set1_id": (c_int, (c_void_p, c_char_p, c_int)),
    "EVP_DigestSignInit": (c_int, (c_void_p, POINTER(c_void_p), c_void_p, c_void_p, c_void_p)),
    "EVP_DigestSign": (c_int, (c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t)),
    "EVP_DigestVerifyInit": (c_int, (c_void_p, POINTER(c_void_p), c_void_p, c_void_p, c_void_p)),
    "EVP_DigestVerify": (c_int, (c_void_p, c_char_p, c_size_t, c_char_p, c_size_t)),
    "ERR_clear_error": (None, ()),
}


def system_library() -> ctypes.CDLL:
    """The system's OpenSSL 3; Sm2Unavailable with the package to install when there is none."""
    return bind(SYSTEM_LIBRARIES, "On Debian: apt-get install libssl3")


def bundled_library() -> ctypes.CDLL:
    """The OpenSSL 3 that the wheel psycopg-binary carries for itself; Sm2Unavailable."""
    return bind(_bundled(), "pip install psycopg-binary")


def bind(paths: Iterable[str], mend: str) -> ctypes.CDLL:
    """The first of ``paths`` that is an OpenSSL 3 with SM2; Sm2Unavailable, which says ``mend``."""
    tried = []
    for path in paths:
        tried.append(path)
        try:
            library, keeping = ctypes.CDLL(path), ctypes.PyDLL(path)
            for name, (result, arguments) in _PROTOTYPES.items():
                function = getattr(keeping if name in _SHORT else library, name)
                function.restype, function.argtypes = result, list(arguments)
                setattr(library, name, function)
        except (OSError, AttributeError):
            continue
        if library.OpenSSL_version_num() >> 28 >= 3 and library.EVP_sm3():
            return library
    raise Sm2Unavailable(f"no OpenSSL 3 ({', '.join(tried) or 'no file to try'}). {mend}")


def _bundled() -> Iterator[str]:
    found = find_spec("psycopg_binary")
    if found is None or found.origin is None:
        return
    package = Path(found.origin).parent
    yield from map(str, sorted(package.parent.glob("psycopg_binary.libs/libcrypto-*.so.3")))
    yield from map(str, sorted(package.glob(".dylibs/libcrypto.3.dylib")))
