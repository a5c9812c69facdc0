"""How many certificates are verified offline per second, status and log inclusion counted.

Every file has its own holder, record, leaf and proof; half are OFD (SM2), half PDF (P-256). They
were logged a hundred to a checkpoint, and the bundle lists 10,000 changed certificates. The verdict
is the whole one: bytes, seal, content, issuer, log with a witness, moments, status, term. One in
fifty is suspended and must be said so, one in fifty has a byte changed and must be called altered.

Two processes, a core each: the value is both together by the clock, beside it the processor time of
one certificate. The limit is one SM2 verification each, on both cores, by `openssl speed`; the
baseline is that alone in pure Python (gmalg).
"""

from __future__ import annotations

import gc
import random
import re
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

import gmalg

from bench._certificates import NOW, TODAY, Maker
from tongban_trust.bundle import Standing, TrustBundle
from tongban_trust.verify import Moment, Outcome, verify_file

DEFAULT_SIZE = 2_000
PER_CHECKPOINT, CHANGED, EACH, PURE, CORES = 100, 10_000, 50, 20, 2
_SPEED = re.compile(r"SM2 \(CurveSM2\)\s+\S+s\s+\S+s\s+([\d.]+)\s+([\d.]+)")
_Part = list[tuple[bytes, Outcome]]
_given: list[tuple[_Part, TrustBundle]] = []  # inherited by the processes, not sent to them
_MOMENT = Moment(NOW + timedelta(hours=1), TODAY)


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` certificates, made first, verified by two processes."""
    count, dice = size or DEFAULT_SIZE, random.Random(seed)
    maker = Maker.fresh()
    changes = {dice.randbytes(16).hex(): ((TODAY, Standing.REVOKED),) for _ in range(CHANGED)}
    made: _Part = []
    for number, (data, key) in enumerate(maker.certificates(count, PER_CHECKPOINT, dice)):
        if number % EACH == 0:
            changes[key] = ((TODAY, Standing.SUSPENDED),)
            made.append((data, Outcome.SUSPENDED))
        elif number % EACH == 1:
            made.append((_altered(data), Outcome.ALTERED))
        else:
            made.append((data, Outcome.VALID))
    _given.extend((made[place::CORES], maker.bundle(changes)) for place in range(CORES))
    with ProcessPoolExecutor(CORES, mp_context=get_context("fork")) as pool:
        list(pool.map(_ready, range(CORES)))
        began = time.perf_counter()
        spent = sum(pool.map(_verify, range(CORES)))
        seconds = time.perf_counter() - began
    return {
        "name": "cert-verify",
        "value": round(count / seconds),
        "unit": "certificates/s on two cores",
        "processor_ms_per_certificate": round(spent * 1000 / count, 3),
        "per_core_pair_by_processor_time": round(CORES * count / spent),
        "limit": round(CORES * _openssl()),
        "limit_is": "one SM2 verification each by openssl speed",
        "baselines": {"gmalg (pure Python), the seal's signature alone": round(CORES * _pure())},
        "size": count,
        "seed": seed,
    }


def _ready(_: int) -> float:
    gc.freeze()  # what the bench itself holds is no verifier's burden
    time.sleep(0.2)  # so that each process of the pool is there before the clock runs
    return time.process_time()


def _verify(place: int) -> float:
    part, bundle = _given[place]
    began = time.process_time()
    for data, outcome in part:
        found = verify_file(data, bundle, _MOMENT)
        if found.outcome is not outcome:
            raise RuntimeError(f"{found.code} was answered where {outcome.value} is true")
    return time.process_time() - began


def _altered(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[len(data) // 3] ^= 1
    return bytes(changed)


def _openssl() -> float:
    done = subprocess.run(
        ["openssl", "speed", "-seconds", "1", "sm2"], capture_output=True, text=True, check=True
    )
    told = _SPEED.search(done.stdout)
    if told is None:
        raise RuntimeError(f"openssl speed sm2 told nothing readable: {done.stdout[-200:]}")
    return float(told[2])


def _pure() -> float:
    secret, public = gmalg.SM2().generate_keypair()
    other = gmalg.SM2(secret, b"1234567812345678", public)
    signed = [other.sign(b"%d" % number) for number in range(PURE)]
    began = time.process_time()
    for number in range(PURE):
        if not other.verify(b"%d" % number, *signed[number]):
            raise RuntimeError("A signature just made does not verify")
    return PURE / (time.process_time() - began)
