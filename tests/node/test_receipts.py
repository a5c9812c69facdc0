"""A receipt out of a running node's evidence proves its call, and no byte of it can change."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from tests.node.apart import run_apart
from tests.node.test_two_nodes import running, told
from tongban_node.attack.campaign import ask_once, settle
from tongban_node.attack.processes import PASSPHRASE
from tongban_node.attack.world import CONSUMER, PROVIDER
from tongban_node.policy import now_ms
from tongban_node.receipts.__main__ import main
from tongban_trust.signing import algorithm_of, generate_key
from tongban_trust.tlog.note import NoteKey, cosign, parse_checkpoint
from tongban_wire.messages import Outcome
from tongban_wire.plain import decode
from tongban_wire.receipt import (
    MOST_BYTES,
    ExchangeReceipt,
    ReceiptChanged,
    ReceiptFault,
    judge_receipt,
    sign_receipt,
)
from tongban_wire.statements import take_apart

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def export(nodes, name: str, call: str, out) -> int:
    config = str(nodes[name].folder / "node.toml")
    return main(["take", "--config", config, "--call", call, "--out", str(out)])


async def made(tmp_path) -> tuple[dict[str, str], dict[str, object], str]:
    """Receipts of a call without and one with signatures from both ends, the log keys."""
    texts = {}
    async with running(tmp_path, "intl") as (world, nodes, platform, http):
        for grant in ("g-good", "g-signed"):
            draft = world.lawful(now_ms(), grant)
            said = await ask_once(http, nodes[CONSUMER].local_port, world, draft)
            assert said.outcome is Outcome.ANSWERED
            await settle(platform, partial(told, platform, [said.id]))
            for name in (PROVIDER, CONSUMER):
                out = tmp_path / f"{name}-{grant}.receipt"
                assert await asyncio.to_thread(export, nodes, name, said.id, out) == 0
                texts[f"{name} {grant}"] = out.read_text("utf-8")
        assert await asyncio.to_thread(export, nodes, PROVIDER, "0" * 32, tmp_path / "none") == 1
        return texts, dict(world.log_keys), tmp_path


def verified(*words: object) -> int:
    return main(["verify", *map(str, words)])


def faults_of(receipt: ExchangeReceipt, key) -> set[ReceiptFault]:
    return {fault for fault, _ in judge_receipt(sign_receipt(receipt, key)).faults}


def test_either_end_proves_a_call_to_somebody_who_has_only_the_file(
    tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("TONGBAN_NODE_PASSPHRASE", PASSPHRASE)
    texts, log_keys, _ = run_apart(made(tmp_path))
    files = {name: tmp_path / f"{name.replace(' ', '-')}.receipt" for name in texts}
    spki = log_keys[PROVIDER].public.spki.hex()
    assert verified(files[f"{PROVIDER} g-good"], "--log-key", spki) == 0
    assert "node-register" in capsys.readouterr().out
    # Held side by side they show that both ends kept the same bytes; of two calls they do not.
    assert verified(files[f"{PROVIDER} g-good"], files[f"{CONSUMER} g-good"]) == 0
    assert "逐字节一致" in capsys.readouterr().out
    assert verified(files[f"{PROVIDER} g-good"], files[f"{CONSUMER} g-signed"]) == 1
    assert verified(files[f"{PROVIDER} g-good"], files[f"{PROVIDER} g-good"]) == 1
    assert ReceiptFault.SIDES_DIFFER.value in capsys.readouterr().out
    assert verified(files[f"{CONSUMER} g-good"], "--log-key", spki) == 1
    assert ReceiptFault.OTHER_KEY.value in capsys.readouterr().out
    assert judge_receipt(texts[f"{PROVIDER} g-good"].removesuffix("\n")).signed == 0

    text, key = texts[f"{PROVIDER} g-signed"].removesuffix("\n"), log_keys[PROVIDER]
    assert judge_receipt(text).signed == 2
    no_letter_can_change(text)
    receipt = decode(ExchangeReceipt, take_apart(text).payload, MOST_BYTES)
    nobody_can_forge(receipt, key)
    a_witness_is_demanded(receipt, key)


def no_letter_can_change(text: str) -> None:
    for place, letter in enumerate(text):
        other = _ALPHABET[(_ALPHABET.find(letter) + 1) % len(_ALPHABET)]
        try:
            judge_receipt(text[:place] + other + text[place + 1 :])
        except ReceiptChanged:
            continue
        raise AssertionError(f"letter {place} was changed and nobody saw it")


def nobody_can_forge(receipt: ExchangeReceipt, key) -> None:
    """Whoever holds the log's key signs a receipt anew, but alters nothing the log committed to."""
    assert faults_of(receipt, key) == set()
    first, *rest = receipt.messages

    def with_first(**changes: object) -> ExchangeReceipt:
        return replace(receipt, messages=(replace(first, **changes), *rest))

    other_body = first.body.replace("residence-permit", "residence-permiu")
    other_leaf = first.proof.leaf.replace("residence-permit", "residence-permiu")
    moved = replace(first.proof, index=first.proof.index + 1)
    signature = first.signature[:-1] + ("0" if first.signature[-1] != "0" else "1")
    expected = {
        ReceiptFault.OTHER_MESSAGE: [
            with_first(body=other_body), replace(receipt, call="0" * 32), with_first(mac="zz"),
        ],
        ReceiptFault.NOT_IN_LOG: [
            with_first(proof=moved), with_first(proof=replace(first.proof, leaf=other_leaf)),
        ],
        ReceiptFault.NOT_SIGNED: [with_first(signature=signature)],
    }  # fmt: skip
    for fault, changed in expected.items():
        for each in changed:
            assert faults_of(each, key) == {fault}
    # A stranger's log never held it, whatever the stranger signs.
    stranger = generate_key(algorithm_of("intl"))
    theirs = replace(receipt, log_key=stranger.public.spki.hex())
    assert faults_of(theirs, stranger) == {ReceiptFault.NOT_IN_LOG}


def a_witness_is_demanded(receipt: ExchangeReceipt, key) -> None:
    witness = generate_key(algorithm_of("intl"))
    known = NoteKey("witness", witness.public, witness=True)
    asked = judge_receipt(sign_receipt(receipt, key), (), [known])
    assert asked.faults == ((ReceiptFault.NOT_COSIGNED, "witness"),)
    seen = []
    for kept in receipt.messages:
        note = parse_checkpoint(kept.proof.checkpoint)
        note = note.with_signatures([cosign(note, "witness", witness, 1_790_000_000)])
        seen.append(replace(kept, proof=replace(kept.proof, checkpoint=note.text)))
    cosigned = sign_receipt(replace(receipt, messages=tuple(seen)), key)
    assert judge_receipt(cosigned, (), [known]).cosigned == (("witness", 1_790_000_000),)
