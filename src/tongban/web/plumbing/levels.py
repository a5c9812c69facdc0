"""Identity levels at the door 身份等级: what a page needs, told before anything is typed."""

from __future__ import annotations

from tongban.identity.api import AssuranceLevel, assurance_levels
from tongban.kernel.actor import Actor, Assurance
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text

OFFICER_LEVEL = Assurance.L4
"""Who decides about others is known by face or better before the desk opens."""


class LevelNeeded(Refusal):
    """Whoever acts is not known well enough for this; the page tells the ways up."""

    def __init__(self, needed: Assurance, present: Assurance) -> None:
        super().__init__(
            code="web.level_needed",
            message=Text.of(
                f"这里需要{level_words(needed).zh}，您目前是{level_words(present).zh}。",
                f"This needs {level_words(needed).en}; yours is {level_words(present).en}.",
            ),
            mend=Text.of(
                "请先提升身份等级，完成后会回到这里，您填写的内容都会保留；也可以到窗口办理。",
                "Step up first: you come back here and what you typed is kept. Or visit a window.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )
        self.needed, self.present = needed, present


def need_level(actor: Actor, needed: Assurance) -> None:
    """Pass who is known at ``needed`` or better. Refuses: LevelNeeded."""
    if actor.assurance < needed:
        raise LevelNeeded(needed, actor.assurance)


def level_of(level: Assurance) -> AssuranceLevel | None:
    """A level in words; None for somebody not known at all."""
    return next((one for one in assurance_levels() if one.level is level), None)


def level_words(level: Assurance) -> Text:
    """The level's name: ``四级 实人实名实证``."""
    known = level_of(level)
    return known.name if known else Text.of("未登录", "nobody signed in")
