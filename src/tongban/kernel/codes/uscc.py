"""统一社会信用代码, the unified social credit code of organisations (GB 32100-2015)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongban.kernel.codes.checksum import USCC_ALPHABET, org_code_check, uscc_check
from tongban.kernel.codes.fault import Fault, refuse_if_any
from tongban.kernel.text import Text

_RETYPE = Text.of("请照营业执照或法人证书核对后重新输入。", "Check it against the licence.")
_LENGTH = 18


@dataclass(frozen=True, slots=True)
class Uscc:
    """A valid code and its parts.

    ``registrar`` 登记管理部门, ``category`` 机构类别, ``division`` where registered, ``org_code``
    the nine characters of 主体标识码. Some registrars assign bodies that do not follow GB 11714, so
    ``org_code_follows_gb11714`` is told, not enforced.
    """

    code: str
    registrar: str
    category: str
    division: str
    org_code: str

    @property
    def org_code_follows_gb11714(self) -> bool:
        """Whether the embedded organisation code passes its own check."""
        return org_code_check(self.org_code[:8]) == self.org_code[8]

    def __str__(self) -> str:
        return self.code


def parse(code: str) -> Uscc:
    """Read 18 characters; CodeFault with every fault when they are not a valid code."""
    faults: list[Fault] = []
    if len(code) != _LENGTH:
        faults.append(
            Fault(
                "uscc.length",
                Text.of(
                    f"统一社会信用代码应为18位，现在是{len(code)}位。",
                    f"A unified social credit code has 18 characters; this has {len(code)}.",
                ),
                _RETYPE,
            )
        )
    strange = sorted(set(code) - set(USCC_ALPHABET))
    if strange:
        shown = "".join(strange)
        faults.append(
            Fault(
                "uscc.alphabet",
                Text.of(
                    f"含有不使用的字符：{shown}（代码只用数字和大写字母，不用 I、O、S、V、Z）。",
                    f"It has characters the code never uses: {shown}"
                    " (digits and capitals only, without I, O, S, V, Z).",
                ),
                Text.of("请检查是否把 1 写成 I、0 写成 O。", "Look for I typed for 1, O for 0."),
            )
        )
    if not faults:
        faults.extend(_part_faults(code))
    refuse_if_any(faults)
    return Uscc(code, code[0], code[1], code[2:8], code[8:17])


def _part_faults(code: str) -> list[Fault]:
    faults = []
    if not code[2:8].isdigit():
        message = Text.of("第3至8位应为行政区划数字。", "Characters 3 to 8 must be digits.")
        faults.append(Fault("uscc.division", message, _RETYPE))
    if uscc_check(code[:17]) != code[17]:
        message = Text.of(
            "统一社会信用代码校验不通过，有字符输错或颠倒。",
            "The unified social credit code fails its check: a character is wrong or swapped.",
        )
        faults.append(Fault("uscc.check", message, _RETYPE))
    return faults


def make(registrar: str, category: str, division: str, org_body: str) -> str:
    """The code for a registrar, a category, six digits and eight characters of organisation code.

    Both check characters are computed. ValueError for a part of the wrong shape or alphabet.
    """
    allowed = re.escape(USCC_ALPHABET)
    head = f"{registrar}{category}{division}"
    if not re.fullmatch(rf"[{allowed}]{{2}}[0-9]{{6}}", head):
        raise ValueError(f"Registrar, category and division do not fit: {head!r}")
    if not re.fullmatch(rf"[{allowed}]{{8}}", org_body):
        raise ValueError(f"The organisation code has 8 characters of the alphabet: {org_body!r}")
    body = f"{head}{org_body}{org_code_check(org_body)}"
    return body + uscc_check(body)
