"""What government already holds 我们已有: each material of an item, and who brings it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils import timezone

from tongban.catalogue.api import ItemView, MaterialCategory, MaterialView, Necessity
from tongban.certificates.api import (
    CertificateStatus,
    CertificateView,
    lent_certificate_of,
    my_certificates,
    valid_certificate_of,
)
from tongban.elements.api import source
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.zones.api import AssessmentView


class Way(Enum):
    """How a material gets into the case."""

    HELD = "held"
    CHECKED = "checked"
    FORM = "form"
    BRING = "bring"
    LATER = "later"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Holding:
    """One material and how it comes: ``holder`` names the register or the person's certificate."""

    material: MaterialView
    way: Way
    holder: Text | None = None
    certificate: CertificateView | None = None

    @property
    def must_bring(self) -> bool:
        """Whether the person has to hand it in."""
        return self.way is Way.BRING

    def unless_silent(self, silent: Collection[str]) -> Holding:
        """The same, but brought by the person where its register, or one of its elements, is among
        the ``silent``."""
        rests_on = {self.material.source_code or "", *self.material.element_ids}
        if self.way is not Way.CHECKED or rests_on.isdisjoint(silent):
            return self
        needed = self.material.necessity is Necessity.REQUIRED
        return Holding(self.material, Way.BRING if needed else Way.OPTIONAL)


def in_area(holding: Holding, area: AssessmentView | None) -> Holding:
    """The same, but settled by the zone's assessment 区域评估 where one stands for the site."""
    if area is None or holding.way in (Way.HELD, Way.CHECKED):
        return holding
    name = Text.of(
        f"{area.zone_name.zh}区域评估（{area.number}）",
        f"Area assessment of {area.zone_name.en} ({area.number})",
    )
    return Holding(holding.material, Way.HELD, name)


def holdings_of(item: ItemView, actor: Actor, situation: str | None = None) -> tuple[Holding, ...]:
    """Every material of ``item``; with whoever signed in, their own certificates are recognised.

    Reading a guide is no purpose for a look-up: registers are named here, not asked.
    """
    own = _valid_certificates(actor)
    shown = item.materials if situation is None else item.materials_for(situation)
    return tuple(
        _within_reach(material, actor) or _holding(material, item, own) for material in shown
    )


def _within_reach(material: MaterialView, actor: Actor) -> Holding | None:
    """Where the item allows it: a parent's own certificate in a child's case, or one lent."""
    wanted = material.satisfied_by
    if not material.borrowed or wanted is None or actor.subject_id is None or actor.posts:
        return None
    now = timezone.now()
    if valid_certificate_of(actor.subject_id, wanted, now) is not None:
        return Holding(material, Way.HELD, _OWN)
    if lent_certificate_of(actor, wanted, now) is not None:
        return Holding(material, Way.HELD, _LENT)
    return None


_OWN = Text.of("您本人的电子证照", "Your own certificate")
_LENT = Text.of("授权给您的电子证照", "A certificate lent to you")


def _valid_certificates(actor: Actor) -> dict[str, CertificateView]:
    if actor.acts_for is None or actor.posts:
        return {}
    mine: Iterable[CertificateView] = my_certificates(actor)
    return {one.type_code: one for one in mine if one.status is CertificateStatus.VALID}


def _holding(material: MaterialView, item: ItemView, own: dict[str, CertificateView]) -> Holding:
    if _is_the_form(material, item):
        return Holding(material, Way.FORM)
    if material.satisfied_by in own:
        found = own[material.satisfied_by or ""]
        return Holding(material, Way.HELD, found.issuer_name, found)
    if material.source_code is not None:
        return Holding(material, Way.CHECKED, _source_name(material.source_code))
    if material.satisfied_by is not None:
        return Holding(material, Way.CHECKED, Text.of("电子证照库", "Certificate library"))
    ways = {Necessity.LATER: Way.LATER, Necessity.OPTIONAL: Way.OPTIONAL}
    return Holding(material, ways.get(material.necessity, Way.BRING))


def _is_the_form(material: MaterialView, item: ItemView) -> bool:
    """The application form itself 申请书: made from the answers, never handed in beside them."""
    is_form = material.category is MaterialCategory.FORM
    return is_form and item.form_code is not None and material.blank_form == item.form_code


def _source_name(code: str) -> Text:
    try:
        return source(code).name
    except Refusal:
        return Text.of("政府部门数据", "Government records")
