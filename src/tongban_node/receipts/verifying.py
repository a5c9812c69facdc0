"""Receipts verified by whoever holds the files: no node, no network, no settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tongban_trust.tlog.note import NoteKey
from tongban_wire.receipt import Proven, ReceiptChanged, ReceiptFault, agree, judge_receipt
from tongban_wire.receipt_words import fault_in_words, in_words


def verify_receipts(
    files: Sequence[Path], log_keys: Sequence[str], witnesses: Sequence[NoteKey]
) -> tuple[bool, list[str]]:
    """Whether all hold and, when there are two, agree; what they prove, in sentences. OSError."""
    told: list[str] = []
    judged: list[Proven] = []
    for file in files:
        try:
            text = file.read_bytes().decode("utf-8", "replace").removesuffix("\n")
            judged.append(judge_receipt(text, log_keys, witnesses))
            told += in_words(judged[-1])
        except ReceiptChanged as error:
            told.append(f"{fault_in_words(ReceiptFault.CHANGED, file.name)} ({error})")
    whole = len(judged) == len(files) and not any(each.faults for each in judged)
    if whole and len(judged) > 1:
        whole = all(agree(judged[0], each) for each in judged[1:])
        told.append(
            "两端各自的存证逐字节一致。 Both ends kept the very same bytes."
            if whole
            else fault_in_words(ReceiptFault.SIDES_DIFFER)
        )
    return whole, told
