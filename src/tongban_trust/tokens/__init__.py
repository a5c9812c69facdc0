"""Signed texts that travel 令牌: SD-JWT credentials and status lists, as strict JSON signatures."""

from __future__ import annotations

from tongban_trust.tokens.qr import BadCode, CodeToken, read_code, sign_code, token_in

__all__ = ["BadCode", "CodeToken", "read_code", "sign_code", "token_in"]
