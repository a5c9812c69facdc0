"""电子证照标识, the identifier of an electronic certificate (GB/T 36904-2018).

``1.2.156.3005.2`` . type (USCC of the body that defines it + 3 digits) . issuer (USCC) . serial .
version (3 digits) . check (ISO 7064 MOD 37,36 over the four parts without dots).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongban.kernel.codes import uscc
from tongban.kernel.codes.checksum import mod_37_36
from tongban.kernel.codes.fault import CodeFault, Fault, refuse_if_any
from tongban.kernel.text import Text

ROOT = "1.2.156.3005.2"
_MEND = Text.of(
    "请扫描证照上的二维码，或照证照核对。", "Scan the certificate's QR code, or compare."
)
_SHAPE = re.compile(
    rf"{re.escape(ROOT)}\.([0-9A-Z]{{21}})\.([0-9A-Z]{{18}})"
    r"\.([0-9A-Z]{1,40})\.([0-9]{3})\.([0-9A-Z])"
)


@dataclass(frozen=True, slots=True)
class CertificateId:
    """A valid identifier and its parts."""

    identifier: str
    type_code: str
    issuer_code: str
    serial: str
    version: str

    def __str__(self) -> str:
        return self.identifier


def parse(identifier: str) -> CertificateId:
    """Read an identifier; CodeFault with every fault of its parts and its check."""
    found = _SHAPE.fullmatch(identifier)
    if found is None:
        message = Text.of(
            f"证照标识应为 {ROOT} 加五段：类型21位、机构18位、流水号、版本3位、校验1位。",
            f"A certificate identifier is {ROOT} and five parts: type of 21 characters,"
            " issuer of 18, serial, version of 3 digits, check of 1.",
        )
        raise CodeFault([Fault("certificate_id.shape", message, _MEND)])
    type_code, issuer_code, serial, version, check = found.groups()
    faults = _body_faults(type_code[:18]) + _body_faults(issuer_code)
    if not type_code[18:].isdigit():
        message = Text.of("类型代码末三位应为数字。", "The type code must end in 3 digits.")
        faults.append(Fault("certificate_id.type", message, _MEND))
    if mod_37_36(f"{type_code}{issuer_code}{serial}{version}") != check:
        message = Text.of(
            "证照标识校验不通过，有字符输错或颠倒。",
            "The certificate identifier fails its check: a character is wrong or swapped.",
        )
        faults.append(Fault("certificate_id.check", message, _MEND))
    refuse_if_any(faults)
    return CertificateId(identifier, type_code, issuer_code, serial, version)


def make(*, type_code: str, issuer_code: str, serial: str, version: int = 1) -> str:
    """The identifier with its check character; CodeFault when a part is not valid."""
    body = (type_code, issuer_code, serial, f"{version:03d}")
    check = mod_37_36("".join(body)) if "".join(body).isalnum() else "0"
    return parse(f"{ROOT}.{'.'.join(body)}.{check}").identifier


def _body_faults(code: str) -> list[Fault]:
    try:
        uscc.parse(code)
    except CodeFault as fault:
        return list(fault.faults)
    return []
