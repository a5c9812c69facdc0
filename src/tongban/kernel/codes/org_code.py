"""组织机构代码, the organisation code (GB 11714-1997): eight characters and a check."""

from __future__ import annotations

import re

from tongban.kernel.codes.checksum import org_code_check
from tongban.kernel.codes.fault import Fault, refuse_if_any
from tongban.kernel.text import Text

_RETYPE = Text.of("请照证书核对后重新输入。", "Check it against the certificate.")


def parse(code: str) -> str:
    """The nine characters without the hyphen; CodeFault when shape or check fails."""
    plain = code.replace("-", "")
    faults = []
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", plain, re.ASCII):
        faults.append(
            Fault(
                "org_code.shape",
                Text.of(
                    "组织机构代码应为8位数字或大写字母加1位校验码。",
                    "An organisation code is 8 digits or capitals and a check character.",
                ),
                _RETYPE,
            )
        )
    elif org_code_check(plain[:8]) != plain[8]:
        faults.append(
            Fault(
                "org_code.check",
                Text.of("组织机构代码校验不通过。", "The organisation code fails its check."),
                _RETYPE,
            )
        )
    refuse_if_any(faults)
    return plain


def make(body: str) -> str:
    """The code for eight digits or capitals."""
    if not re.fullmatch(r"[0-9A-Z]{8}", body, re.ASCII):
        raise ValueError(f"The body of an organisation code has 8 characters, got {body!r}")
    return body + org_code_check(body)
