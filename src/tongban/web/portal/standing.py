"""How a certificate stands, in plain words: valid, ending soon, ended and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.certificates.api import STATUS_LABELS, CertificateStatus, CertificateView
from tongban.kernel.text import Text
from tongban.web.design.parts import Mood

SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """A tag with its tone, and one line of advice where there is any."""

    label: Text
    mood: str
    hint: Text | None = None


def standing_of(view: CertificateView, today: date) -> Standing:
    """What the holder should know at a glance."""
    if view.next_identifier:
        hint = Text.of(
            "已换发新证照，请使用新的一张。", "A newer one has taken its place: use that."
        )
        return Standing(Text.of("已换新", "Replaced"), Mood.PLAIN.value, hint)
    if view.status is not CertificateStatus.VALID:
        return Standing(STATUS_LABELS[view.status], Mood.BAD.value, _ENDED)
    if view.valid_until is None:
        return Standing(Text.of("有效", "Valid"), Mood.GOOD.value)
    left = (view.valid_until - today).days
    if left < 0:
        return Standing(Text.of("已过期", "Expired"), Mood.BAD.value, _RENEW)
    if left <= SOON_DAYS:
        return Standing(
            Text.of(f"还有{left}天到期", f"{left} days left"), Mood.CARE.value, _RENEW_SOON
        )
    return Standing(Text.of("有效", "Valid"), Mood.GOOD.value)


_REPLACED = Text.of(
    "已换发新证照，请使用新的一张。", "A newer one has taken its place: use that one."
)
_ENDED = Text.of("现在不能使用。详情见状态记录。", "It cannot be used now. See its history.")
_RENEW = Text.of("可以重新申请或办理延续。", "Apply again or have it renewed.")
_RENEW_SOON = Text.of(
    "可以现在办理延续：新证照从原有效期之后接着算，不会少一天。",
    "It can be renewed now: the new term runs on from the old one, no day is lost.",
)
