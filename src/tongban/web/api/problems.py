"""One way to fail: problem+json (RFC 9457) with our code, both languages and the mend."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.plumbing.acting import SignInNeeded

_BAD_FIELD = Text.of("这一项不合要求", "This field is not as required")
_SEE_DESCRIPTION = Text.of(
    "请对照 /api/v1/openapi.json 中的说明", "Compare with /api/v1/openapi.json"
)


class NoSuchAddress(Refusal):
    """Nothing answers here."""

    def __init__(self) -> None:
        super().__init__(
            code="api.no_such_address",
            message=Text.of("没有这个接口或对象。", "There is nothing at this address."),
            mend=_SEE_DESCRIPTION,
            kind=RefusalKind.NOT_FOUND,
        )


class BodyNotReadable(Refusal):
    """The body is not the JSON that was expected."""

    def __init__(self) -> None:
        super().__init__(
            code="api.body_not_readable",
            message=Text.of("请求内容不是可以读懂的 JSON。", "The body is not readable JSON."),
            mend=Text.of("请检查 JSON 格式和编码（UTF-8）。", "Check the JSON and its encoding."),
        )


class FieldsNotValid(Refusal):
    """Some fields are missing or not of the shape the description gives."""

    def __init__(self, faults: Iterable[Problem]) -> None:
        super().__init__(
            code="api.fields_not_valid",
            message=Text.of("请求里有不合要求的内容，没有处理。", "Some fields are not valid."),
            mend=_SEE_DESCRIPTION,
            problems=tuple(faults),
        )


def install(api: NinjaAPI) -> None:
    """Teach the API to fail in our way only."""
    api.add_exception_handler(Refusal, _on_refusal)
    api.add_exception_handler(ValidationError, _on_invalid)
    api.add_exception_handler(HttpError, lambda request, _: answer(request, BodyNotReadable()))
    api.add_exception_handler(Http404, lambda request, _: answer(request, NoSuchAddress()))
    api.add_exception_handler(
        AuthenticationError, lambda request, _: answer(request, SignInNeeded())
    )


def _on_refusal(request: HttpRequest, refusal: Any) -> HttpResponse:
    return answer(request, refusal)


def _on_invalid(request: HttpRequest, fault: Any) -> HttpResponse:
    return answer(request, FieldsNotValid(_faults(fault)))


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as problem+json with the status its kind stands for."""
    body = {
        "type": f"urn:tongban:refusal:{refusal.code}",
        "title": refusal.message.en,
        "status": refusal.kind.value,
        "code": refusal.code,
        "message": refusal.message.to_mapping(),
        "mend": refusal.mend.to_mapping(),
        "problems": [_problem(each) for each in refusal.problems],
        "request_id": getattr(request, "request_id", ""),
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=refusal.kind.value,
        content_type="application/problem+json",
    )


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "where": problem.where,
        "code": problem.code,
        "message": problem.message.to_mapping(),
        "mend": problem.mend.to_mapping(),
    }


def _faults(fault: ValidationError) -> Iterable[Problem]:
    """pydantic's findings, without the values that were sent: they may be personal."""
    for found in fault.errors:
        where = ".".join(str(part) for part in found.get("loc", ())[1:])
        said = str(found.get("msg", ""))[:200]
        yield Problem(
            where[:200],
            f"api.{found.get('type', 'invalid')}",
            Text.of(f"{_BAD_FIELD.zh}：{said}", f"{_BAD_FIELD.en}: {said}"),
            _SEE_DESCRIPTION,
        )
