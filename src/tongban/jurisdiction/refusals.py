"""What jurisdiction will not do."""

from __future__ import annotations

from datetime import date

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class DivisionUnknown(Refusal):
    """No division has, or had on that day, this code."""

    def __init__(self, code: str, on: date | None = None) -> None:
        when_zh, when_en = (f"在{on}", f" on {on}") if on else ("", "")
        super().__init__(
            code="jurisdiction.division_unknown",
            message=Text.of(
                f"行政区划代码 {code} {when_zh}不存在。",
                f"There is no division with the code {code}{when_en}.",
            ),
            mend=Text.of(
                "请核对代码；如是新设区划，请先导入：tongban codes import。",
                "Check the code; load new divisions with: tongban codes import.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class CalendarUnknown(Refusal):
    """No calendar of this name has been published."""

    def __init__(self, code: str) -> None:
        super().__init__(
            code="jurisdiction.calendar_unknown",
            message=Text.of(f"没有名为“{code}”的日历。", f"There is no calendar named '{code}'."),
            mend=Text.of(
                "请发布带 calendars/ 的内容包，或运行 tongban codes import calendar 文件。",
                "Publish a pack with calendars/, or run: tongban codes import calendar FILE.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class CodeListUnknown(Refusal):
    """No code list has this scheme."""

    def __init__(self, scheme: str) -> None:
        super().__init__(
            code="jurisdiction.code_list_unknown",
            message=Text.of(f"没有代码表“{scheme}”。", f"There is no code list '{scheme}'."),
            mend=Text.of(
                "请发布带 code-lists/ 的内容包，或用 tongban codes import 导入。",
                "Publish a pack with code-lists/, or load it with: tongban codes import.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class CodesFileUnreadable(Refusal):
    """The file is missing, empty, too large, or not text in UTF-8 or GB 18030."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="jurisdiction.codes_file_unreadable",
            message=why,
            mend=Text.of(
                "请给出 UTF-8 或 GB 18030 编码的 CSV 文件。",
                "Give a CSV file in UTF-8 or GB 18030.",
            ),
        )


class CodesFileShapeUnknown(Refusal):
    """The header row is not one of those this kind of file has."""

    def __init__(self, kind: str, found: tuple[str, ...], expected: str) -> None:
        columns = ",".join(found)
        super().__init__(
            code="jurisdiction.codes_file_shape_unknown",
            message=Text.of(
                f"这不是 {kind} 文件：表头是“{columns}”。",
                f"This is no {kind} file: its header reads '{columns}'.",
            ),
            mend=Text.of(f"表头应为：{expected}。", f"The header should read: {expected}."),
        )


class CodesKindUnknown(Refusal):
    """There is no importer of this name."""

    def __init__(self, kind: str, known: tuple[str, ...]) -> None:
        listed = "、".join(known)
        super().__init__(
            code="jurisdiction.codes_kind_unknown",
            message=Text.of(f"不认识的代码种类：{kind}。", f"Unknown kind of codes: {kind}."),
            mend=Text.of(f"可用的有：{listed}。", f"Known kinds: {', '.join(known)}."),
        )


class CodesNotYours(Refusal):
    """The actor may not change reference codes."""

    def __init__(self) -> None:
        super().__init__(
            code="jurisdiction.codes_not_yours",
            message=Text.of(
                "只有数据管理岗、平台运维岗可以更新区划、日历和代码表。",
                "Only data stewards and operators may change divisions, calendars and code lists.",
            ),
            mend=Text.of("请联系数据管理岗。", "Ask a data steward."),
            kind=RefusalKind.NOT_ALLOWED,
        )
