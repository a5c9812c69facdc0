"""Every way of this machine to compute SM2, the choice among them, and what they leave behind."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban_trust.signing import sm2
from tongban_trust.signing.sm2 import Sm2Backend, Sm2Unavailable, choose
from tongban_trust.signing.sm2.backends import ORDER, prove
from tongban_trust.signing.sm2.gmssl_wheel import GmsslWheelBackend
from tongban_trust.signing.sm2.libcrypto import LibcryptoBackend
from tongban_trust.signing.sm2.openssl import bind
from tongban_trust.suites import SuiteBroken

ROADS: dict[str, Callable[[], Sm2Backend]] = {
    "system": LibcryptoBackend.of_the_system,
    "bundled": LibcryptoBackend.bundled,
    "wheel": GmsslWheelBackend,
}
WARM_ROUNDS, LEAK_ROUNDS, LEAK_BYTES = 4_400, 8_000, 2 * 1024 * 1024


@pytest.fixture(params=list(ROADS))
def road(request) -> Iterator[Sm2Backend]:
    try:
        yield ROADS[request.param]()
    except Sm2Unavailable as lack:
        pytest.skip(f"This machine has {lack}")


def here() -> list[Sm2Backend]:
    found = []
    for make in ROADS.values():
        try:
            found.append(make())
        except Sm2Unavailable:
            continue
    return found


def missing(what: str) -> Callable[[], Sm2Backend]:
    def make() -> Sm2Backend:
        raise Sm2Unavailable(what)

    return make


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_each_gives_the_answers_of_the_standard(road):
    prove(road)


@given(
    scalar=st.integers(1, ORDER - 2), message=st.binary(max_size=200), user_id=st.binary(min_size=1)
)
@settings(max_examples=15, deadline=None)
def test_all_of_them_agree(scalar, message, user_id):
    secret = scalar.to_bytes(32, "big")
    user_id = user_id[:60]
    everyone = here()
    points = {each.public_point(secret) for each in everyone}
    assert len(points) == 1
    point = points.pop()
    for signer in everyone:
        signature = signer.sign(secret, message, user_id)
        for judge in everyone:
            assert judge.verify(point, signature, message, user_id), (signer.name, judge.name)
            assert not judge.verify(point, signature, message + b"x", user_id)
            assert not judge.verify(point, signature, message, user_id + b"x")


def test_junk_verifies_nothing_and_is_no_key(road):
    secret = road.generate()
    point, signature = road.public_point(secret), road.sign(secret, b"m")
    for bad_point in (b"", point[1:], b"\x04" + b"\x01" * 64, b"\x05" + point[1:], point + b"\x00"):
        assert not road.verify(bad_point, signature, b"m")
    for bad_signature in (b"", b"\x30\x00", b"\xff" * 70, signature[:-1]):
        assert not road.verify(point, bad_signature, b"m")
    for bad_secret in (b"", b"\x00" * 32, b"\xff" * 32, secret + b"\x00"):
        with pytest.raises(ValueError, match="n-2"):
            road.sign(bad_secret, b"m")


def test_threads_share_a_backend(road):
    keys = [(secret, road.public_point(secret)) for secret in (road.generate() for _ in range(4))]

    def work(number: int) -> bool:
        secret, point = keys[number % len(keys)]
        message = b"m%d" % number
        signature = road.sign(secret, message)
        return road.verify(point, signature, message) and not road.verify(point, signature, b"x")

    with ThreadPoolExecutor(8) as many:
        assert all(many.map(work, range(200)))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="This system has no /proc")
@pytest.mark.parametrize("name", ["system", "bundled"])
def test_calls_leave_no_memory_behind(name):
    try:
        backend = ROADS[name]()
    except Sm2Unavailable as lack:
        pytest.skip(f"This machine has {lack}")
    secret = backend.generate()
    point, good = backend.public_point(secret), backend.sign(secret, b"m")
    bad = good[:-1] + bytes([good[-1] ^ 1])

    def calls(rounds: int) -> None:
        for number in range(rounds // 4):
            backend.sign(secret, b"m")
            backend.verify(point, good, b"m")
            backend.verify(point, bad, b"m")
            # A key that the store of ready ones has not seen, and in time pushes others out.
            backend.verify(point, good, b"m", b"user %d" % number)

    calls(WARM_ROUNDS)
    gc.collect()
    before = resident_bytes()
    calls(LEAK_ROUNDS)
    gc.collect()
    assert resident_bytes() - before < LEAK_BYTES


def test_the_error_queue_of_the_thread_stays_clean():
    library = ctypes.CDLL("libcrypto.so.3") if "system" in names_here() else None
    if library is None:
        pytest.skip("This machine has no OpenSSL 3 of its own")
    library.ERR_peek_error.restype = ctypes.c_ulong
    library.ERR_clear_error()
    backend = LibcryptoBackend.of_the_system()
    secret = backend.generate()
    point = backend.public_point(secret)
    assert not backend.verify(point, b"\x30\x06\x02\x01\x01\x02\x01\x01", b"m")
    assert not backend.verify(point, b"junk", b"m")
    assert not backend.verify(b"\x04" + b"\x01" * 64, b"junk", b"m")
    backend.verify(point, backend.sign(secret, b"m"), b"m")
    assert library.ERR_peek_error() == 0


def names_here() -> set[str]:
    names = set()
    for name, make in ROADS.items():
        try:
            make()
        except Sm2Unavailable:
            continue
        names.add(name)
    return names


def test_a_machine_with_none_is_told_everything_that_is_missing():
    with pytest.raises(Sm2Unavailable) as told:
        choose((missing("no OpenSSL 3. apt-get install libssl3"), missing("no wheel gmssl-pyx")))
    assert "libssl3" in str(told.value)
    assert "gmssl-pyx" in str(told.value)


def test_a_library_that_is_not_there_is_named_with_the_mend():
    with pytest.raises(Sm2Unavailable, match=r"libnothing-of-the-kind.*install it"):
        bind(["libnothing-of-the-kind.so.9"], "install it")
    with pytest.raises(Sm2Unavailable, match="no file to try"):
        bind([], "install it")


def test_what_is_for_demos_only_says_so(caplog):
    made = [each for each in here() if each.demo_only]
    if not made:
        pytest.skip("This machine has no fallback: pip install gmssl-pyx")
    with caplog.at_level(logging.WARNING):
        chosen = choose((missing("no OpenSSL 3"), lambda: made[0]))
    assert chosen is made[0]
    assert "demos only" in caplog.text


def test_the_system_s_own_library_comes_first_and_is_no_demo(caplog):
    if "system" not in names_here():
        pytest.skip("This machine has no OpenSSL 3 of its own")
    sm2.backend.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert sm2.backend().name == "libcrypto"
    assert not sm2.backend().demo_only
    assert not caplog.text


def test_a_backend_that_lies_is_not_passed_over():
    first = here()[0]

    class Liar:
        name, demo_only = "liar", False

        def __getattr__(self, verb: str) -> object:
            return (lambda *_: True) if verb == "verify" else getattr(first, verb)

    with pytest.raises(SuiteBroken, match="liar"):
        choose((Liar, lambda: first))
