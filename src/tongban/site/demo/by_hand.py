"""How an invented person signs: with their own key from afar, by hand before a clerk."""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO

from tongban.catalogue.api import ItemView
from tongban.files.api import store_upload
from tongban.kernel.actor import Actor
from tongban.reception.api import SignatureTabletTwin
from tongban.seals.api import STATEMENT_CODE, Agreement, Hand, Proof

_WINDOW = "demo"
_FROM_AFAR = Agreement(STATEMENT_CODE, Proof.DEMO)


def agreement_of(me: Actor, clerk: Actor, item: ItemView, *, page: str, now: datetime) -> Agreement:
    """The signature under an application of ``item``; ``page`` names what was read back.

    Where a clerk is at the keyboard the ink is kept for the person, as the window does, and the
    clerk of the item's agency is the witness (电子签名法 13).
    """
    if not me.channel.attended or clerk.subject_id is None:
        return _FROM_AFAR
    digest = hashlib.sha256(page.encode()).hexdigest()
    picture = SignatureTabletTwin().sign(_WINDOW, digest)
    if picture is None:
        return _FROM_AFAR
    ink = store_upload(
        actor=me, filename=picture.filename, stream=BytesIO(picture.png),
        declared_type="image/png", purpose="signature", now=now,
    )  # fmt: skip
    post = next(each.id for each in clerk.posts if each.agency_code == item.agency_code)
    hand = Hand(ink.id, ink.sha256, clerk.subject_id, post)
    return Agreement(STATEMENT_CODE, Proof.HAND_TABLET, hand=hand)
