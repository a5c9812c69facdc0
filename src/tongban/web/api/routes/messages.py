"""Messages 消息: the caller's inbox, opened one by one or all at once."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from tongban.kernel.page import Page
from tongban.notices.api import MessageView, mark_all_read, my_messages, open_message
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.reading import MessageOut, MessagePageOut
from tongban.web.api.schemas.shapes import DoneOut

router = Router(tags=["messages"])


@router.get("", response=MessagePageOut, summary="The caller's messages, newest first")
def inbox(
    request: HttpRequest, after: Annotated[str | None, Query(max_length=60)] = None
) -> Page[MessageView]:
    """Of whom the caller acts for."""
    return my_messages(signed_in(request), after)


@router.post("/{message_id}/opened", response=MessageOut, summary="Open a message")
def opened(request: HttpRequest, message_id: str) -> MessageView:
    """The first opening is kept as proof; another changes nothing."""
    return open_message(actor=signed_in(request), message_id=message_id, now=timezone.now())


@router.post("/opened", response=DoneOut, summary="Mark all as read")
def all_read(request: HttpRequest) -> dict[str, bool]:
    """Documents stay to be opened one by one."""
    mark_all_read(actor=signed_in(request), now=timezone.now())
    return {"done": True}
