"""Key agreement: both ends get one secret, equal to what the curve's own arithmetic says."""

from __future__ import annotations

import pytest

from tongban_trust.agreement import BadShare, ephemeral
from tongban_trust.signing.sm2.curve import G, Point, add


def times(scalar: int, point: Point) -> Point:
    found: Point = None
    for bit in f"{scalar:b}":
        found = add(found, found)
        if bit == "1":
            found = add(found, point)
    return found


@pytest.mark.parametrize("suite_name", ["gm", "intl"])
def test_both_ends_agree_and_a_third_does_not(suite_name: str) -> None:
    one, other, third = (ephemeral(suite_name) for _ in range(3))
    secret = one.agree(other.share)
    assert secret == other.agree(one.share)
    assert len(secret) == 32
    assert secret != third.agree(one.share)


def test_the_secret_on_the_curve_of_sm2_is_the_x_of_the_product() -> None:
    one, other = ephemeral("gm"), ephemeral("gm")
    product = int.from_bytes(one.secret, "big") * int.from_bytes(other.secret, "big")
    point = times(product, G)
    assert point is not None
    assert one.agree(other.share) == point[0].to_bytes(32, "big")


@pytest.mark.parametrize(
    "share",
    [b"", b"\x00", b"\x04" + bytes(64), b"\x02" + bytes(32), b"\x04" + b"\xff" * 64],
)
def test_what_is_no_point_of_the_curve_is_refused(share: bytes) -> None:
    with pytest.raises(BadShare):
        ephemeral("gm").agree(share)


@pytest.mark.parametrize("share", [b"", bytes(31), bytes(32)])
def test_what_is_no_key_of_x25519_is_refused(share: bytes) -> None:
    with pytest.raises(BadShare):
        ephemeral("intl").agree(share)


def test_only_known_suites_agree() -> None:
    with pytest.raises(KeyError):
        ephemeral("rsa")
