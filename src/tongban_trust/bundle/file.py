"""The bundle as a file: canonical JSON, signed over its canonical bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from tongban_trust.bundle.trust import LogTrust, Pin, Standing, StatusSnapshot, TrustBundle
from tongban_trust.canonical import NotCanonical, canonical_bytes, read_canonical
from tongban_trust.signing import BadEncoding, PublicKey, SigningKey
from tongban_trust.tlog.note import parse_checkpoint, parse_key
from tongban_trust.x509 import parse_certificate, parse_crl

VERSION = 1
MOST_BYTES = 32 * 1024 * 1024
MOST_LISTED = 200_000
_TAG = b"tongban trust bundle v1\x00"
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_KEY = re.compile(r"[0-9a-f]{32}")
_Read = TypeVar("_Read")


class BundleRefused(ValueError):
    """The bytes are no bundle one may rely on; ``code`` is stable, the message says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def write_bundle(bundle: TrustBundle, key: SigningKey) -> bytes:
    """The signed file."""
    body = _body(bundle)
    signature = key.sign(_TAG + canonical_bytes(body))
    return canonical_bytes(
        {"bundle": body, "key": _text(key.public.spki), "signature": _text(signature)}
    )


def read_bundle(data: bytes, pin: Pin | None = None) -> tuple[TrustBundle, Pin]:
    """The bundle and what to remember of it; BundleRefused for anything not to rely on.

    Without a ``pin`` the key that came with the file is taken at its word: compare its id with
    one from elsewhere. Codes: ``bundle.unreadable``, ``bundle.signature``, ``bundle.other_key``,
    ``bundle.rolled_back``.
    """
    try:
        said = read_canonical(data, MOST_BYTES)
        if not isinstance(said, Mapping) or set(said) != {"bundle", "key", "signature"}:
            raise _unreadable("it has not exactly a bundle, a key and a signature")
        key = PublicKey.from_spki(_bytes(said["key"]))
        signature = _bytes(said["signature"])
    except (NotCanonical, BadEncoding) as error:
        raise _unreadable(str(error)) from error
    if pin is not None and key.key_id != pin.key_id:
        raise BundleRefused("bundle.other_key", "Another key signed this bundle than the one known")
    if not key.verify(signature, _TAG + canonical_bytes(said["bundle"])):
        raise BundleRefused("bundle.signature", "The bundle was changed after it was signed")
    bundle = _bundle(said["bundle"])
    found = Pin(key.key_id, bundle.sequence, hashlib.sha256(data).hexdigest())
    older = pin is not None and found.sequence < pin.sequence
    twin = pin is not None and found.sequence == pin.sequence and found.digest != pin.digest
    if older or twin:
        raise BundleRefused("bundle.rolled_back", "A newer bundle, or another of it, is known")
    return bundle, found


def _body(bundle: TrustBundle) -> dict[str, object]:
    log = bundle.log
    return {
        "v": VERSION,
        "sequence": bundle.sequence,
        "made_at": _moment_text(bundle.made_at),
        "log": {
            "origin": log.origin,
            "key": log.key.line,
            "witnesses": [each.line for each in log.witnesses],
            "witnesses_needed": log.witnesses_needed,
            "merge_delay_s": log.merge_delay_s,
            "checkpoint": log.checkpoint.text if log.checkpoint else None,
        },
        "roots": [_text(each.der) for each in bundle.roots],
        "revocation_lists": [_text(each.der) for each in bundle.revocation_lists],
        "issuers": {code: sorted(types) for code, types in bundle.issuers.items()},
        "code_keys": [_text(each.spki) for each in bundle.code_keys],
        "status": {
            "as_of": _moment_text(bundle.status.as_of),
            "changes": {
                key: [[since.isoformat(), standing.value] for since, standing in changes]
                for key, changes in bundle.status.changes.items()
            },
        },
    }


def _bundle(said: Any) -> TrustBundle:
    try:
        _exactly(said, _BODY)
        _exactly(said["log"], _LOG)
        _exactly(said["status"], {"as_of", "changes"})
        if said["v"] != VERSION or not isinstance(said["issuers"], Mapping):
            raise _unreadable("it is of another version")
        return TrustBundle(
            sequence=_number(said["sequence"]),
            made_at=_moment(said["made_at"]),
            log=_log(said["log"]),
            roots=_all(said["roots"], lambda each: parse_certificate(_bytes(each))),
            revocation_lists=_all(said["revocation_lists"], lambda each: parse_crl(_bytes(each))),
            issuers={code: frozenset(_all(said["issuers"][code], str)) for code in said["issuers"]},
            code_keys=_all(said["code_keys"], lambda each: PublicKey.from_spki(_bytes(each))),
            status=_status(said["status"]),
        )
    except BundleRefused:
        raise
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError) as error:
        raise _unreadable(str(error)) from error


_BODY = frozenset(
    ("v", "sequence", "made_at", "log", "roots", "revocation_lists", "issuers", "code_keys",
     "status")
)  # fmt: skip
_LOG = frozenset(("origin", "key", "witnesses", "witnesses_needed", "merge_delay_s", "checkpoint"))


def _log(said: Any) -> LogTrust:
    text = said["checkpoint"]
    found = LogTrust(
        origin=str(said["origin"]),
        key=parse_key(said["key"]),
        witnesses=_all(said["witnesses"], parse_key),
        witnesses_needed=_number(said["witnesses_needed"]),
        merge_delay_s=_number(said["merge_delay_s"]),
        checkpoint=None if text is None else parse_checkpoint(text),
    )
    if found.checkpoint is not None and not found.accepts(found.checkpoint):
        raise _unreadable("its checkpoint is not signed and cosigned as it says itself")
    return found


def _status(said: Any) -> StatusSnapshot:
    listed = said["changes"]
    if len(listed) > MOST_LISTED or not all(map(_KEY.fullmatch, listed)):
        raise _unreadable("its list of changes is too long or lists no records")
    changes = {
        key: _all(each, lambda one: (date.fromisoformat(one[0]), Standing(one[1])))
        for key, each in listed.items()
    }
    return StatusSnapshot(_moment(said["as_of"]), changes)


def _all(said: Any, read: Callable[[Any], _Read]) -> tuple[_Read, ...]:
    if not isinstance(said, list):
        raise _unreadable("a list in it is none")
    return tuple(read(each) for each in said)


def _exactly(said: Any, names: set[str] | frozenset[str]) -> None:
    if not isinstance(said, Mapping) or set(said) != names:
        raise _unreadable("a part has not exactly the fields of its version")


def _number(said: Any) -> int:
    if type(said) is not int or said < 0:
        raise _unreadable("a number in it is none")
    return said


def _moment(said: Any) -> datetime:
    return datetime.strptime(said, _MOMENT).replace(tzinfo=UTC)


def _moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_MOMENT)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: Any) -> bytes:
    try:
        data = base64.b64decode(text if isinstance(text, str) else "?", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _unreadable("a value in it is not base64") from error
    if _text(data) != text:
        raise _unreadable("a value in it is not in its one base64 form")
    return data


def _unreadable(why: str) -> BundleRefused:
    return BundleRefused("bundle.unreadable", f"This is no trust bundle: {why}")
