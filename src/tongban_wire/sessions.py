"""Sessions 会话: two nodes agree on keys once, then authenticate thousands of messages with them.

The consumer signs a hello, the provider a welcome over it (ECDHE with signatures, as TLS 1.3
does); the keys are bound to the bytes of both. Each message has a MAC over its exact bytes, and a
batch of messages travels sealed. A MAC convinces the two ends; third parties are convinced by the
logs of both sides.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from tongban_trust.agreement import BadShare, Ephemeral, ephemeral
from tongban_trust.signing import PublicKey, SigningKey, short_signature, verify_short
from tongban_trust.suites import Suite, Tampered, suite
from tongban_wire.plain import Id, Malformed, Operand, Whole, decode, encode
from tongban_wire.statements import NotSigned, key_id_in, open_statement, sign_statement

Greeting = TypeVar("Greeting")

VERSION = 1
LONGEST_MS = 3_600_000
MOST_SKEW_MS = 30_000
MOST_MESSAGES = 256
MOST_BATCH_BYTES = 4 * 1024 * 1024
SESSION_ID_BYTES = 16
_HELLO, _WELCOME = "tongban.hello", "tongban.welcome"
_MOST_HELLO_BYTES = 2048
_SIGNATURE_BYTES = 64
_SIGNED = b"tongban message v1\x00"


class SessionRefused(ValueError):
    """No session comes about, or what came through it is not authentic."""


class Direction(Enum):
    """Which way a message goes."""

    TO_PROVIDER = "to-provider"
    TO_CONSUMER = "to-consumer"


@dataclass(frozen=True, slots=True)
class Hello:
    """The consumer's opening: who it is, whom it wants, its fresh share (hex)."""

    v: Whole
    suite: Id
    consumer: Id
    provider: Id
    share: Operand
    nonce: Id
    at_ms: Whole


@dataclass(frozen=True, slots=True)
class Welcome:
    """The provider's answer to one hello (``hello``: SHA-256 of its text, hex)."""

    v: Whole
    hello: Id
    session: Id
    share: Operand
    at_ms: Whole
    expires_at_ms: Whole


@dataclass(frozen=True, slots=True)
class Sealed:
    """One message with its authentication: MAC always, signature (64 bytes) or nothing."""

    body: bytes
    signature: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class Session:
    """Keys two nodes share until ``expires_at_ms``; ``peer_key_id`` proved who is at the far end.

    ``transcript`` is hello and welcome as signed: evidence of who agreed on the keys.
    """

    id: bytes
    suite: Suite
    consumer: Id
    provider: Id
    peer_key_id: Id
    expires_at_ms: Whole
    transcript: bytes
    _secret: bytes = field(repr=False)

    def seal(self, direction: Direction, body: bytes, key: SigningKey | None = None) -> Sealed:
        """Authenticate the exact bytes; with ``key`` they are signed too."""
        signature = short_signature(key, _SIGNED + body) if key else b""
        return Sealed(body, signature, self._mac(direction, body, signature))

    def holds(self, direction: Direction, sealed: Sealed) -> bool:
        """Whether the other end of this session made the message. Never raises."""
        expected = self._mac(direction, sealed.body, sealed.signature)
        return hmac.compare_digest(expected, sealed.mac)

    def pack(self, direction: Direction, batch: Sequence[Sealed]) -> bytes:
        """The batch as it travels: session id, then all messages encrypted as one."""
        parts = []
        for each in batch:
            parts += [len(each.body).to_bytes(4, "big"), each.body]
            parts += [len(each.signature).to_bytes(1, "big"), each.signature, each.mac]
        key = self._derived(f"seal {direction.value}")
        return self.id + self.suite.seal(key, b"".join(parts), self._context(direction))

    def unpack(self, direction: Direction, data: bytes) -> list[Sealed]:
        """The messages in a batch; SessionRefused when it is not whole or not of this session."""
        if len(data) > MOST_BATCH_BYTES or data[:SESSION_ID_BYTES] != self.id:
            raise SessionRefused("The batch is too large or of another session")
        key = self._derived(f"seal {direction.value}")
        try:
            plain = self.suite.open(key, data[SESSION_ID_BYTES:], self._context(direction))
        except Tampered as error:
            raise SessionRefused("The batch was changed on its way") from error
        return _split(plain, self.suite.digest_bytes)

    def _mac(self, direction: Direction, body: bytes, signature: bytes) -> bytes:
        mac = _MACS.get((self.id, direction))
        if mac is None:
            if len(_MACS) > _MOST_DERIVED:
                _MACS.clear()
            mac = self.suite.keyed(self._derived(f"mac {direction.value}"))
            _MACS[self.id, direction] = mac
        return mac(len(body).to_bytes(4, "big") + body + signature)

    def _context(self, direction: Direction) -> bytes:
        return self.id + direction.value.encode()

    def _derived(self, purpose: str) -> bytes:
        known = _DERIVED.get((self.id, purpose))
        if known is None:
            if len(_DERIVED) > _MOST_DERIVED:
                _DERIVED.clear()
            known = _DERIVED[self.id, purpose] = self.suite.derive(self._secret, purpose)
        return known


