"""公民身份号码, the citizen identity number (GB 11643-1999), and the numbers shaped like it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tongban.kernel.codes.checksum import resident_id_check
from tongban.kernel.codes.fault import CodeFault, Fault, refuse_if_any
from tongban.kernel.text import Text

_EARLIEST_YEAR = 1850
_RETYPE = Text.of("请照证件逐位核对后重新输入。", "Check it digit by digit against the card.")


class Sex(Enum):
    """As the sequence number tells it: odd is male, even is female (GB/T 2261.1)."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A valid number and what it says. ``division`` is where it was first issued, not a home."""

    number: str
    division: str
    birth_date: date
    sequence: int
    sex: Sex

    def __str__(self) -> str:
        return self.number


def parse(number: str, *, lenient: bool = False, on: date | None = None) -> ResidentId:
    """Read an 18-character number; CodeFault with every fault when it is not one.

    ``lenient`` forgives how people type (spaces, hyphens, full-width digits, a small x). ``on``
    also refuses a birth after that day. Whether the division existed is for jurisdiction to say.
    """
    if lenient:
        number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", number)).upper()
    shape = _shape_fault(number)
    refuse_if_any([shape] if shape else [])
    faults: list[Fault] = []
    if number[0] == "0":
        faults.append(
            Fault(
                "resident_id.division",
                Text.of("前六位不是行政区划代码。", "The first six digits are no division code."),
                _RETYPE,
            )
        )
    birth_date = _birth_date(number[6:14])
    if birth_date is None or birth_date.year < _EARLIEST_YEAR or (on and birth_date > on):
        faults.append(_birth_fault(number[6:14]))
    if resident_id_check(number[:17]) != number[17]:
        faults.append(
            Fault(
                "resident_id.check",
                Text.of(
                    "身份证号码校验不通过，有数字输错或颠倒。",
                    "The identity number fails its check: a digit is wrong or swapped.",
                ),
                _RETYPE,
            )
        )
    if birth_date is None or faults:
        raise CodeFault(faults)
    sequence = int(number[14:17])
    return ResidentId(number, number[:6], birth_date, sequence, _sex(sequence))


def make(division: str, birth_date: date, sequence: int) -> str:
    """The number for a division, a birth date and a sequence of 0 to 999, with its check digit."""
    if not re.fullmatch(r"[1-9][0-9]{5}", division):
        raise ValueError(f"A division code has six digits, got {division!r}")
    if not 0 <= sequence <= 999:
        raise ValueError(f"A sequence number lies between 0 and 999, got {sequence}")
    body = f"{division}{birth_date:%Y%m%d}{sequence:03d}"
    return body + resident_id_check(body)


def upgrade(number: str) -> str:
    """The 18-character form of a first-generation number of 15 digits (in use until 2013).

    Births are taken as of the 20th century, as the standard says. CodeFault when not such a number.
    """
    faults = []
    if not re.fullmatch(r"[1-9][0-9]{14}", number):
        faults.append(
            Fault(
                "resident_id.shape",
                Text.of("一代身份证号码应为15位数字。", "A first-generation number has 15 digits."),
                _RETYPE,
            )
        )
    elif _birth_date(f"19{number[6:12]}") is None:
        faults.append(_birth_fault(f"19{number[6:12]}"))
    refuse_if_any(faults)
    body = f"{number[:6]}19{number[6:]}"
    return body + resident_id_check(body)


def _sex(sequence: int) -> Sex:
    return Sex.MALE if sequence % 2 else Sex.FEMALE


def _birth_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _birth_fault(digits: str) -> Fault:
    shown = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return Fault(
        "resident_id.birth_date",
        Text.of(
            f"第7至14位的出生日期 {shown} 不是一个可能的日期。",
            f"Digits 7 to 14 give {shown}, which cannot be a birth date.",
        ),
        _RETYPE,
    )


def _shape_fault(number: str) -> Fault | None:
    if re.fullmatch(r"[0-9]{17}[0-9X]", number, re.ASCII):
        return None
    if re.fullmatch(r"[0-9]{15}", number, re.ASCII):
        message = Text.of(
            "这是15位的一代身份证号码，2013年起已停用。",
            "This is a first-generation number of 15 digits, out of use since 2013.",
        )
        mend = Text.of("请输入18位号码。", "Enter the number of 18 digits.")
        return Fault("resident_id.first_generation", message, mend)
    if re.fullmatch(r"[0-9]{17}x", number, re.ASCII):
        message = Text.of("末位的 x 应为大写 X。", "The final x must be a capital X.")
        return Fault("resident_id.small_x", message, message)
    message = Text.of(
        f"身份证号码应为18位：17位数字加一位数字或 X，现在是{len(number)}位。",
        f"An identity number is 17 digits and a digit or X; this has {len(number)} characters.",
    )
    return Fault("resident_id.shape", message, _RETYPE)
