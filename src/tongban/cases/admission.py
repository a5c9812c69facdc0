"""Whether this person may apply for this item, here and now."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.cases.refusals import ItemNotOpen, ItemVersionStale, SignInToApply
from tongban.catalogue.api import AudienceSide, ItemView
from tongban.identity.api import SubjectKind, SubjectView, subjects
from tongban.kernel.actor import Actor, ActorKind, Channel
from tongban.kernel.refusal import RefusalKind
from tongban.kernel.text import Text

_ONLINE = frozenset({Channel.PC, Channel.MOBILE, Channel.API, Channel.HELPER, Channel.KIOSK})


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the parties as the case keeps them."""

    applicant: str
    masked: str
    agent: str


def applicant_id(actor: Actor) -> str:
    """The subject whose application it is. Refuses SignInToApply."""
    if actor.acts_for is None or actor.kind not in (ActorKind.PERSON, ActorKind.FIRM_AGENT):
        raise SignInToApply(
            Text.of("请先登录再申请。", "Please sign in to apply."),
            Text.of("登录后，您填写的内容会保留。", "What you typed is kept when you sign in."),
            RefusalKind.SIGN_IN,
        )
    return actor.acts_for


def open_item(actor: Actor, item: ItemView, item_version: int, channel: Channel) -> ItemView:
    """The item, if this version is in force, the channel is open and the identity strong enough.

    Refuses ItemVersionStale, ItemNotOpen, SignInToApply.
    """
    if item.version != item_version:
        raise ItemVersionStale(item_version, item.version)
    if channel in _ONLINE and not item.online:
        reason = item.in_person_reason or Text.of("需到现场办理", "it must be done in person")
        raise ItemNotOpen(
            Text.of(
                f"这个事项不能网上办理：{reason.zh}。",
                f"This service cannot be applied for online: {reason.en}.",
            ),
            Text.of("请按办事指南到窗口办理。", "Please go to a window listed in the guide."),
        )
    if actor.assurance < item.min_assurance:
        raise SignInToApply(
            Text.of(
                f"这个事项要求身份等级达到{item.min_assurance.value}级，"
                f"您目前是{actor.assurance.value}级。",
                f"This service needs identity level {item.min_assurance.value};"
                f" yours is {actor.assurance.value}.",
            ),
            Text.of(
                "请先提升身份等级，或到窗口办理。", "Raise your level first, or visit a window."
            ),
            RefusalKind.NOT_ALLOWED,
        )
    return item


def names_of(actor: Actor, item: ItemView) -> Names:
    """Names of applicant and agent. Refuses ItemNotOpen when it is not for this kind of subject."""
    wanted = [applicant_id(actor)]
    if actor.on_behalf_of is not None and actor.subject_id is not None:
        wanted.append(actor.subject_id)
    found = subjects(actor, wanted)
    applicant = found[wanted[0]]
    _need_audience(applicant, item)
    agent = found[wanted[1]].name if len(wanted) > 1 else ""
    return Names(applicant.name, applicant.masked_name or applicant.name, agent)


def _need_audience(applicant: SubjectView, item: ItemView) -> None:
    side = AudienceSide.PERSON if applicant.kind is SubjectKind.PERSON else AudienceSide.FIRM
    if item.sides and side not in item.sides:
        raise ItemNotOpen(
            Text.of(
                "这个事项不面向您当前的身份（个人或企业）。",
                "This service is not for the kind of party you act as (person or firm).",
            ),
            Text.of(
                "请切换到所代表的企业或本人后再申请。",
                "Switch to the firm you represent, or to yourself, and apply again.",
            ),
        )
