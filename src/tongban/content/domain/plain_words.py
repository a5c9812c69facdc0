"""What pydantic found, said in plain words: one problem per fault, on its own line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from tongban.content.domain.problems import PackProblem
from tongban.content.domain.tree import Lines
from tongban.kernel.text import Text

Said = tuple[str, Text, Text]


def explain(fault: ValidationError, file: str, lines: Lines) -> Iterator[PackProblem]:
    """Every fault of one entry as a problem with its line."""
    for error in fault.errors(include_url=False):
        where = _written_path(error["loc"])
        code, message, mend = _say(error)
        yield PackProblem(file, lines.at(*where), code, _placed(where, message), mend)


def _written_path(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Drop the branch names pydantic adds for unions; unknown parts fall back to the parent."""
    return tuple(part for part in location if not (isinstance(part, str) and "[" in part))


def _placed(where: tuple[str | int, ...], message: Text) -> Text:
    if not where:
        return message
    label = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    return Text.of(f"{label}：{message.zh}", f"{label}: {message.en}")


def _say(error: Mapping[str, Any]) -> Said:
    cause = (error.get("ctx") or {}).get("error")
    if isinstance(cause, ValueError) and hasattr(cause, "message") and hasattr(cause, "mend"):
        return "content.value_wrong", cause.message, cause.mend
    for prefix, speaker in _SPEAKERS:
        if error["type"].startswith(prefix):
            return speaker(error)
    return (
        "content.value_wrong",
        Text.of(f"内容不对（{error['msg']}）。", f"The content is wrong ({error['msg']})."),
        Text.of("对照该目录的说明改正。", "Correct it after the handbook page of this folder."),
    )


def _missing(_: Mapping[str, Any]) -> Said:
    return (
        "content.key_missing",
        Text.of("必须填写，但没有写。", "Required, but not written."),
        Text.of("补上这一项。", "Add it."),
    )


def _extra(_: Mapping[str, Any]) -> Said:
    return (
        "content.key_unknown",
        Text.of("没有这一项。", "There is no such key."),
        Text.of("检查拼写，或者删掉它。", "Check the spelling, or remove it."),
    )


def _choice(error: Mapping[str, Any]) -> Said:
    expected = str((error.get("ctx") or {}).get("expected", ""))
    return (
        "content.choice_unknown",
        Text.of(
            f"不认识“{error.get('input')}”，可选：{expected}。",
            f"“{error.get('input')}” is not known; choose one of: {expected}.",
        ),
        Text.of("从可选值里挑一个。", "Choose one of the values."),
    )


def _kind(zh: str, en: str) -> Callable[[Mapping[str, Any]], Said]:
    def say(error: Mapping[str, Any]) -> Said:
        shown = repr(error.get("input"))[:60]
        return (
            "content.kind_wrong",
            Text.of(f"这里应当是{zh}，写的是 {shown}。", f"This must be {en}, got {shown}."),
            Text.of(f"改成{zh}。", f"Write {en}."),
        )

    return say


def _bound(error: Mapping[str, Any]) -> Said:
    return (
        "content.value_out_of_bounds",
        Text.of(f"超出范围（{error['msg']}）。", f"Out of bounds ({error['msg']})."),
        Text.of("改成范围以内的值。", "Write a value within the bounds."),
    )


def _shape(error: Mapping[str, Any]) -> Said:
    pattern = str((error.get("ctx") or {}).get("pattern", ""))
    return (
        "content.value_misshapen",
        Text.of(
            f"“{error.get('input')}”的写法不对，应符合 {pattern}。",
            f"“{error.get('input')}” is not written right; it must match {pattern}.",
        ),
        Text.of("按这个写法改。", "Write it in that shape."),
    )


_SPEAKERS: tuple[tuple[str, Callable[[Mapping[str, Any]], Said]], ...] = (
    ("missing", _missing),
    ("extra_forbidden", _extra),
    ("enum", _choice),
    ("literal_error", _choice),
    ("union_tag", _choice),
    ("string_pattern", _shape),
    ("string_too", _bound),
    ("too_", _bound),
    ("greater_than", _bound),
    ("less_than", _bound),
    ("string", _kind("文字", "words")),
    ("int", _kind("整数", "a whole number")),
    ("decimal", _kind("数字", "a number")),
    ("float", _kind("数字", "a number")),
    ("bool", _kind("true 或 false", "true or false")),
    ("list", _kind("列表（每项以“- ”开头）", "a list (each entry begins with “- ”)")),
    ("tuple", _kind("列表（每项以“- ”开头）", "a list (each entry begins with “- ”)")),
    ("set", _kind("列表（每项以“- ”开头）", "a list (each entry begins with “- ”)")),
    ("frozen_set", _kind("列表（每项以“- ”开头）", "a list (each entry begins with “- ”)")),
    ("dict", _kind("映射（键: 值）", "a mapping (key: value)")),
    ("model", _kind("映射（键: 值）", "a mapping (key: value)")),
    ("dataclass", _kind("映射（键: 值）", "a mapping (key: value)")),
)


def read_model(
    schema: type[BaseModel], value: object, file: str, lines: Lines
) -> tuple[BaseModel | None, list[PackProblem]]:
    """The entry under its schema, or everything that is wrong with it."""
    try:
        return schema.model_validate(value), []
    except ValidationError as fault:
        return None, list(explain(fault, file, lines))
