"""What may be wrong with an order issued by hand, in words."""

from __future__ import annotations

from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

UNSAID = (
    Text.of("没有写明要求办什么。", "What is to be done is not said."),
    Text.of("用一两句话写明事由和要求。", "Say in a sentence or two why, and what is asked."),
)
NO_SUCH_CASE = Problem(
    "case_number",
    "monitoring.case_not_reached",
    Text.of(
        "没有这个办件，或者不在您监察的条线和地区。", "No such case within your line or region."
    ),
    Text.of("请核对办件编号。", "Compare the number of the case."),
)
NO_SUCH_AGENCY = Problem(
    "agency_code",
    "monitoring.agency_not_reached",
    Text.of(
        "没有写明督办哪个机关，或者它不在您监察的条线和地区。",
        "No agency is named, or it is not within your line or region.",
    ),
    Text.of("请写明办件编号，或者选择机关。", "Give the number of a case, or choose the agency."),
)
NO_BASIS = Problem(
    "article",
    "monitoring.basis_missing",
    Text.of("没有依据，或者依据的条文不存在。", "There is no basis, or no such article."),
    Text.of("请选择督办所依据的条文。", "Choose the article it rests on."),
)
NO_DEADLINE = Problem(
    "answer_days",
    "monitoring.deadline_missing",
    Text.of("答复期限要在1到30个工作日之间。", "The time to answer is 1 to 30 working days."),
    Text.of("请填写工作日数。", "Give a number of working days."),
)
