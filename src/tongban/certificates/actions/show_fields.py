"""Show selected fields of a certificate to one audience for some minutes 出示."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tongban.certificates import events, policies
from tongban.certificates.actions.lend_certificate import need_in_force, own_row
from tongban.certificates.domain.credential import PLACES, list_number
from tongban.certificates.domain.sharing import (
    MOST_MINUTES,
    SHOWN_FOR,
    PresentationView,
    ShareState,
    ShownFields,
    UseWay,
    field_faults,
    labels_of,
    word_faults,
)
from tongban.certificates.minting import new_token
from tongban.certificates.models import Presentation, held
from tongban.certificates.queries.presentations import presentation_view, state_of
from tongban.certificates.queries.presenting import view_of
from tongban.certificates.refusals import (
    PresentationNotFound,
    PresentationOver,
    SharingDetailsNotRight,
)
from tongban.certificates.sealing import held_fields, seal_words, unseal_personal, unseal_words
from tongban.certificates.signed_form import FormWish, signed_form
from tongban.certificates.telling import tell
from tongban.certificates.types import type_version
from tongban.certificates.uses import User, write_use
from tongban.certificates.views import CertificateStatus
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.text import Text

_TRIES = 16


def show_fields(
    *,
    actor: Actor,
    certificate_id: str,
    fields: Sequence[str],
    audience: str,
    now: datetime,
    lasts: timedelta = SHOWN_FOR,
) -> PresentationView:
    """Let ``audience`` look at these fields and no others, once opened by one browser, for
    ``lasts`` (five minutes, an hour at most).

    By the holder or a lawful agent. Refuses CertificateNotFound, CertificateNotInForce,
    OnwardLendingRefused, SharingDetailsNotRight with every fault. Source: 个人信息保护法 6.
    """
    with transaction.atomic():
        row = own_row(actor, certificate_id, now)
        faults = [*field_faults(fields, held_fields(row)), *word_faults("audience", audience)]
        if faults:
            raise SharingDetailsNotRight(faults)
        known = labels_of(type_version(row.type_code, row.type_version))
        number = list_number(now)
        shown = Presentation(
            id=new_id("show"),
            certificate=row,
            token=new_token(),
            fields=[name for name in known if name in fields],
            sealed=seal_words(row.holder_id, {"audience": audience.strip()}),
            made_at=now,
            expires_at=now + min(lasts, timedelta(minutes=MOST_MINUTES)),
            status_list=number,
            status_index=_free_place(number),
        )
        shown.save(force_insert=True)
        _tell(actor, shown, "certificates.presentation-made", events.PRESENTATION_MADE, now)
    return presentation_view(shown, now)


def _free_place(number: int) -> int:
    """A place of the list that nobody has, drawn at random; the constraint has the last word."""
    for _ in range(_TRIES):
        place = secrets.randbelow(PLACES)
        if not Presentation.objects.filter(status_list=number, status_index=place).exists():
            break
    return place


def open_presentation(
    *, actor: Actor, token: str, viewer: str, now: datetime, wish: FormWish | None = None
) -> ShownFields:
    """What the audience sees. The first to open it is the audience: a copied link shows nothing.

    ``viewer`` names the browser or program (a random key, never a person). The first look is
    written as a use; looking again by the same viewer while it lasts is the same use. With ``wish``
    there is a signed form that others can verify. Refuses PresentationNotFound, PresentationOver,
    CertificateNotInForce, KeysUnusable of ledger.
    """
    with transaction.atomic():
        shown = held(Presentation, token=token.strip().lower())
        if shown is None:
            raise PresentationNotFound
        state = state_of(shown, now)
        if state is ShareState.SEEN and viewer == shown.viewer:
            state = ShareState.OPEN
        if state is not ShareState.OPEN:
            raise PresentationOver(state.label)
        need_in_force(shown.certificate, local_date(now))
        audience = unseal_words([(shown.certificate.holder_id, shown.sealed)])[0].get(
            "audience", ""
        )
        if not shown.viewer:
            shown.viewer, shown.viewed_at = viewer, now
            shown.save(update_fields=["viewer", "viewed_at"])
            write_use(
                actor=actor,
                row=shown.certificate,
                way=UseWay.SHOWN,
                user=User("audience", "", audience),
                fields=shown.fields,
                purpose="",
                now=now,
                share_id=shown.id,
            )
        return _shown(shown, audience, wish, now)


def withdraw_presentation(*, actor: Actor, presentation_id: str, now: datetime) -> PresentationView:
    """End a presentation before its time; twice changes nothing.

    Refuses PresentationNotFound, also when not one's own.
    """
    with transaction.atomic():
        shown = held(Presentation, id=presentation_id)
        if shown is None or not policies.is_holder(actor, shown.certificate.holder_id):
            raise PresentationNotFound
        if shown.withdrawn_at is None:
            shown.withdrawn_at = now
            shown.save(update_fields=["withdrawn_at"])
            kind, event = "certificates.presentation-withdrawn", events.PRESENTATION_WITHDRAWN
            _tell(actor, shown, kind, event, now)
    return presentation_view(shown, now)


def _tell(actor: Actor, shown: Presentation, kind: str, event: str, now: datetime) -> None:
    tell(
        kind=kind,
        event=event,
        about=shown.certificate_id,
        facts={"certificate": shown.certificate_id, "presentation": shown.id},
        actor=actor,
        now=now,
        holder_id=shown.certificate.holder_id,
        evidence={"fields": shown.fields, "until": shown.expires_at.isoformat()},
    )


def _shown(shown: Presentation, audience: str, wish: FormWish | None, now: datetime) -> ShownFields:
    row = shown.certificate
    view = view_of(row, unseal_personal([row])[0])
    values = {field.name: field.value for field in view.fields} | {"holder": view.holder_name}
    labels = labels_of(type_version(row.type_code, row.type_version))
    return ShownFields(
        type_name=view.type_name,
        issuer_name=Text.from_mapping(row.issuer_name),
        holder_name=view.holder_name if "holder" in shown.fields else "",
        audience=audience,
        fields=tuple((labels[name], values.get(name, "")) for name in shown.fields),
        status=CertificateStatus(row.status),
        expires_at=shown.expires_at,
        signed=signed_form(shown, view, audience, wish, now) if wish else "",
    )
