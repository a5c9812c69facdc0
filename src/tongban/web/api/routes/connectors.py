"""Departments' own systems push their steps 推送, beside being asked."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Router

from tongban.connectors.api import Pushed, take_pushed
from tongban.web.api.schemas.connectors import PushedOut

router = Router(tags=["connectors"])


@router.post("/{code}/steps", response=PushedOut, summary="A system pushes its steps")
def push(
    request: HttpRequest,
    code: str,
    signature: Annotated[str, Header(alias="X-Connector-Signature", max_length=200)],
) -> Pushed:
    """The body is what the system answers when asked how its applications stand.

    Signed with HMAC-SHA256, in hex, under the connector's token over `push`, the code and the body,
    a line each. The same push again is harmless.
    """
    return take_pushed(code=code, body=request.body, signature=signature, now=timezone.now())
