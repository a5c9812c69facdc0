"""Signed texts that travel 令牌: SD-JWT credentials, status lists, and what a QR code says."""
