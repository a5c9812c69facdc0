"""What command modules need to end with: exit codes and refusals told on a terminal."""

from __future__ import annotations

from tongban.site.exits import (
    Exit,
    NotAvailable,
    exit_code,
    refusal_json,
    tell,
    terminal_language,
)

__all__ = ["Exit", "NotAvailable", "exit_code", "refusal_json", "tell", "terminal_language"]
