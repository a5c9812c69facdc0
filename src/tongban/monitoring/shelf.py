"""The shelf ``monitoring`` of a content pack: what is watched, how grave it is, who is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    versions_in,
)
from tongban.kernel.text import Text
from tongban.monitoring.domain.rules import Axis, Level, Sign
from tongban.monitoring.models import RuleVersion

_COUNTING = {Sign.HANDED_ON_TOO_OFTEN: "most", Sign.RATING_UNANSWERED: "days"}


class RuleFile(PackModel):
    """A rule of monitoring 监察规则.

    ``to`` whose superior watches, of the ``line`` or the ``region``; ``todo`` what the order asks;
    ``answer_days`` working days to answer it; ``most`` moves that are not too many, ``days``
    working days a bad rating may wait.
    """

    code: EntryCode
    name: LocalText
    sign: Sign
    level: Level
    to: Axis
    article: Citation
    todo: LocalText
    answer_days: int = Field(ge=1, le=60)
    most: int = Field(default=0, ge=0, le=100)
    days: int = Field(default=0, ge=0, le=60)


def check_rules(entries: tuple[Entry[RuleFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Two rules for one sign would warn twice; a sign that counts needs its number."""
    del pack
    seen: set[Sign] = set()
    for entry in entries:
        if entry.model.sign in seen:
            yield entry.problem(
                "monitoring.sign_twice",
                Text.of(
                    f"监察点 {entry.model.sign.value} 有两条规则，同一件事会重复预警。",
                    f"Two rules look for {entry.model.sign.value}; each occasion would warn twice.",
                ),
                Text.of("一个监察点只留一条规则。", "Leave one rule for each sign."),
                "sign",
            )
        seen.add(entry.model.sign)
        needed = _COUNTING.get(entry.model.sign)
        if needed and not getattr(entry.model, needed):
            yield entry.problem(
                "monitoring.number_missing",
                Text.of(
                    f"监察点 {entry.model.sign.value} 要写明 {needed}。",
                    f"The sign {entry.model.sign.value} needs {needed}.",
                ),
                Text.of(f"写上大于零的 {needed}。", f"Give {needed} above zero."),
                "sign",
            )


def _definition(model: RuleFile) -> dict[str, Any]:
    return {
        "name": model.name.to_mapping(),
        "sign": model.sign.value,
        "level": model.level.value,
        "to": model.to.value,
        "article": str(model.article),
        "todo": model.todo.to_mapping(),
        "answer_days": model.answer_days,
        "most": model.most,
        "days": model.days,
    }


SHELVES = (
    Shelf(
        name="monitoring",
        schema=RuleFile,
        check=check_rules,
        publish=versions_in(
            RuleVersion,
            kind="monitoring.rule-published",
            about="monitoring-rule",
            definition=_definition,
        ),
    ),
)
