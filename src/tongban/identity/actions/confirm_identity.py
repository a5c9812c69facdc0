"""Be known better 提升身份等级: by the register's two factors, or by one's face."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.identity.actions.change_subject import locked_subject, raise_assurance
from tongban.identity.domain.stepping_up import FAILURES, WITHIN, CheckWay
from tongban.identity.models import IdentityCheck
from tongban.identity.ports import checker
from tongban.identity.queries import subject
from tongban.identity.refusals import CheckNotPassed, NotYours, TooManyChecks
from tongban.identity.register_numbers import register_number
from tongban.kernel.actor import Actor, Assurance
from tongban.ledger.api import record

_PLATFORM = Actor.system("identity")


def confirm_identity(
    *, actor: Actor, way: CheckWay, number: str = "", picture: bytes = b"", now: datetime
) -> Assurance:
    """Raise one's own level to what ``way`` proves, and return the level one has then.

    REGISTER compares one's name and the typed ``number`` with the record and the population
    register; FACE compares ``picture`` too, which is never kept. Tries are kept, five failed ones
    a day at most. For oneself only, officers included; a firm's own level comes from its register.
    Refuses: NotYours, CheckAbsent, CheckNotPassed, TooManyChecks.
    Source: the five levels of Guangdong; 个人信息保护法 26, 28, 29 (a face only by choice).
    """
    if actor.subject_id is None or way not in (CheckWay.REGISTER, CheckWay.FACE):
        raise NotYours
    check = checker()
    with transaction.atomic():
        locked_subject(actor.subject_id)
        tries = IdentityCheck.objects.filter(subject_id=actor.subject_id, at__gt=now - WITHIN)
        if tries.filter(passed=False).count() >= FAILURES:
            raise TooManyChecks
        person = subject(_PLATFORM, actor.subject_id)
        known = register_number(_PLATFORM, actor.subject_id)
        passed = known is not None and check.agrees(person.name, known.value)
        if passed and known is not None:
            passed = (
                check.looks_like(known.value, picture)
                if way is CheckWay.FACE
                else number.strip().upper() == known.value
            )
        IdentityCheck.objects.create(
            subject_id=actor.subject_id, way=way.value, passed=passed, at=now
        )
        record(
            kind="identity.checked",
            about=actor.subject_id,
            facts={"way": way.value, "passed": passed},
            actor=actor,
            now=now,
            subject_id=actor.subject_id,
        )
        if passed:
            after = raise_assurance(
                actor=_PLATFORM,
                subject_id=actor.subject_id,
                level=way.reaches,
                basis=way.value,
                now=now,
            )
    if not passed:
        raise CheckNotPassed
    return after.assurance
