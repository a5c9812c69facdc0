"""What the ledger will not do."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class SubjectForgotten(Refusal):
    """The subject's key was destroyed; what was sealed for them cannot be read or added to."""

    def __init__(self, subject_id: str) -> None:
        super().__init__(
            code="ledger.subject_forgotten",
            message=Text.of(
                "该主体的个人信息已依法删除，不能再读取或新增。",
                "This subject's personal data was erased and can be neither read nor added to.",
            ),
            mend=Text.of("如需继续办理，请重新登记。", "Register anew to go on."),
            kind=RefusalKind.GONE,
        )
        self.subject_id = subject_id


class MasterKeyUnusable(Refusal):
    """The master key is malformed, or is not the one this database was sealed with."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="ledger.master_key_unusable",
            message=why,
            mend=Text.of(
                "请恢复与数据库一起备份的 keys/master.key（或 TONGBAN_MASTER_KEY），不要新建。",
                "Restore keys/master.key (or TONGBAN_MASTER_KEY) from the backup that belongs to"
                " this database; do not make a new one.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


class EvidenceNotForYou(Refusal):
    """The actor may not forget a subject."""

    def __init__(self) -> None:
        super().__init__(
            code="ledger.not_for_you",
            message=Text.of(
                "只有平台运维岗或系统任务可以删除主体的个人信息。",
                "Only an operator or the platform itself may erase a subject's personal data.",
            ),
            mend=Text.of("请向平台运维岗提出。", "Ask an operator."),
            kind=RefusalKind.NOT_ALLOWED,
        )
