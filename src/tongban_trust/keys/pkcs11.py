"""Keys in a PKCS#11 device (OASIS PKCS #11 2.40): P-256 and Ed25519, made there, kept there.

There is no index beside the device: an object's label holds name, version and time, as in
``log#2#20261101T080000Z``. The newest version signs; an older one verifies; one whose private half
is gone is destroyed.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from itertools import pairwise
from typing import Any

from tongban_trust.keys.door import DoorClosed, KeyRefused, KeyState, KeyVersion, named
from tongban_trust.keys.token_login import Session, TokenLogin
from tongban_trust.signing import Algorithm, BadEncoding, PublicKey, SigningKey, from_compact

_STAMP = "%Y%m%dT%H%M%SZ"
_MOST_OBJECTS = 20_000
_OCTET_STRING = 0x04
_PROBE = b"tongban key check"
_CURVES = {Algorithm.P256: "secp256r1", Algorithm.ED25519: "1.3.101.112"}


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A private key that stays in its device."""

    public: PublicKey
    _sign: Callable[[bytes], bytes]

    def sign(self, message: bytes) -> bytes:
        """The signature over ``message``: DER for P-256, 64 bytes for Ed25519. DoorClosed."""
        return self._sign(message)


class Pkcs11Door:
    """Keys in the token labelled ``label`` behind the library at ``path``. See ``KeyDoor``.

    Rotate from one place at a time: the standard has no lock across processes. ``check`` tells
    when two made the same version.
    """

    algorithms = frozenset(_CURVES)

    def __init__(self, path: str, label: str, pin: str) -> None:
        """Nothing is opened yet. DoorClosed when the package python-pkcs11 is not installed."""
        self._login = TokenLogin(path, label, pin)
        self._pkcs11: Any = import_module("pkcs11")
        self._curves: Any = import_module("pkcs11.util.ec")

    def create(self, name: str, algorithm: Algorithm, now: datetime) -> SigningKey:
        """A new key; the standing one when it exists with this algorithm, else KeyRefused.

        KeyRefused for SM2, for which the standard has no mechanism.
        """
        known = self.versions(named(name))
        if not known:
            return self._make(name, 1, algorithm, now)
        if known[-1].public.algorithm is not algorithm:
            raise KeyRefused(f"Key {name} exists with another algorithm: rotate it instead")
        return self.open_key(name)

    def open_key(self, name: str) -> SigningKey:
        """The version that signs now; KeyRefused when there is none."""
        known = self.versions(named(name))
        if not known:
            raise KeyRefused(f"There is no key {name} in token {self._login.label}")
        if known[-1].state is not KeyState.SIGNS:
            raise KeyRefused(f"The newest version of {name} has lost its private half: rotate it")
        return self._key(known[-1])

    def rotate(self, name: str, now: datetime) -> SigningKey:
        """A new version that signs from now on; older ones only verify. KeyRefused if unknown."""
        known = self.versions(named(name))
        if not known:
            raise KeyRefused(f"There is no key {name} to rotate")
        return self._make(name, known[-1].version + 1, known[-1].public.algorithm, now)

    def destroy(self, name: str, version: int) -> None:
        """Forget a private half that no longer signs; KeyRefused for the one that does."""
        known = self.versions(named(name))
        found = [each for each in known if each.version == version]
        if not found:
            raise KeyRefused(f"There is no version {version} of key {name}")
        if found[0] == known[-1]:
            raise KeyRefused(f"Version {version} of {name} signs: rotate the key first")
        if found[0].state is not KeyState.DESTROYED:
            self._login.run(lambda session: self._private(session, found[0]).destroy())

    def versions(self, name: str | None = None) -> tuple[KeyVersion, ...]:
        """All versions of one name, or of every name, oldest first."""
        listed = [each for each in self._login.run(self._listed) if name in (None, each.name)]
        newest = {each.name: each for each in listed}
        return tuple(each if each is newest[each.name] else _retired(each) for each in listed)

    def check(self) -> tuple[str, ...]:
        """What is wrong with this door, in sentences; empty when it is sound."""
        try:
            listed = self.versions()
            found = self._login_troubles()
        except DoorClosed as closed:
            return (str(closed),)
        for one, next_one in pairwise(listed):
            if (one.name, one.version) == (next_one.name, next_one.version):
                found.append(f"Version {one.version} of {one.name} was made twice: rotate it")
        for each in listed:
            if each.state is not KeyState.DESTROYED:
                found += self._key_troubles(each)
        return tuple(found)

    def _login_troubles(self) -> list[str]:
        flags = self._pkcs11.TokenFlag(self._login.token().flags)
        if self._pkcs11.TokenFlag.USER_PIN_FINAL_TRY in flags:
            return ["One more wrong PIN locks the token"]
        return []

    def _key_troubles(self, version: KeyVersion) -> list[str]:
        what = f"Version {version.version} of {version.name}"
        try:
            private = self._login.run(lambda session: self._private(session, version))
            can_leave = private[self._pkcs11.Attribute.EXTRACTABLE]
            proven = version.public.verify(self._key(version).sign(_PROBE), _PROBE)
        except (DoorClosed, KeyRefused) as error:
            return [f"{what} does not sign: {error}"]
        return [
            *([f"{what} can be taken out of the device: rotate it"] if can_leave else []),
            *([] if proven else [f"{what} signs what its public half does not verify"]),
        ]

    def _make(self, name: str, version: int, algorithm: Algorithm, now: datetime) -> SigningKey:
        if algorithm not in self.algorithms:
            raise KeyRefused(
                f"PKCS#11 has no mechanism for {algorithm.value}: keep the key in an SDF device or"
                " in the keystore file"
            )
        label = f"{name}#{version}#{now.astimezone(UTC).strftime(_STAMP)}"
        self._login.run(lambda session: self._generate(session, label, algorithm))
        return self.open_key(name)

    def _generate(self, session: Session, label: str, algorithm: Algorithm) -> None:
        p11 = self._pkcs11
        edwards = algorithm is Algorithm.ED25519
        curve = self._curves.encode_named_curve_parameters(_CURVES[algorithm])
        session.create_domain_parameters(
            p11.KeyType.EC_EDWARDS if edwards else p11.KeyType.EC,
            {p11.Attribute.EC_PARAMS: curve},
            local=True,
        ).generate_keypair(
            store=True,
            label=label,
            id=uuid.uuid4().bytes,
            mechanism=p11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN if edwards else None,
            private_template={p11.Attribute.SENSITIVE: True, p11.Attribute.EXTRACTABLE: False},
        )

    def _listed(self, session: Session) -> list[KeyVersion]:
        p11 = self._pkcs11
        kinds = p11.Attribute.CLASS, p11.ObjectClass
        private = {each.label for each in _found(session, {kinds[0]: kinds[1].PRIVATE_KEY})}
        public = _found(session, {kinds[0]: kinds[1].PUBLIC_KEY})
        listed = (self._version(each, each.label in private) for each in public)
        ours = (each for each in listed if each is not None)
        return sorted(ours, key=lambda each: (each.name, each.version, each.made_at))

    def _version(self, public: Any, has_private: bool) -> KeyVersion | None:
        """What an object's label and point tell; None for what others keep in the token."""
        try:
            name, version, stamp = public.label.split("#")
            made_at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            key = _public_key(bytes(public[self._pkcs11.Attribute.EC_POINT]))
            state = KeyState.SIGNS if has_private else KeyState.DESTROYED
            return KeyVersion(named(name), int(version), key, state, made_at)
        except (ValueError, self._pkcs11.AttributeTypeInvalid):
            return None

    def _private(self, session: Session, version: KeyVersion) -> Any:
        label = f"{version.name}#{version.version}#{version.made_at.strftime(_STAMP)}"
        p11 = self._pkcs11
        wanted = {p11.Attribute.CLASS: p11.ObjectClass.PRIVATE_KEY, p11.Attribute.LABEL: label}
        found = _found(session, wanted)
        if not found:
            raise KeyRefused(f"Version {version.version} of {version.name} was destroyed")
        return found[0]

    def _key(self, version: KeyVersion) -> TokenKey:
        mechanism = self._pkcs11.Mechanism

        def on_p256(session: Session, message: bytes) -> bytes:
            digest = hashlib.sha256(message).digest()
            return from_compact(
                self._private(session, version).sign(digest, mechanism=mechanism.ECDSA)
            )

        def on_ed25519(session: Session, message: bytes) -> bytes:
            signed: bytes = self._private(session, version).sign(message, mechanism=mechanism.EDDSA)
            return signed

        one = on_p256 if version.public.algorithm is Algorithm.P256 else on_ed25519
        return TokenKey(
            version.public,
            lambda message: self._login.run(lambda session: one(session, message)),
        )


def _found(session: Session, wanted: dict[Any, Any]) -> list[Any]:
    found = []
    for each in session.get_objects(wanted):
        found.append(each)
        if len(found) > _MOST_OBJECTS:
            raise DoorClosed(f"The token holds more than {_MOST_OBJECTS} keys: clear it up")
    return found


def _public_key(point: bytes) -> PublicKey:
    """The key of CKA_EC_POINT: an OCTET STRING by the standard, bare bytes by some devices."""
    inner = (
        point[2:] if point[0] == _OCTET_STRING and point[1:2] == bytes([len(point) - 2]) else b""
    )
    for raw in (inner, point):
        for algorithm in _CURVES:
            try:
                return PublicKey(algorithm, raw)
            except BadEncoding:
                continue
    raise BadEncoding("The device's public key is of no form known here")


def _retired(version: KeyVersion) -> KeyVersion:
    gone = version.state is KeyState.DESTROYED
    return version if gone else replace(version, state=KeyState.VERIFIES_ONLY)
