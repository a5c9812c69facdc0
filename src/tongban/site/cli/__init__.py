"""The `tongban` command.

Exit codes: 0 done · 1 refused, or problems were found · 2 the command was used wrongly ·
3 something it needs is not available (database, port, program).
"""

from __future__ import annotations

from tongban.site.cli.main import main

__all__ = ["main"]
