"""What this room refuses, and what to do next."""

from __future__ import annotations

from tongban.content.domain.problems import PackProblem
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class PackNotFound(Refusal):
    """There is no pack folder at this path."""

    def __init__(self, path: str) -> None:
        super().__init__(
            code="content.pack_not_found",
            message=Text.of(f"没有这个文件夹：{path}", f"There is no folder {path}"),
            mend=Text.of(
                "给出内容包所在的文件夹，例如 packs/shili。",
                "Name the folder of the pack, for example packs/shili.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class PackHasProblems(Refusal):
    """The pack was not published because it has errors; nothing was changed."""

    def __init__(self, faults: tuple[PackProblem, ...]) -> None:
        super().__init__(
            code="content.pack_has_problems",
            message=Text.of(
                f"内容包有 {len(faults)} 处错误，没有发布。",
                f"The pack has {len(faults)} errors and was not published.",
            ),
            mend=Text.of(
                "逐条改正后重新发布；用 tongban pack check 查看。",
                "Mend them all and publish again; tongban pack check lists them.",
            ),
            problems=tuple(fault.as_problem() for fault in faults),
        )


class PublishingNotAllowed(Refusal):
    """The actor may not publish packs."""

    def __init__(self) -> None:
        super().__init__(
            code="content.publishing_not_allowed",
            message=Text.of(
                "只有平台运维岗位可以发布内容包。", "Only a platform operator may publish a pack."
            ),
            mend=Text.of("请运维岗位的同事发布。", "Ask an operator to publish it."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class ReleaseNotFound(Refusal):
    """The pack has no such release."""

    def __init__(self, pack: str, number: int | None = None) -> None:
        wanted = f"{pack} #{number}" if number is not None else pack
        super().__init__(
            code="content.release_not_found",
            message=Text.of(f"没有发布过：{wanted}", f"Never published: {wanted}"),
            mend=Text.of(
                "先用 tongban pack publish 发布。", "Publish it first with tongban pack publish."
            ),
            kind=RefusalKind.NOT_FOUND,
        )
