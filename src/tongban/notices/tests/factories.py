"""Somebody with an inbox, a template, and a channel that remembers and can be away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tongban.identity.tests.factories import a_person
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.kernel.text import Text
from tongban.notices import api
from tongban.notices.ports import ChannelAway

NOON = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)  # noon in Beijing
NIGHT = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)  # eleven at night

HINT = api.Template(
    "hint", Text.of("{what}快到了", "{what} is near"), Text.of("请看{what}。", "See {what}.")
)
DECISION = api.Template("decision", HINT.title, HINT.body, is_document=True)


@dataclass
class Gateway:
    """What was sent under which key; away as long as told so."""

    away: bool = False
    sent: dict[str, tuple[str, str]] = field(default_factory=dict)

    def send(self, key: str, number: str, words: Text, now: datetime) -> None:
        if self.away:
            raise ChannelAway("gateway")
        self.sent[key] = (number, words.zh)


def somebody() -> Actor:
    person = a_person("赵示例")
    return Actor(ActorKind.PERSON, subject_id=person.id, account_id="a", assurance=Assurance.L4)


def told(
    person: Actor,
    template: api.Template = HINT,
    cause: str = "thing_1:due",
    now: datetime = NOON,
) -> str | None:
    return api.tell(
        subject_id=person.acts_for or "",
        template=template,
        cause=cause,
        slots={"what": Text.of("预约", "Your visit")},
        link="/appointments",
        now=now,
    )
