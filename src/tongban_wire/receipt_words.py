"""A judged receipt in sentences, Chinese and English: what it proves, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from tongban_wire.evidence import Leaf, LeafKind, Side
from tongban_wire.receipt import Proven, ReceiptFault

_CHINA = timezone(timedelta(hours=8))
_SIDES = {Side.CONSUMER: ("使用方", "the asking side"), Side.PROVIDER: ("提供方", "the source")}
_FAULTS = {
    ReceiptFault.CHANGED: (
        "文件不是交换回执，或有字节被改动。请向出具回执的节点重新索取。",
        "The file is no exchange receipt, or a byte of it was changed. Ask the node for it anew.",
    ),
    ReceiptFault.OTHER_KEY: (
        "回执由另一把存证公钥签发，不是您所信任的。请与平台公布的公钥核对。",
        "It is signed by another log key than the one you trust. Compare what the platform tells.",
    ),
    ReceiptFault.NOT_IN_LOG: (
        "该消息的存证不在检查点之内。请向出具回执的节点重新索取。",
        "The leaf about this message is not in the log's checkpoint. Ask the node for it anew.",
    ),
    ReceiptFault.OTHER_MESSAGE: (
        "消息与其存证不一致。请向双方节点查询。",
        "The message is not the one its leaf is about. Ask both nodes.",
    ),
    ReceiptFault.NOT_SIGNED: (
        "消息上的签名不属于所称的节点。请向该节点查询。",
        "The signature on the message is not of the key it names. Ask that node.",
    ),
    ReceiptFault.NOT_COSIGNED: (
        "该见证方没有见证全部检查点。请稍后重新导出，或核对见证方公钥。",
        "This witness has not cosigned every checkpoint. Export it later, or check its key.",
    ),
    ReceiptFault.SIDES_DIFFER: (
        "两份回执不是同一次调用的两端，或两端所存字节不同。请对账。",
        "These are not the two ends' receipts of one call, or their bytes differ. Reconcile them.",
    ),
}


def in_words(proven: Proven) -> tuple[str, ...]:
    """Sentences for a person: every fault when there is one, else what the receipt proves."""
    if proven.faults:
        return tuple(fault_in_words(fault, where) for fault, where in proven.faults)
    return tuple(_proofs(proven))


def fault_in_words(fault: ReceiptFault, where: str = "") -> str:
    """One fault: both languages, the place, its code."""
    zh, en = _FAULTS[fault]
    place = f" {where}:" if where else ""
    return f"[{fault.value}]{place} {zh} {en}"


def _proofs(proven: Proven) -> Iterator[str]:
    said, signed, total = proven.receipt, proven.signed, len(proven.leaves)
    yield (
        f"节点 {said.node} 的存证日志（公钥 {said.log_key}）记有调用 {said.call} 的 {total} 条"
        f"消息，逐字节如本文件所载，均在 {proven.size} 条的检查点之内。 "
        f"The evidence log of node {said.node} (key as above) holds {total} messages of call "
        f"{said.call}, byte for byte as in this file, within a checkpoint of {proven.size} leaves."
    )
    for kept, leaf in zip(said.messages, proven.leaves, strict=True):
        by = f"，签名公钥 signed by {kept.author}" if kept.author else ""
        yield _message(leaf) + by
    for name, at in proven.cosigned:
        when = datetime.fromtimestamp(at, UTC).astimezone(_CHINA).isoformat()
        yield f"见证方 {name} 于 {when} 已见证。 Witness {name} had seen it by {when}."
    yield (
        f"其中 {signed} 条带有作者签名；其余由会话密钥认证，只有两端能核，"
        "请与对方节点的回执一并验证。 "
        f"{signed} of them bear their author's signature; the session's keys, which authenticate "
        "others, convince the two ends only: verify it together with the other node's receipt."
    )


def _message(leaf: Leaf) -> str:
    when = datetime.fromtimestamp(leaf.at_ms / 1000, UTC).astimezone(_CHINA)
    zh, en = _SIDES[leaf.side]
    head = f"{when.isoformat(timespec='milliseconds')} {zh}（{en}）"
    if leaf.kind is LeafKind.REQUEST:
        fields = "、".join((*leaf.fields, *leaf.questions))
        return (
            f"{head}: 请求 request，案件 case {leaf.case}，目的 purpose {leaf.purpose}，"
            f"依据 article {leaf.article}，字段 fields {fields}"
        )
    outcome = leaf.outcome.value if leaf.outcome else ""
    return f"{head}: 应答 response，结果 outcome {outcome} {' '.join(leaf.codes)}".rstrip()
