"""Steps of a request for data by API, taken alike within the platform and across platforms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone

from tongban.kernel.article import ArticleRef
from tongban.web.api.auth import signed_in
from tongban.web.api.reading import read
from tongban.web.api.schemas.exchange import GrantedIn, ReasonIn, RefusedIn

T = TypeVar("T")


def take_step(
    verb: Callable[..., T], request: HttpRequest, request_id: str, given: ReasonIn | GrantedIn,
    **also: Any,
) -> T:  # fmt: skip
    """The request after the caller took a step by ``verb``, at the version seen, for a reason."""
    return verb(
        actor=signed_in(request), request_id=request_id, expected_version=given.version,
        reason=given.reason, now=timezone.now(), **also,
    )  # fmt: skip


def granting(verb: Callable[..., T], request: HttpRequest, request_id: str, given: GrantedIn) -> T:
    """The same for a grant of the fields given."""
    chosen = {"fields": given.fields, "term_days": given.term_days}
    return take_step(verb, request, request_id, given, **chosen)


def refusing(verb: Callable[..., T], request: HttpRequest, request_id: str, given: RefusedIn) -> T:
    """The same for a refusal by the article given."""
    article = read(ArticleRef.parse, given.article, "article")
    return take_step(verb, request, request_id, given, article=article)
