"""Fuzz the readers of records, codes, bundles and the verdict itself, guided by coverage.

    pip install atheris segno
    PYTHONPATH=src python -m bench.faults.fuzz_verify --seconds 600

Each input chooses a reader by its first byte. Bundles and codes are signed anew around what was
mutated, so that inputs reach behind the signature. A run fails on any exception but a reader's own
refusal, on a value that is not read back to the same bytes, and on any changed attachment that is
still called valid (a promise beside a proof of inclusion is not needed and may differ; whoever
shows fewer fields shows true ones).
"""

from __future__ import annotations

import base64

import atheris

from bench.faults._fuzzing import fuzz

with atheris.instrument_imports(include=["tongban_trust"]):
    from tests.trust.issued import World

    from tongban_trust.bundle import BundleRefused, read_bundle, write_bundle
    from tongban_trust.canonical import NotCanonical, canonical_bytes, read_canonical
    from tongban_trust.record import (
        BadRecord,
        disclosures_bytes,
        parse_disclosures,
        parse_record,
    )
    from tongban_trust.signing import Algorithm, generate_key
    from tongban_trust.tokens.qr import BadCode, read_code, token_in
    from tongban_trust.verify import Outcome, verify_code, verify_record

WORLD = World("intl")
WHOLE = WORLD.attached().files()
NAMES = sorted(WHOLE)
SHOWN = set(parse_disclosures(WHOLE["disclosures.json"]))
TRUST, MOMENT = WORLD.bundle(), WORLD.moment()
CODE = WORLD.code(WORLD.record())
KEY = generate_key(Algorithm.ED25519)
BUNDLE = write_bundle(TRUST, KEY)
BODY = canonical_bytes(read_canonical(BUNDLE, 10**6)["bundle"])  # type: ignore[call-overload,index]


def record(data: bytes) -> None:
    same(parse_record(data).to_bytes(), data)


def disclosures(data: bytes) -> None:
    same(disclosures_bytes(parse_disclosures(data)), data)


def code(data: bytes) -> None:
    words = data.decode("latin-1")
    verify_code(words, TRUST, MOMENT)
    read_code(token_in(words) or words, TRUST.code_keys)
    if words.strip() != CODE:
        raise AssertionError("a changed code was read")


def signed_code(data: bytes) -> None:
    payload = b"\x01" + bytes.fromhex(WORLD.code_key.public.key_id[:16]) + data[:400]
    signature = WORLD.code_key.sign(b"tongban certificate code v1\x00" + payload)
    text = base64.urlsafe_b64encode(payload + signature).rstrip(b"=").decode()
    read_code(text, TRUST.code_keys)


def bundle(data: bytes) -> None:
    read_bundle(data)
    same(data, BUNDLE)


def signed_bundle(data: bytes) -> None:
    body = read_canonical(data, 10**6)
    signature = KEY.sign(b"tongban trust bundle v1\x00" + data)
    whole = {
        "bundle": body,
        "key": base64.b64encode(KEY.public.spki).decode(),
        "signature": base64.b64encode(signature).decode(),
    }
    read_bundle(canonical_bytes(whole))


def attachments(data: bytes) -> None:
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    found = verify_record({**WHOLE, name: data[1:]}, TRUST, MOMENT)
    if found.outcome is not Outcome.VALID or name == "promise.json":
        return
    shows_less = name == "disclosures.json" and set(parse_disclosures(data[1:])) <= SHOWN
    if data[1:] != WHOLE[name] and not shows_less:
        raise AssertionError(f"{name} was changed and is still valid")


def same(again: bytes, data: bytes) -> None:
    if again != data:
        raise AssertionError("two byte strings are one value")


READERS = (record, disclosures, code, signed_code, bundle, signed_bundle, attachments)
SEEDS = (
    (0, WHOLE["record.json"]), (1, WHOLE["disclosures.json"]), (2, CODE.encode()),
    (3, base64.urlsafe_b64decode(CODE + "=" * (-len(CODE) % 4))[9:-64]), (4, BUNDLE), (5, BODY),
    *((6, bytes([place]) + WHOLE[name]) for place, name in enumerate(NAMES)),
)  # fmt: skip


if __name__ == "__main__":
    fuzz(
        READERS, SEEDS, (BadRecord, BadCode, BundleRefused, NotCanonical),
        about=__doc__, name="verify", longest=16384,
    )  # fmt: skip
