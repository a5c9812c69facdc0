"""What the room will not do."""

from __future__ import annotations

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class FederationNotYours(Refusal):
    """Only operators let platforms join and leave, and see them."""

    def __init__(self) -> None:
        super().__init__(
            "federation.not_yours",
            Text.of("平台联通由运维岗管理。", "The federation is kept by operators."),
            Text.of("请转给有这项职责的同事。", "Hand it to a colleague who has that duty."),
            RefusalKind.NOT_ALLOWED,
        )


class PlatformNotRight(Refusal):
    """The code, key or address told of a platform does not do."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            "federation.platform_not_right",
            Text.of(f"平台没有登记：{why.zh}", f"The platform was not registered: {why.en}"),
            Text.of(
                "请向该平台核对代码、公钥和地址后再登记。",
                "Check code, key and address with that platform and register it again.",
            ),
        )


class PlatformUnknown(Refusal):
    """No such platform takes part."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "federation.platform_unknown",
            Text.of(f"没有登记代码为 {code} 的平台。", f"No platform {code} takes part."),
            Text.of("请在平台列表中核对。", "Look it up in the list of platforms."),
            RefusalKind.NOT_FOUND,
        )


class SnapshotNotTaken(Refusal):
    """A platform's snapshot does not hold; what was taken before stands until it expires."""

    def __init__(self, code: str, fault: str, why: str) -> None:
        self.fault = fault
        super().__init__(
            "federation.snapshot_not_taken",
            Text.of(
                f"没有接受平台 {code} 的快照（{fault}）。",
                f"The snapshot of platform {code} was not taken ({fault}): {why}.",
            ),
            Text.of(
                "原有内容在到期前继续有效；请与该平台核对。",
                "What was taken before stands until it expires; ask that platform.",
            ),
            RefusalKind.CONFLICT,
        )


class RowsNotTaken(Refusal):
    """A batch of rows, or the receipt for one, does not hold; nothing has changed."""

    def __init__(self, code: str, fault: str, why: str) -> None:
        super().__init__(
            "federation.rows_not_taken",
            Text.of(
                f"没有接受平台 {code} 的汇聚数据或回执（{fault}）。",
                f"The rows or the receipt of platform {code} were not taken ({fault}): {why}.",
            ),
            Text.of(
                "请与该平台核对代码、公钥和批次号。",
                "Compare code, key and batch number with that platform.",
            ),
            RefusalKind.CONFLICT,
        )


class RowNotOpen(Refusal):
    """The row is no open exception: mended already, changed at its source, or never there."""

    def __init__(self) -> None:
        super().__init__(
            "federation.row_not_open",
            Text.of("这条数据已不在异常之列。", "This row is no open exception any more."),
            Text.of("请刷新列表。", "Load the list again."),
            RefusalKind.CONFLICT,
        )


class RowNotMended(Refusal):
    """What was put right still does not do; every problem is told."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            "federation.row_not_mended",
            Text.of("修正没有保存。", "The correction was not kept."),
            Text.of("请按下列提示改正。", "Put right what is listed."),
            problems=problems,
        )


class PeerEvidenceNotTaken(Refusal):
    """Another platform does not show its node's evidence, or its answer does not hold."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(
            "federation.peer_evidence_not_taken",
            Text.of(
                f"没有取得平台 {code} 的存证，无法对账。",
                f"The evidence of platform {code} was not taken, nothing was compared: {why}.",
            ),
            Text.of(
                "请稍后再试；仍不行时请与该平台核对地址和公钥。",
                "Try again later; if it stays so, compare address and key with that platform.",
            ),
            RefusalKind.CONFLICT,
        )
