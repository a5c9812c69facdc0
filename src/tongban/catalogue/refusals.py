"""What the catalogue will not do, said so that a person can act on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tongban.catalogue.domain.lints import Finding
from tongban.kernel.codes.fault import CodeFault
from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class ItemNotFound(Refusal):
    """No published item has this code (a draft is not shown)."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "catalogue.item_not_found",
            Text.of(f"没有找到事项“{code}”，或者它还没有发布。", f"There is no item “{code}”."),
            Text.of("核对编码，或用事项名称搜索。", "Check the code, or search by name."),
            RefusalKind.NOT_FOUND,
        )


class ItemSuspended(Refusal):
    """The item is not handled for the time being 挂起."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "catalogue.item_suspended",
            Text.of(f"事项“{code}”暂停办理。", f"The item “{code}” is suspended."),
            Text.of("请关注恢复办理的通知，或咨询实施机关。", "Ask the agency when it resumes."),
            RefusalKind.GONE,
        )


class BasicItemNotFound(Refusal):
    """The basic catalogue has no such entry."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "catalogue.basic_item_not_found",
            Text.of(f"基本目录里没有“{code}”。", f"The basic catalogue has no “{code}”."),
            Text.of("核对基本编码，或先发布这个基本目录事项。", "Check the code, or publish it."),
            RefusalKind.NOT_FOUND,
        )


class EditingNotAllowed(Refusal):
    """The actor is not a catalogue editor of the agency."""

    def __init__(self, agency_code: str) -> None:
        super().__init__(
            "catalogue.editing_not_allowed",
            Text.of(
                f"只有“{agency_code}”的目录编辑员可以改它的事项。",
                f"Only a catalogue editor of “{agency_code}” may change its items.",
            ),
            Text.of("请该部门的目录编辑员来改。", "Ask an editor of that agency."),
            RefusalKind.NOT_ALLOWED,
        )


class ImportingNotAllowed(Refusal):
    """The actor may not import whole lists."""

    def __init__(self) -> None:
        super().__init__(
            "catalogue.importing_not_allowed",
            Text.of("只有平台管理员可以导入事项清单。", "Only operators may import item lists."),
            Text.of("请管理员导入。", "Ask an operator."),
            RefusalKind.NOT_ALLOWED,
        )


class LevelNotAllowed(Refusal):
    """The basic item may not be exercised at this level."""

    def __init__(self, basic_code: str, level: str) -> None:
        super().__init__(
            "catalogue.level_not_allowed",
            Text.of(
                f"基本目录事项“{basic_code}”不在“{level}”行使。",
                f"The basic item “{basic_code}” is not exercised at “{level}”.",
            ),
            Text.of("按基本目录写明的层级认领。", "Claim it at a level the catalogue names."),
        )


class ClaimCodeFaulty(Refusal):
    """The agency code and the basic code make no valid implementing code."""

    def __init__(self, fault: CodeFault) -> None:
        super().__init__("catalogue.claim_code_faulty", fault.message, fault.mend)


class ItemNotClaimed(Refusal):
    """An agency drafts an item it has not claimed."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "catalogue.item_not_claimed",
            Text.of(f"还没有认领“{code}”。", f"“{code}” has not been claimed."),
            Text.of("先认领对应的基本目录事项。", "Claim the basic item first."),
            RefusalKind.CONFLICT,
        )


class VersionStale(Refusal):
    """Somebody wrote a newer version in the meantime."""

    def __init__(self, code: str, latest: int) -> None:
        super().__init__(
            "catalogue.version_stale",
            Text.of(
                f"“{code}”已经有第{latest}版，您改的是旧版。",
                f"“{code}” already has version {latest}; you changed an older one.",
            ),
            Text.of("打开最新版，比较后再改。", "Open the newest version and compare."),
            RefusalKind.CONFLICT,
        )


class ItemHasProblems(Refusal):
    """Publication is refused while lints find errors; all of them are listed."""

    def __init__(self, code: str, findings: Iterable[Finding]) -> None:
        problems = tuple(Problem(f.where, f.code, f.message, f.mend) for f in findings)
        super().__init__(
            "catalogue.item_has_problems",
            Text.of(
                f"“{code}”有{len(problems)}处问题，不能发布。",
                f"“{code}” has {len(problems)} problem(s) and cannot be published.",
            ),
            Text.of("按每处的提示改好后再发布。", "Mend each of them, then publish."),
            problems=problems,
        )


class EffectiveDateAhead(Refusal):
    """The version takes effect on a later day."""

    def __init__(self, code: str, effective: date) -> None:
        super().__init__(
            "catalogue.effective_date_ahead",
            Text.of(
                f"“{code}”计划于{effective}生效，现在还不能发布。",
                f"“{code}” takes effect on {effective} and cannot be published before.",
            ),
            Text.of("到期再发布，或改早计划生效日期。", "Publish then, or set an earlier date."),
            RefusalKind.CONFLICT,
        )


class NothingToPublish(Refusal):
    """The item has no draft, or the version is not one."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "catalogue.nothing_to_publish",
            Text.of(f"“{code}”没有这个待发布的版本。", f"“{code}” has no such draft."),
            Text.of("先起草一个新版本。", "Draft a new version first."),
            RefusalKind.CONFLICT,
        )


class StateForbids(Refusal):
    """The item is not in the state the verb needs."""

    def __init__(self, code: str, state: Text, wanted: Text) -> None:
        super().__init__(
            "catalogue.state_forbids",
            Text.of(
                f"“{code}”现在是“{state.zh}”，不能{wanted.zh}。",
                f"“{code}” is “{state.en}”; one cannot {wanted.en} it.",
            ),
            Text.of("先刷新页面看它的当前状态。", "Reload to see its state."),
            RefusalKind.CONFLICT,
        )


class QueryTooLong(Refusal):
    """A search longer than anybody types."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            "catalogue.query_too_long",
            Text.of(f"搜索的话超过{limit}个字。", f"The search has more than {limit} characters."),
            Text.of("用几个词说要办的事。", "Say in a few words what you need."),
        )


class CursorUnreadable(Refusal):
    """The page mark was not made by this search."""

    def __init__(self) -> None:
        super().__init__(
            "catalogue.cursor_unreadable",
            Text.of("翻页标记无效。", "The page mark is not valid."),
            Text.of("从第一页重新搜索。", "Search again from the first page."),
        )


class ImportFileUnreadable(Refusal):
    """The file is not what the profile says."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            "catalogue.import_file_unreadable",
            Text.of(f"文件“{name}”读不了：{why}。", f"“{name}” cannot be read: {why}."),
            Text.of(
                "核对文件的格式、编码，以及配置里的 format。",
                "Check its format and encoding, and format in the profile.",
            ),
        )


class ProfileNotFound(Refusal):
    """No import profile of this name or path."""

    def __init__(self, name: str, shipped: Iterable[str]) -> None:
        known = "、".join(shipped)
        super().__init__(
            "catalogue.profile_not_found",
            Text.of(f"没有导入配置“{name}”。", f"There is no import profile “{name}”."),
            Text.of(f"用现有的（{known}），或给出文件路径。", f"Use one of {known}, or a path."),
            RefusalKind.NOT_FOUND,
        )


class ProfileFaulty(Refusal):
    """The import profile has faults; all are listed."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        super().__init__(
            "catalogue.profile_faulty",
            Text.of(
                f"导入配置“{name}”有{len(found)}处问题。",
                f"The import profile “{name}” has {len(found)} problem(s).",
            ),
            Text.of("按每处的提示改正。", "Mend each of them."),
            problems=found,
        )
