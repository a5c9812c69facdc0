"""What a hand-back 退件 tells whose affair it was, beside the slip the window prints."""

from __future__ import annotations

from tongban.catalogue.api import guide_item
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell
from tongban.reception.models import Sitting
from tongban.reception.views import HandBackView

HANDED_BACK = Template(
    "reception-handed-back",
    Text.of("窗口退回了您的材料", "The window handed your materials back"),
    Text.of(
        "您在窗口申请“{title}”，材料没有收下，已当场退回。退件单编号：{number}。退回的材料：{things}。"
        "原因：{reason}。这不是不予受理的决定。材料备齐后，可以到任一窗口或者在网上重新提交；"
        "需要书面决定的，请向办理机关提出。",
        "At a window you applied for “{title}”; nothing was taken in and your materials were handed"
        " back to you. Slip: {number}. Handed back: {things}. Why: {reason}. This is no refusal."
        " When all is there, hand it in at any window or on line; if you want a decision in"
        " writing, ask the agency for one.",
    ),
)


def tell_of_hand_back(row: Sitting, slip: HandBackView) -> None:
    """Once for a sitting: the firm it was for, else the person; their inbox and their channels."""
    zh, en = [one.zh for one in slip.materials], [one.en for one in slip.materials]
    other = [slip.other] if slip.other else []
    tell(
        subject_id=row.principal_id or row.subject_id,
        template=HANDED_BACK,
        cause=f"{row.id}:handed-back",
        slots={
            "title": guide_item(row.item_code).title,
            "number": Text.of(slip.number),
            "things": Text.of("、".join(zh + other), ", ".join(en + other)),
            "reason": Text.of(slip.reason.rstrip("。.")),
        },
        link=f"/items/{row.item_code}",
        now=slip.handed_back_at,
    )