_DERIVED: dict[tuple[bytes, str], bytes] = {}
_MACS: dict[tuple[bytes, Direction], Callable[[bytes], bytes]] = {}
_MOST_DERIVED = 4096


def signature_holds(sealed: Sealed, key: PublicKey) -> bool:
    """Whether ``key`` signed this very message. Never raises."""
    return len(sealed.signature) == _SIGNATURE_BYTES and verify_short(
        key, sealed.signature, _SIGNED + sealed.body
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """What the consumer keeps between hello and welcome."""

    hello: Hello
    text: Id
    own: Ephemeral


def say_hello(
    suite_name: str, consumer: str, provider: str, key: SigningKey, now_ms: int
) -> Opening:
    """The consumer's first step; ``text`` goes to the provider."""
    own = ephemeral(suite_name)
    nonce = secrets.token_hex(16)
    hello = Hello(VERSION, suite_name, consumer, provider, own.share.hex(), nonce, now_ms)
    return Opening(hello, sign_statement(_HELLO, encode(hello), key), own)


def read_hello(text: str, keys: Mapping[str, PublicKey]) -> tuple[Hello, str]:
    """The hello that one of ``keys`` signed, and the id of that key; SessionRefused."""
    hello, key_id = _open(_HELLO, text, keys, Hello)
    return hello, key_id


def welcome(
    hello: Hello, text: str, key_id: str, key: SigningKey, now_ms: int, expires_at_ms: int
) -> tuple[str, Session]:
    """The provider's step: the text to answer with, and the session. SessionRefused."""
    if abs(hello.at_ms - now_ms) > MOST_SKEW_MS or hello.v != VERSION:
        raise SessionRefused("The hello is not of this time or version")
    own = _ephemeral(hello.suite)
    shared = _agree(own, hello.share)
    session_id = secrets.token_bytes(SESSION_ID_BYTES)
    answer = Welcome(
        VERSION, _sha256(text), session_id.hex(), own.share.hex(), now_ms, expires_at_ms
    )
    said = sign_statement(_WELCOME, encode(answer), key)
    return said, _session(hello, text, said, shared, session_id, key_id, expires_at_ms)


def read_welcome(
    opening: Opening, text: str, keys: Mapping[str, PublicKey], now_ms: int
) -> Session:
    """The consumer's last step: the session, when one of the provider's ``keys`` signed the
    answer to this very hello. SessionRefused.
    """
    answer, key_id = _open(_WELCOME, text, keys, Welcome)
    if answer.hello != _sha256(opening.text) or answer.v != VERSION:
        raise SessionRefused("The welcome answers another hello")
    if not now_ms < answer.expires_at_ms <= now_ms + LONGEST_MS + MOST_SKEW_MS:
        raise SessionRefused("The session offered is over, or would last too long")
    shared = _agree(opening.own, answer.share)
    session_id = _hex(answer.session)
    if len(session_id) != SESSION_ID_BYTES:
        raise SessionRefused("The session has no proper id")
    return _session(
        opening.hello, opening.text, text, shared, session_id, key_id, answer.expires_at_ms
    )


def _session(
    hello: Hello, hello_text: str, welcome_text: str,
    shared: bytes, session_id: bytes, key_id: str, expires_at_ms: int,
) -> Session:  # fmt: skip
    chosen = suite(hello.suite)
    transcript = f"{hello_text}\n{welcome_text}".encode()
    secret = chosen.mac(chosen.hash(transcript), shared)
    return Session(
        session_id,
        chosen,
        hello.consumer,
        hello.provider,
        key_id,
        expires_at_ms,
        transcript,
        secret,
    )


def _split(plain: bytes, mac_bytes: int) -> list[Sealed]:
    found: list[Sealed] = []
    place = 0
    while place < len(plain):
        end = place + 4 + int.from_bytes(plain[place : place + 4], "big")
        body = plain[place + 4 : end]
        signature = plain[end + 1 : end + 1 + int.from_bytes(plain[end : end + 1], "big")]
        place = end + 1 + len(signature) + mac_bytes
        mac = plain[place - mac_bytes : place]
        if len(mac) != mac_bytes or len(found) == MOST_MESSAGES:
            raise SessionRefused("The batch is cut short or has too many messages")
        found.append(Sealed(body, signature, mac))
    return found


def _open(
    purpose: str, text: str, keys: Mapping[str, PublicKey], kind: type[Greeting]
) -> tuple[Greeting, str]:
    if len(text) > 2 * _MOST_HELLO_BYTES:
        raise SessionRefused("The greeting is too long")
    try:
        payload = open_statement(purpose, text, keys)
        return decode(kind, payload, _MOST_HELLO_BYTES), key_id_in(text)
    except (NotSigned, Malformed) as error:
        raise SessionRefused(str(error)) from error


def _ephemeral(suite_name: str) -> Ephemeral:
    try:
        return ephemeral(suite_name)
    except KeyError as error:
        raise SessionRefused("The crypto suite is not known here") from error


def _agree(own: Ephemeral, share: str) -> bytes:
    try:
        return own.agree(_hex(share))
    except BadShare as error:
        raise SessionRefused(str(error)) from error


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise SessionRefused("A value of the greeting is not hex") from error


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
