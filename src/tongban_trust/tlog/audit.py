"""The whole question an outsider asks of a log: is it what was signed, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tongban_trust.signing import suite_name_of
from tongban_trust.suites import suite
from tongban_trust.tlog.note import BadNote, NoteKey, parse_checkpoint
from tongban_trust.tlog.reading import Fetch
from tongban_trust.tlog.walk import WalkFault, walk_log

_WORDS = {
    "unreadable": ("检查点无法读取", "The checkpoint cannot be read"),
    "not-signed": ("检查点没有该日志密钥的有效签名", "The log's key did not sign this checkpoint"),
    "too-few-witnesses": ("见证签名不足", "Too few witnesses cosigned this checkpoint"),
    WalkFault.ALTERED.value: ("序号 {leaf} 的存证被改动", "Leaf {leaf} was altered"),
    WalkFault.DROPPED.value: ("序号 {leaf} 的存证缺失", "Leaf {leaf} was dropped"),
    WalkFault.REORDERED.value: ("序号 {leaf} 的存证不在原来的位置", "Leaf {leaf} was moved"),
    WalkFault.MISSING.value: (
        "序号 {leaf} 起的日志文件缺失或损坏",
        "From leaf {leaf} on the log is missing or damaged",
    ),
    WalkFault.TILES_ALTERED.value: (
        "序号 {leaf} 起的哈希瓦片被改动",
        "A tile of the leaves from {leaf} on was altered",
    ),
    WalkFault.OTHER_LOG.value: (
        "日志与检查点不是同一个：可能被整体改写",
        "This is not the log of that checkpoint: it may have been rewritten whole",
    ),
}


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found. ``leaf`` is the index of the first that does not hold, when one does not.

    ``message`` says it in words, by language tag; both are None when all holds.
    """

    origin: str
    size: int
    root: str
    cosigned_by: tuple[str, ...]
    held: int
    fault: str | None = None
    leaf: int | None = None
    message: Mapping[str, str] | None = None

    @property
    def holds(self) -> bool:
        """Whether the log is what its key signed and enough witnesses saw."""
        return self.fault is None


def audit_log(
    text: str,
    keys: Sequence[NoteKey],
    fetch: Fetch,
    *,
    witnesses_needed: int = 0,
    with_entries: bool = True,
    progress: Callable[[int], object] = lambda _: None,
) -> Audit:
    """Check the checkpoint's signatures with ``keys``, then walk the whole log. Never raises on
    bad data. ``keys`` are the log's and its witnesses'; without ``with_entries`` leaves are taken
    by their hashes.
    """
    try:
        checkpoint = parse_checkpoint(text)
    except BadNote:
        return Audit("", 0, "", (), 0, "unreadable", None, _message("unreadable", None))
    key = next((k for k in keys if not k.witness and checkpoint.signed_by(k)), None)
    names = tuple(k.name for k in keys if checkpoint.cosigned_at(k) is not None)
    held, fault, leaf = 0, None, None
    if key is None or key.name != checkpoint.origin:
        fault = "not-signed"
    elif len(names) < witnesses_needed:
        fault = "too-few-witnesses"
    else:
        chosen = suite(suite_name_of(key.public.algorithm))
        walked = walk_log(chosen, checkpoint, fetch, progress, with_entries=with_entries)
        held, leaf = walked.size, walked.leaf
        fault = walked.fault.value if walked.fault else None
    return Audit(
        checkpoint.origin, checkpoint.size, checkpoint.root.hex(), names, held, fault, leaf,
        _message(fault, leaf) if fault else None,
    )  # fmt: skip


def _message(fault: str, leaf: int | None) -> Mapping[str, str]:
    zh, en = _WORDS[fault]
    return {"zh-Hans": f"{zh.format(leaf=leaf)}。", "en": f"{en.format(leaf=leaf)}."}
