"""``python -m tongban.site.cli`` is the same command."""

from __future__ import annotations

from tongban.site.cli.main import main

main()
