"""Signed texts that travel 令牌: SD-JWT credentials and status lists, as strict JSON signatures."""
