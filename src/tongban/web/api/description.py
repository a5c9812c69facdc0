"""The OpenAPI document as it is checked in: ``python -m tests.write_openapi`` writes it."""

from __future__ import annotations

import json

from tongban.web.api.service import api


def as_text() -> str:
    """The description, indented, with a newline at the end, so that differences can be read."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
