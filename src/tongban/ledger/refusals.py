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


class EvidenceNotShown(Refusal):
    """The actor may not see this evidence."""

    def __init__(self) -> None:
        super().__init__(
            code="ledger.not_shown",
            message=Text.of(
                "这条存证只对当事人、办理人、监督岗和运维岗开放。",
                "This evidence is open to whom it concerns, who acted, supervisors and operators.",
            ),
            mend=Text.of("请用相应账号登录后再看。", "Sign in with such an account."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class LogForked(Refusal):
    """The database and the signed log tell two stories; nothing more is signed."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="ledger.log_forked",
            message=why,
            mend=Text.of(
                "办件可以继续，存证暂停签发。请恢复包含全部已签发存证的数据库备份（时间点恢复），"
                "不要删除日志文件：见证方已经看过它。",
                "Cases go on, but no evidence is signed meanwhile. Restore a database that holds"
                " every signed leaf (point-in-time recovery); do not delete the log's files:"
                " witnesses have seen them.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class LogUnusable(Refusal):
    """The files of the evidence log cannot be read or written."""

    def __init__(self, why: str) -> None:
        super().__init__(
            code="ledger.log_unusable",
            message=Text.of(f"存证日志文件不可用：{why}", f"The evidence log is unusable: {why}"),
            mend=Text.of(
                "请检查磁盘空间和数据目录下 log 的权限；文件损坏时把它移走，会按数据库重建。",
                "Check disk space and the permissions of log in the data directory. When files are"
                " damaged move them away: they are rebuilt from the database.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


class WitnessesMisnamed(Refusal):
    """The setting that names the witnesses cannot be read."""

    def __init__(self, why: str) -> None:
        super().__init__(
            code="ledger.witnesses_misnamed",
            message=Text.of(
                f"TONGBAN_WITNESSES 写法有误：{why}", f"TONGBAN_WITNESSES cannot be read: {why}"
            ),
            mend=Text.of(
                "每个见证方写成“网址 公钥”，用逗号或换行分开；公钥见其 witness.key.public。",
                "Write “URL KEY” for each, with commas or lines between; the key stands in its"
                " witness.key.public.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


class NotYetLogged(Refusal):
    """The leaf is not in the log's newest checkpoint yet, or there is no such leaf."""

    def __init__(self, leaf_id: str) -> None:
        super().__init__(
            code="ledger.not_yet_logged",
            message=Text.of(
                f"存证 {leaf_id[:40]} 尚未写入日志。", f"Leaf {leaf_id[:40]} is not in the log yet."
            ),
            mend=Text.of(
                "通常一秒内写入，请稍后再试；在此之前以入链承诺为准。",
                "It takes about a second: try again. Until then the promise of inclusion counts.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )
        self.leaf_id = leaf_id


class KeysUnusable(Refusal):
    """The place that keeps the private keys is not set right, is closed, or does not answer."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="ledger.keys_unusable",
            message=why,
            mend=Text.of(
                "请运维人员运行 tongban keys check，按其提示处理。",
                "An operator runs tongban keys check, which says what is wrong.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


class KeyNotChanged(Refusal):
    """This key cannot be opened, made, rotated or destroyed so; ``why`` is the door's sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(
            code="ledger.key_not_changed",
            message=Text.of(f"密钥操作未执行：{why}", f"Nothing was done with the key: {why}"),
            mend=Text.of(
                "运行 tongban keys list 查看现有密钥。",
                "See which keys there are: tongban keys list.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class KeysNotForYou(Refusal):
    """The actor may not see or change the platform's keys."""

    def __init__(self) -> None:
        super().__init__(
            code="ledger.keys_not_for_you",
            message=Text.of(
                "只有平台运维岗可以管理平台的签名密钥。",
                "Only an operator may look after the platform's keys.",
            ),
            mend=Text.of("请联系平台运维岗。", "Ask an operator."),
            kind=RefusalKind.NOT_ALLOWED,
        )
