"""Numbers people and firms are known by: how each is written, checked and masked."""

from __future__ import annotations

import re

from tongban.identity.views import Identifier, IdentifierScheme
from tongban.kernel.codes import CodeFault, Fault, resident_id, uscc
from tongban.kernel.text import Text

_PERMITS = {
    IdentifierScheme.HK_MACAO_PERMIT: (re.compile(r"[HM]\d{8}(\d{2})?"), "H/M + 8"),
    IdentifierScheme.TAIWAN_PERMIT: (re.compile(r"\d{8}"), "8"),
    IdentifierScheme.PASSPORT: (re.compile(r"[A-Z0-9]{5,17}"), "A-Z 0-9, 5-17"),
}
_RESIDENCE_PREFIXES = {
    IdentifierScheme.HK_MACAO_RESIDENCE: ("810000", "820000"),
    IdentifierScheme.TAIWAN_RESIDENCE: ("830000",),
}
_OLD_PR_CARD = re.compile(r"[A-Z]{3}\d{12}")


def tidy_number(scheme: IdentifierScheme, raw: str) -> str:
    """The number without spaces, in capitals, checked for its scheme.

    Raises :class:`tongban.kernel.codes.CodeFault` with what is wrong and how to mend it.
    Sources: GB 11643 (resident and residence permits' numbers), GB 32100 (USCC), the published
    layouts of the permits.
    """
    number = "".join(raw.split()).upper()
    if scheme is IdentifierScheme.RESIDENT_ID:
        resident_id.parse(number)
    elif scheme is IdentifierScheme.USCC:
        uscc.parse(number)
    elif scheme in _RESIDENCE_PREFIXES:
        if not number.startswith(_RESIDENCE_PREFIXES[scheme]):
            raise _shape_fault(" / ".join(_RESIDENCE_PREFIXES[scheme]) + "…")
        resident_id.parse(number)
    elif scheme is IdentifierScheme.FOREIGN_PR_CARD:
        if not _OLD_PR_CARD.fullmatch(number):
            resident_id.parse(number)  # cards of the 2023 layout carry 18 digits and a check digit
    else:
        pattern, layout = _PERMITS[scheme]
        if not pattern.fullmatch(number):
            raise _shape_fault(layout)
    return number


def mask_number(identifier: Identifier) -> str:
    """``990102199001011234`` → ``990***********1234``; a USCC is public and stays whole."""
    value = identifier.value
    if identifier.scheme is IdentifierScheme.USCC:
        return value
    head, tail = (3, 4) if len(value) >= 11 else (1, 2)
    return value[:head] + "*" * (len(value) - head - tail) + value[-tail:]


def _shape_fault(layout: str) -> CodeFault:
    fault = Fault(
        "identity.number_shape",
        Text.of("证件号码的格式不对。", "The number does not have the shape of this document."),
        Text.of(f"请按证件核对号码，格式：{layout}。", f"Check it against the document: {layout}."),
    )
    return CodeFault([fault])
