"""Writes ``docs/api/openapi.json`` from the interface itself: ``python -m tests.write_openapi``."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.site.settings")
    django.setup()
    description = import_module("tongban.web.api.description")  # models must be ready first
    path = Path(__file__).resolve().parents[1] / "docs/api/openapi.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(description.as_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
