"""Reading what was delivered for a material: to choose it in a form, to name it in a case."""

from __future__ import annotations

from collections.abc import Iterable

from tongban.cases.api import MaterialWay, case
from tongban.intermediaries.domain.commission import CommissionState
from tongban.intermediaries.models import Commission, Offer
from tongban.intermediaries.published import service, services_of
from tongban.intermediaries.views import DeliveryView
from tongban.kernel.actor import Actor, Channel

_MOST = 100
_DONE = CommissionState.DELIVERED.value


def deliveries_for(actor: Actor, item_code: str) -> tuple[DeliveryView, ...]:
    """What institutions delivered to the one the actor acts for, for materials of an item.

    The newest 100; none for officers or on the phone, where nobody has shown who they are. Nothing
    is asked for an item whose materials no service makes.
    """
    made = {one.code: one.material for one in services_of(item_code) if one.material}
    if not made or actor.acts_for is None or actor.posts or actor.channel is Channel.PHONE:
        return ()
    rows = Commission.objects.filter(
        subject_id=actor.acts_for, service_code__in=made, state=_DONE
    ).order_by("-delivered_at", "id")
    return _views(rows[:_MOST])


def deliveries_in(actor: Actor, case_id: str) -> tuple[DeliveryView, ...]:
    """What institutions delivered and the applicant handed in with this case.

    Whoever may see the case may. Refuses CaseNotFound of cases.
    """
    handed = case(actor, case_id).materials
    used = {one.reference for one in handed if one.way is MaterialWay.INSTITUTION}
    if not used:
        return ()
    return _views(Commission.objects.filter(blob_id__in=used, state=_DONE).order_by("id")[:_MOST])


class DeliveryDesk:
    """The port that room cases asks when a file is not the sender's own."""

    def delivered(
        self, subject_id: str, item_code: str, material_code: str, blob_id: str
    ) -> str | None:
        """The SHA-256 of what was delivered to the subject for this material, else None."""
        makers = [one.code for one in services_of(item_code) if one.material == material_code]
        if not makers:
            return None
        rows = Commission.objects.filter(
            subject_id=subject_id, service_code__in=makers, state=_DONE, blob_id=blob_id
        )
        return rows.order_by("id").values_list("sha256", flat=True).first()


def _views(rows: Iterable[Commission]) -> tuple[DeliveryView, ...]:
    known = list(rows)
    offers = Offer.objects.filter(institution_id__in={one.institution_id for one in known})
    firms = {
        one[0]: one[1:]
        for one in offers.order_by("id").values_list("institution_id", "name", "uscc")
    }
    return tuple(_view(row, *firms.get(row.institution_id, ("", ""))) for row in known)


def _view(row: Commission, name: str, uscc: str) -> DeliveryView:
    made = service(row.service_code)
    return DeliveryView(
        commission_id=row.id,
        service_code=row.service_code,
        service_name=made.name,
        material=made.material,
        institution_name=name,
        institution_uscc=uscc,
        delivered_at=row.delivered_at or row.asked_at,
        blob_id=row.blob_id,
        sha256=row.sha256,
    )
