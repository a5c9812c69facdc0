"""Reading what somebody scanned, pasted or typed."""

from __future__ import annotations

from tongban_trust.tokens.qr import token_in


def scanned_token(words: str) -> str:
    """What stands in the address of a scanned code, or the words themselves when it is none.

    Without the signed token behind ``#``; "" when there is nothing else.
    """
    address, mark, _ = words.strip().partition("#")
    if not mark and token_in(address) is not None:
        return ""
    return address.rstrip("/").rpartition("/verify/")[2].replace("/", "").replace("?", "")
