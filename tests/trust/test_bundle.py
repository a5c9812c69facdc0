"""A bundle is what its key signed, the newest one known, and nothing else."""

from __future__ import annotations

import base64
import contextlib
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trust.issued import NOW, ORIGIN, World
from tongban_trust.bundle import (
    BundleRefused,
    Pin,
    Standing,
    StatusSnapshot,
    read_bundle,
    write_bundle,
)
from tongban_trust.canonical import canonical_bytes
from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.tlog.note import Checkpoint, sign

KEY = generate_key(Algorithm.ED25519)
WORLDS = {name: World(name) for name in ("gm", "intl")}
WORLD = WORLDS["intl"]
DATA = write_bundle(WORLD.bundle(), KEY)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
changes = st.dictionaries(
    st.binary(min_size=16, max_size=16).map(bytes.hex),
    st.lists(st.tuples(days, st.sampled_from(Standing)), max_size=4).map(tuple),
    max_size=5,
)


def refused(data: bytes, pin: Pin | None = None) -> str:
    with pytest.raises(BundleRefused) as found:
        read_bundle(data, pin)
    assert str(found.value)
    return found.value.code


@given(st.sampled_from(["gm", "intl"]), changes, st.integers(0, 2**40))
def test_what_is_written_is_read_back_the_same(name, listed, sequence):
    bundle = WORLDS[name].bundle(changes=listed, sequence=sequence)
    found, pin = read_bundle(write_bundle(bundle, KEY))
    assert found == bundle
    assert found.status.changes == listed
    assert found.issuers == bundle.issuers
    assert (pin.key_id, pin.sequence) == (KEY.public.key_id, sequence)


@given(changes, days)
def test_of_the_changes_in_effect_the_last_one_speaks(listed, day):
    snapshot = StatusSnapshot(NOW, listed)
    for key, said in listed.items():
        in_effect = [standing for since, standing in said if since <= day]
        assert snapshot.standing(key, day) is ([Standing.VALID, *in_effect][-1])
    assert snapshot.standing("f" * 32, day) is Standing.VALID


@settings(max_examples=400)
@given(st.data())
def test_no_byte_of_it_can_differ(data):
    changed = bytearray(DATA)
    place = data.draw(st.integers(0, len(DATA) - 1))
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    assert refused(bytes(changed)).startswith("bundle.")


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(data):
    assert refused(data) == "bundle.unreadable"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@settings(max_examples=400)
@given(st.data())
def test_even_a_signed_bundle_is_read_strictly(data):
    """Whoever holds the key and writes nonsense is told so, never a traceback."""
    body = json.loads(DATA)["bundle"]
    spot = data.draw(st.sampled_from([body, body["log"], body["status"]]))
    name = data.draw(st.sampled_from(sorted(spot)))
    spot[name] = data.draw(json_values)
    with contextlib.suppress(BundleRefused):
        read_bundle(resigned(body))


def resigned(body: dict, key=KEY) -> bytes:
    whole = json.loads(write_bundle(WORLD.bundle(), key))
    signature = key.sign(b"tongban trust bundle v1\x00" + canonical_bytes(body))
    return canonical_bytes(
        {**whole, "bundle": body, "signature": base64.b64encode(signature).decode()}
    )


def test_an_older_or_other_bundle_and_another_key_are_refused():
    world = WORLD.bundle(sequence=5)
    newest, pin = read_bundle(write_bundle(world, KEY))
    assert newest.sequence == 5
    assert read_bundle(write_bundle(world, KEY), pin)[1] == pin
    assert read_bundle(write_bundle(replace(world, sequence=6), KEY), pin)[1].sequence == 6
    assert refused(write_bundle(replace(world, sequence=4), KEY), pin) == "bundle.rolled_back"
    twin = replace(world, made_at=world.made_at + timedelta(hours=1))
    assert refused(write_bundle(twin, KEY), pin) == "bundle.rolled_back"
    other = generate_key(Algorithm.ED25519)
    assert refused(write_bundle(replace(world, sequence=9), other), pin) == "bundle.other_key"


def test_a_checkpoint_that_its_own_log_did_not_sign_is_refused():
    forged = Checkpoint(ORIGIN, 5, bytes(32))
    forged = forged.with_signatures([sign(forged, ORIGIN, generate_key(Algorithm.ED25519))])
    bundle = WORLD.bundle()
    bundle = replace(bundle, log=replace(bundle.log, checkpoint=forged))
    assert refused(write_bundle(bundle, KEY)) == "bundle.unreadable"


def test_a_checkpoint_that_too_few_witnesses_saw_is_refused():
    alone = Checkpoint(ORIGIN, 5, bytes(32))
    alone = alone.with_signatures([sign(alone, ORIGIN, WORLD.log_key)])
    bundle = WORLD.bundle()
    needed = replace(bundle, log=replace(bundle.log, checkpoint=alone))
    assert refused(write_bundle(needed, KEY)) == "bundle.unreadable"
    enough = replace(bundle, log=replace(bundle.log, checkpoint=alone, witnesses_needed=0))
    assert read_bundle(write_bundle(enough, KEY))[0].log.checkpoint == alone
