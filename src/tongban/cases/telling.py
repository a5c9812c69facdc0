"""What an applicant is told by message: papers to put right, a promise that is due, and
what an officer decided.

What rules decide at once is told by the page itself and needs no message.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from tongban.cases.models import Case
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell

_NOTHING: Mapping[str, Text] = {}
CORRECTION = Template(
    "case-correction",
    Text.of("您的办件需要补正", "Your case needs something put right"),
    Text.of(
        "“{title}”（{number}）的材料有需要补正的地方，已经一次告知您全部内容。请打开办件查看，补正后继续办理。",
        "Something in “{title}” ({number}) must be put right; you are told everything at once."
        " Open the case to see what, and it goes on when you have supplied it.",
    ),
    is_document=True,
)
APPROVED = Template(
    "case-approved",
    Text.of("您的办件已批准", "Your case was approved"),
    Text.of(
        "“{title}”（{number}）已经批准。结果和证照可以在办件里查看。",
        "“{title}” ({number}) was approved. The result and any certificate are with the case.",
    ),
    is_document=True,
)
DENIED = Template(
    "case-denied",
    Text.of("您的办件没有批准", "Your case was not approved"),
    Text.of(
        "“{title}”（{number}）没有批准。理由、法律依据，以及申请行政复议或者提起行政诉讼的办法，都写在办件里。",
        "“{title}” ({number}) was not approved. The reasons, the law, and how to ask for"
        " reconsideration or go to court are with the case.",
    ),
    is_document=True,
)


PROMISED = Template(
    "case-promised",
    Text.of("您承诺补交的材料快到期了", "What you promised is due soon"),
    Text.of(
        "“{title}”（{number}）还缺：{names}。请在 {day} 当天或者之前补交。"
        "到期没有补交的，按撤回申请处理：由工作人员作出并告知理由，您可以重新申请。确有困难的，请提前告诉办理机关或者窗口。",
        "“{title}” ({number}) still lacks: {names}. Please hand it in on or before {day}. If it"
        " does not come by then, the application counts as withdrawn: an officer says so and why,"
        " and you may apply anew. If you cannot get it, tell the agency or a window beforehand.",
    ),
)


def tell_correction(case: Case, now: datetime) -> None:
    """Something must be put right; each notice is told of once."""
    _tell(case, CORRECTION, f"{case.id}:correction:{case.version}", now)


def tell_decision(case: Case, approved: bool, now: datetime) -> None:
    """An officer decided."""
    _tell(case, APPROVED if approved else DENIED, f"{case.id}:decided", now)


def tell_promised(case: Case, names: Text, day: date, now: datetime) -> None:
    """What was promised is due soon; told once."""
    more = {"names": names, "day": Text.of(day.isoformat())}
    _tell(case, PROMISED, f"{case.id}:promised", now, more)


def _tell(
    case: Case, template: Template, cause: str, now: datetime, more: Mapping[str, Text] = _NOTHING
) -> None:
    tell(
        subject_id=case.applicant_id,
        template=template,
        cause=cause,
        slots={"title": Text.from_mapping(case.title), "number": Text.of(case.number), **more},
        link=f"/cases/{case.id}",
        now=now,
    )
