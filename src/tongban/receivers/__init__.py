"""Receivers outside the platform 外部接收方: told of chosen events by HTTP, each once, in order."""
