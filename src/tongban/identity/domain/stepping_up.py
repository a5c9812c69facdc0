"""Ways to be known better 提升身份等级: what each reaches, and when it may be tried again."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from tongban.kernel.actor import Assurance
from tongban.kernel.text import Text

FAILURES = 5
WITHIN = timedelta(days=1)


class CheckWay(Enum):
    """How somebody shows who they are 核验方式."""

    REGISTER = "identity-check/register"
    FACE = "identity-check/face"
    HALL = "identity-check/hall"
    CERTIFICATE = "identity-check/certificate"

    @property
    def reaches(self) -> Assurance:
        """The level it proves."""
        return _REACHES[self]

    @property
    def label(self) -> Text:
        """The way in words."""
        return _LABELS[self]


_REACHES = {
    CheckWay.REGISTER: Assurance.L3,
    CheckWay.FACE: Assurance.L4,
    CheckWay.HALL: Assurance.L5,
    CheckWay.CERTIFICATE: Assurance.L5,
}
_LABELS = {
    CheckWay.REGISTER: Text.of("核对姓名和身份证号码", "Compare name and identity number"),
    CheckWay.FACE: Text.of("人像比对", "Compare your face"),
    CheckWay.HALL: Text.of("到窗口出示身份证", "Show your identity card at a window"),
    CheckWay.CERTIFICATE: Text.of(
        "用电子营业执照登录（企业）", "Sign in with the electronic business licence (firms)"
    ),
}


def ways_to(needed: Assurance) -> tuple[CheckWay, ...]:
    """The ways that reach a level, the easiest first."""
    return tuple(way for way in CheckWay if way.reaches >= needed)
