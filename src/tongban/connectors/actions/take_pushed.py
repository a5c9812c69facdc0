"""A system pushes its steps 推送, beside being asked: signed, each once, in their order."""

from __future__ import annotations

from datetime import datetime

from tongban.connectors.actions.apply_steps import apply_steps
from tongban.connectors.actions.hear_steps import take_steps
from tongban.connectors.domain.incoming import Heard, Unreadable
from tongban.connectors.domain.pushing import MOST_BYTES, is_genuine, read_pushed
from tongban.connectors.models import Referral
from tongban.connectors.ports import token_of
from tongban.connectors.published import connectors
from tongban.connectors.refusals import PushNotGenuine, PushUnreadable
from tongban.connectors.views import Pushed


def take_pushed(*, code: str, body: bytes, signature: str, now: datetime) -> Pushed:
    """Keep the steps a system pushes and apply what comes next without a gap.

    ``signature`` is over the bytes of ``body`` (see ``push_signature``). All steps are read or
    none is kept. A step counts once, pushed or asked for, however often and in whatever order: a
    replayed push changes nothing. A step after a gap waits for the one before; one in a state the
    connector does not explain waits with a sentence for a person. Steps of an application that is
    not known here are not kept but named in the answer; asking brings them when it is. Refuses
    PushNotGenuine (unknown connector, no token, wrong signature), PushUnreadable (also over 200
    steps or 1 MiB).
    """
    connector = next((each for each in connectors() if each.code == code), None)
    token = token_of(connector) if connector is not None else ""
    if connector is None or not token or not is_genuine(code, token, body[:MOST_BYTES], signature):
        raise PushNotGenuine
    if len(body) > MOST_BYTES:
        raise PushUnreadable("over 1 MiB")
    try:
        heard = read_pushed(body, connector.speech)
    except Unreadable as fault:
        raise PushUnreadable(str(fault)) from fault
    by_number: dict[str, list[Heard]] = {}
    for step in heard:
        by_number.setdefault(step.number, []).append(step)
    rows = dict(
        Referral.objects.filter(connector_code=code, number__in=by_number)
        .order_by("id")
        .values_list("number", "id")
    )
    applied = 0
    for number, referral_id in rows.items():
        take_steps(referral_id, by_number[number], connector, now, asked=False)
        applied += apply_steps(referral_id, now)
    return Pushed(tuple(sorted(rows)), tuple(sorted(by_number.keys() - rows.keys())), applied)
