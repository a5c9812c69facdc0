"""Their fields out of our case: typed conversions, and every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tongban.connectors.domain.definition import FieldRule, Origin
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

Known = Callable[[Origin], object]
"""What our case says for an origin; None or "" when it says nothing."""

_MEND = Text.of(
    "核对办件里的这一项；确实无误的，请管理员修改对接配置。",
    "Check this value in the case; if it is right, have the connector's mapping changed.",
)


@dataclass(frozen=True, slots=True)
class Converted:
    """Values by their field names, and why some could not be made."""

    fields: Mapping[str, str]
    problems: tuple[Problem, ...]


def converted(rules: tuple[FieldRule, ...], known: Known) -> Converted:
    """Every field that has a value; a code refused or unknown, a bad date or an overlong value is
    a problem, never a guess. Lengths in characters."""
    fields: dict[str, str] = {}
    problems = []
    for rule in rules:
        value = known(rule.origin) if rule.origin else None
        if value in (None, ""):
            continue
        made = _one(rule, _plain(value))
        if isinstance(made, Problem):
            problems.append(made)
        else:
            fields[rule.theirs] = made
    return Converted(fields, tuple(problems))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def _one(rule: FieldRule, value: str) -> str | Problem:
    if rule.codes or rule.refuses:
        if value not in rule.codes:
            return _problem(rule, "code_not_sent", f"代码“{value}”没有对应", f"code {value}")
        return rule.codes[value]
    if rule.date:
        try:
            value = date.fromisoformat(value).strftime(rule.date)
        except ValueError:
            return _problem(rule, "date_unreadable", "不是日期", "is no date")
    if rule.keep is not None:
        value = masked(value, rule.keep)
    if rule.values and value not in rule.values:
        return _problem(rule, "value_not_theirs", "不是对方认可的值", "is not one of theirs")
    if len(value) > rule.longest:
        return _problem(rule, "too_long", f"超过{rule.longest}字", f"is longer than {rule.longest}")
    return value


def masked(value: str, keep: int) -> str:
    """Stars for all but the last ``keep`` characters."""
    hidden = max(len(value) - keep, 0)
    return "*" * hidden + value[hidden:]


def _problem(rule: FieldRule, code: str, zh: str, en: str) -> Problem:
    return Problem(
        rule.theirs,
        f"connectors.{code}",
        Text.of(
            f"对方字段 {rule.theirs}：{zh}，没有发送。",
            f"Their field {rule.theirs}: {en}; not sent.",
        ),
        _MEND,
    )
