"""Who may look at the machinery."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class NotAnOperator(Refusal):
    """Only operators and the platform itself see and restart deliveries."""

    def __init__(self) -> None:
        super().__init__(
            code="jobs.not_an_operator",
            message=Text.of(
                "只有运维人员可以查看和重启投递。",
                "Only operators may look at deliveries and restart them.",
            ),
            mend=Text.of("请用运维岗位登录。", "Sign in with an operator's post."),
            kind=RefusalKind.NOT_ALLOWED,
        )


def require_operator(actor: Actor) -> None:
    """Raise NotAnOperator unless ``actor`` runs the platform."""
    if actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR):
        return
    raise NotAnOperator
