"""SM2 signatures and verifications per second of one core, 256-byte messages.

The limit is `openssl speed sm2`, which signs 20 bytes; rounds of both alternate, so that what else
the machine does falls on both, and the best round of each counts: what disturbs only ever slows.
Processor time on both sides. The baseline is what others use where
no C library is: gmalg, in pure Python.
"""

from __future__ import annotations

import random
import re
import subprocess
import time
from collections.abc import Callable
from typing import Any

import gmalg

from tongban_trust.signing import Algorithm, PublicKey, generate_key
from tongban_trust.signing.sm2 import backend

DEFAULT_SIZE = 12_000
ROUNDS = 8
PURE = 20
MESSAGE_BYTES = 256
_SPEED = re.compile(r"SM2 \(CurveSM2\)\s+\S+s\s+\S+s\s+([\d.]+)\s+([\d.]+)")


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` signatures and as many verifications, in rounds between those of openssl."""
    count = size or DEFAULT_SIZE
    chance = random.Random(seed)
    messages = [chance.randbytes(MESSAGE_BYTES) for _ in range(max(1, count // ROUNDS))]
    key = generate_key(Algorithm.SM2)
    signatures = [key.sign(message) for message in messages]
    rounds = [_round(key.sign, key.public, messages, signatures) for _ in range(ROUNDS)]
    sign, verify, limit_sign, limit_verify = map(max, zip(*rounds, strict=True))
    return {
        "name": "sm2",
        "value": round(sign),
        "unit": "signatures/s on one core",
        "limit": round(limit_sign),
        "of_limit": round(sign / limit_sign, 3),
        "verify_per_s": round(verify),
        "verify_limit": round(limit_verify),
        "verify_of_limit": round(verify / limit_verify, 3),
        "backend": backend().name,
        "baselines": {"gmalg (pure Python)": _pure(messages)},
        "size": count,
        "seed": seed,
    }


def _round(
    sign: Callable[[bytes], bytes],
    public: PublicKey,
    messages: list[bytes],
    signatures: list[bytes],
) -> tuple[float, float, float, float]:
    signed = _per_second(len(messages), lambda n: sign(messages[n]))
    verified = _per_second(
        len(messages), lambda n: public.verify(signatures[n], messages[n]) or _wrong()
    )
    return signed, verified, *_openssl()


def _per_second(count: int, one: Callable[[int], object]) -> float:
    started = time.process_time()
    for number in range(count):
        one(number)
    return count / (time.process_time() - started)


def _openssl() -> tuple[float, float]:
    done = subprocess.run(
        ["openssl", "speed", "-seconds", "1", "sm2"], capture_output=True, text=True, check=True
    )
    told = _SPEED.search(done.stdout)
    if told is None:
        raise RuntimeError(f"openssl speed sm2 told nothing readable: {done.stdout[-200:]}")
    return float(told[1]), float(told[2])


def _pure(messages: list[bytes]) -> dict[str, int]:
    secret, public = gmalg.SM2().generate_keypair()
    other = gmalg.SM2(secret, b"1234567812345678", public)
    signed = [other.sign(messages[n % len(messages)]) for n in range(PURE)]
    return {
        "sign_per_s": round(_per_second(PURE, lambda n: other.sign(messages[n % len(messages)]))),
        "verify_per_s": round(
            _per_second(
                PURE, lambda n: other.verify(messages[n % len(messages)], *signed[n]) or _wrong()
            )
        ),
    }


def _wrong() -> None:
    raise RuntimeError("A signature just made does not verify")
