"""What an adverse result tells: where it can be contested, in which order, until when."""

from __future__ import annotations

from tongban.catalogue.api import ItemView, RemedyKind, RemedyView
from tongban.kernel.text import Text

_REVIEW = Text.of("复议机关", "the review body")
_COURT = Text.of("人民法院", "the people's court")


def remedies_text(item: ItemView) -> Text:
    """Reconsideration 复议 within 60 days, suit 诉讼 within 6 months, with the bodies.

    Where reconsideration must come first 复议前置 it says so: the suit is then against what comes
    of it, within 15 days. Source: 行政复议法 20, 23; 行政诉讼法 44, 45, 46.
    """
    known = {remedy.kind: remedy for remedy in item.remedies}
    review = known.get(RemedyKind.RECONSIDERATION)
    before, court = _told(review, _REVIEW), _told(known.get(RemedyKind.LITIGATION), _COURT)
    if review is not None and review.first:
        return Text.of(
            f"不服本决定的，应当先自收到之日起60日内向{before.zh}申请行政复议（复议前置）；"
            f"对复议决定不服的，可以自收到复议决定书之日起15日内向{court.zh}提起行政诉讼。",
            f"You must first ask {before.en} to reconsider, within 60 days of receipt; against what"
            f" comes of it you may sue in {court.en} within 15 days of receiving it.",
        )
    return Text.of(
        f"不服本决定的，可以自收到之日起60日内向{before.zh}申请行政复议，"
        f"或者在6个月内向{court.zh}提起行政诉讼。",
        f"You may ask {before.en} to reconsider within 60 days of receipt, or sue in {court.en}"
        " within 6 months.",
    )


def _told(remedy: RemedyView | None, otherwise: Text) -> Text:
    if remedy is None:
        return otherwise
    zh = [remedy.address.zh] if remedy.address else []
    en = [remedy.address.en] if remedy.address else []
    zh += [f"电话{remedy.phone}"] if remedy.phone else []
    en += [f"phone {remedy.phone}"] if remedy.phone else []
    if not zh:
        return remedy.body
    return Text.of(f"{remedy.body.zh}（{'，'.join(zh)}）", f"{remedy.body.en} ({', '.join(en)})")
