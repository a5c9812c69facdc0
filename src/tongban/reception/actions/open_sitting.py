"""Begin a case for somebody 开始受理, known by their document, account or none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.catalogue.api import ItemView, published_item
from tongban.identity.api import (
    CheckWay,
    DetailsNotRight,
    Identifier,
    IdentifierScheme,
    MandateView,
    Sex,
    SubjectView,
    find_subject,
    mandate_for,
    raise_assurance,
    register_person,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, Assurance, Post
from tongban.kernel.codes import CodeFault, resident_id
from tongban.kernel.ids import new_id
from tongban.reception.events import SITTING_OPENED
from tongban.reception.models import Sitting
from tongban.reception.policies import serving_post
from tongban.reception.refusals import (
    DocumentNotReadable,
    NameNotThatOfNumber,
    NotActingForFirm,
    NotYourWindow,
)
from tongban.reception.sittings import DESK, tell, view_of
from tongban.reception.views import Presented, SeenBy, SittingState, SittingView

# A document held in the hand in a hall is the strongest proof (五级, 大厅核验); two factors that
# agree with the register, from afar, are the third; a word on the phone is the word of anyone.
_ASSURANCE = {
    SeenBy.READER: Assurance.L5,
    SeenBy.EYE: Assurance.L5,
    SeenBy.LETTER: Assurance.L3,
    SeenBy.VOICE: Assurance.L2,
}


def open_sitting(
    *,
    clerk: Actor,
    presented: Presented,
    item_code: str,
    window: str = "",
    firm: str = "",
    collecting: Post | None = None,
    now: datetime,
) -> SittingView:
    """Begin an application for ``presented``; who is not on record yet is put on record.

    The channel follows from how they were seen (``SeenBy.channel``): window, paper or phone.
    Who was seen with their card on the reader is known at the fifth level from then on.
    ``window`` is ``place/window`` where one was called to. From then on ``attended_actor`` fills
    the form as for anyone who signed in. ``collecting`` is a post the room above found fit to take
    it in for elsewhere 异地代收. ``firm`` is the 18-character code of the firm they came for, empty
    in their own affairs; they must be its legal representative or hold its mandate for this item.
    Refuses NotYourWindow, DocumentNotReadable, NameNotThatOfNumber, NotActingForFirm, catalogue's
    ItemNotFound. Source: 优化营商环境条例 35 (equal channels).
    """
    item = published_item(item_code)
    post = serving_post(clerk, item) or collecting
    if post is None or clerk.subject_id is None or clerk.account_id is None:
        raise NotYourWindow
    with transaction.atomic():
        person = _person(presented, item.region, now)
        mandate = _mandate(person, firm, item, now)
        row = Sitting.objects.create(
            id=new_id("sitting"),
            account_id=clerk.account_id,
            clerk_id=clerk.subject_id,
            post_id=post.id,
            subject_id=person.id,
            principal_id=mandate.principal_id if mandate else None,
            mandate_id=mandate.id if mandate else None,
            item_code=item.code,
            channel=presented.seen_by.channel.value,
            seen_by=presented.seen_by.value,
            assurance=int(_ASSURANCE[presented.seen_by]),
            window=window,
            state=SittingState.OPEN.value,
            opened_at=now,
        )
        if presented.seen_by is SeenBy.READER:
            raise_assurance(
                actor=clerk,
                subject_id=person.id,
                level=CheckWay.HALL.reaches,
                basis=CheckWay.HALL.value,
                now=now,
            )
        tell(row, SITTING_OPENED, clerk, now)
    return view_of(row)


def _mandate(person: SubjectView, firm: str, item: ItemView, now: datetime) -> MandateView | None:
    """By what right the person acts for the firm of this code; None in their own affairs."""
    code = firm.strip().upper()
    if not code:
        return None
    known = find_subject(DESK, IdentifierScheme.USCC, code)
    held = None
    if known is not None:
        held = mandate_for(
            agent_id=person.id, principal_id=known.id, on=local_date(now), item_code=item.code
        )
    if held is None:
        raise NotActingForFirm
    return held


def _person(presented: Presented, region: str, now: datetime) -> SubjectView:
    """Who bears the number; put on record when nobody does. The name must be theirs."""
    name = presented.name.strip()
    try:
        card = resident_id.parse(presented.number, lenient=True, on=local_date(now))
    except CodeFault as fault:
        raise DocumentNotReadable from fault
    known = find_subject(DESK, IdentifierScheme.RESIDENT_ID, card.number)
    if known is not None:
        if known.name != name:
            raise NameNotThatOfNumber
        return known
    try:
        return register_person(
            actor=DESK,
            name=name,
            identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, card.number),),
            birth_date=card.birth_date,
            sex=Sex.MALE if card.sex is resident_id.Sex.MALE else Sex.FEMALE,
            region=region[:6],
            assurance=_ASSURANCE[presented.seen_by],
            now=now,
        )
    except DetailsNotRight as fault:
        raise DocumentNotReadable from fault
