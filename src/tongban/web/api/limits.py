"""What a request may weigh, before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text

MAX_BODY_BYTES = 262_144
MAX_QUERY_CHARACTERS = 4_096


class RequestTooLarge(Refusal):
    """More was sent than any call of this interface needs."""

    def __init__(self) -> None:
        super().__init__(
            code="api.request_too_large",
            message=Text.of(
                f"请求超过 {MAX_BODY_BYTES // 1024} KB，没有处理。",
                f"The request is larger than {MAX_BODY_BYTES // 1024} KB; nothing was done.",
            ),
            mend=Text.of("请减少内容；文件请单独上传。", "Send less; upload files separately."),
            kind=RefusalKind.TOO_LARGE,
        )


class NulInRequest(Refusal):
    """A NUL character, which no text in any language holds."""

    def __init__(self) -> None:
        super().__init__(
            code="api.nul_in_request",
            message=Text.of("请求里有空字符。", "The request holds a NUL character."),
            mend=Text.of("请去掉后重发。", "Take it out and send it again."),
        )


def _most_bytes(request: HttpRequest) -> int:
    """Uploads are bounded by ``files``, which reads them in pieces; everything else is small."""
    is_upload = request.content_type == "multipart/form-data"
    return settings.UPLOAD_MAX_BYTES + MAX_BODY_BYTES if is_upload else MAX_BODY_BYTES


def within_limits(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn away what is too large or holds a NUL. Refuses: RequestTooLarge, NulInRequest."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        too_long = not length.isdigit() or int(length) > _most_bytes(request)
        if too_long or len(request.META.get("QUERY_STRING", "")) > MAX_QUERY_CHARACTERS:
            raise RequestTooLarge
        if any("\0" in value for values in request.GET.lists() for value in values[1]) or any(
            "\0" in str(value) for value in kwargs.values()
        ):
            raise NulInRequest
        return view(request, *args, **kwargs)

    return checked
