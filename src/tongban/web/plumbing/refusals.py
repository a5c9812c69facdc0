"""How a refusal reaches the visitor: a page that says what to do next, or JSON for a machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.plumbing.forms import kept_of, typed_of
from tongban.web.plumbing.levels import LevelNeeded, level_of
from tongban.web.plumbing.places import local_path

TITLES: dict[RefusalKind, Text] = {
    RefusalKind.INVALID: Text.of("暂时还不能办", "This cannot be done yet"),
    RefusalKind.SIGN_IN: Text.of("请先登录", "Please sign in"),
    RefusalKind.NOT_ALLOWED: Text.of("没有权限", "Not allowed"),
    RefusalKind.NOT_FOUND: Text.of("没有找到", "Not found"),
    RefusalKind.CONFLICT: Text.of("内容已有变化", "Something has changed meanwhile"),
    RefusalKind.GONE: Text.of("已不再提供", "No longer here"),
    RefusalKind.TOO_LARGE: Text.of("文件太大", "Too large"),
    RefusalKind.TOO_MANY: Text.of("操作太频繁", "Too many at once"),
    RefusalKind.UNAVAILABLE: Text.of("暂时无法使用", "Not available right now"),
}

UNKNOWN_PAGE = Refusal(
    code="web.page_not_found",
    message=Text.of("没有这个页面：网址可能写错了，或内容已经移走。", "There is no page here."),
    mend=Text.of("请检查网址，或搜索您要办的事。", "Check the address, or search for the service."),
    kind=RefusalKind.NOT_FOUND,
)
NOT_YOURS = Refusal(
    code="web.not_allowed",
    message=Text.of("您没有查看此页面的权限。", "You may not see this page."),
    mend=Text.of("请换用有权限的账号登录。", "Sign in with an account that may."),
    kind=RefusalKind.NOT_ALLOWED,
)
STALE_FORM = Refusal(
    code="web.form_went_stale",
    message=Text.of(
        "为保护您的安全，这张表单已经失效，没有提交任何内容。",
        "To keep you safe this form has expired. Nothing was sent.",
    ),
    mend=Text.of("请返回上一页，刷新后再提交。", "Go back, reload the page and send it again."),
    kind=RefusalKind.NOT_ALLOWED,
)
OUR_FAULT = Refusal(
    code="web.our_fault",
    message=Text.of("系统出了问题，这不是您的错。", "Something failed on our side."),
    mend=Text.of(
        "请稍后再试。重复提交不会重复办理。也可以到窗口办理，或拨打 12345。",
        "Please try again later: sending twice never counts twice. "
        "You can also go to a service window or call 12345.",
    ),
    kind=RefusalKind.UNAVAILABLE,
)


def not_yours() -> Refusal:
    """A fresh refusal to raise: this may not be seen or done with this account."""
    return replace(NOT_YOURS)


def refusal_json(refusal: Refusal, request: HttpRequest) -> JsonResponse:
    """The machine form of a refusal: code, message, mend, every problem, request id."""
    body = {
        "code": refusal.code,
        "message": refusal.message.to_mapping(),
        "mend": refusal.mend.to_mapping(),
        "problems": [_problem_json(problem) for problem in refusal.problems],
        "request_id": getattr(request, "request_id", ""),
    }
    return JsonResponse(body, status=refusal.kind.value, json_dumps_params={"ensure_ascii": False})


def refusal_page(refusal: Refusal, request: HttpRequest) -> HttpResponse:
    """The human form of a refusal, with the status its kind stands for.

    A visitor who must sign in gets the sign-in door with everything already typed kept.
    """
    if refusal.kind is RefusalKind.SIGN_IN:
        return _sign_in_door(refusal, request)
    if isinstance(refusal, LevelNeeded):
        return _level_door(refusal, request)
    context = {
        "refusal": refusal,
        "title": TITLES[refusal.kind],
        "request_id": getattr(request, "request_id", ""),
    }
    return render(request, "design/refusal.html", context, status=refusal.kind.value)


def answer(refusal: Refusal, request: HttpRequest) -> HttpResponse:
    """JSON to whoever asked for JSON, a page to everybody else."""
    if wants_json(request):
        return refusal_json(refusal, request)
    return refusal_page(refusal, request)


def wants_json(request: HttpRequest) -> bool:
    """The public API, and callers that name JSON before HTML."""
    if request.path.startswith("/api/"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


class RefusalMiddleware:
    """Turns every ``Refusal`` a view lets through into its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; refusals come back through ``process_exception``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A refusal is an answer, not a failure; anything else stays a failure."""
        return answer(fault, request) if isinstance(fault, Refusal) else None


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in both forms."""
    del exception
    return answer(UNKNOWN_PAGE, request)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 in both forms."""
    del exception
    return answer(NOT_YOURS, request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, said plainly, never with a traceback; no database is touched."""
    if wants_json(request):
        response: HttpResponse = refusal_json(OUR_FAULT, request)
    else:
        context = {"refusal": OUR_FAULT, "request_id": getattr(request, "request_id", "")}
        response = render(request, "design/broken.html", context)
    response.status_code = 500
    return response


def form_went_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the forgery check."""
    del reason
    return answer(STALE_FORM, request)


def _sign_in_door(refusal: Refusal, request: HttpRequest) -> HttpResponse:
    back, typed = request.get_full_path(), typed_of(request)
    if request.path == "/sign-in":
        back, typed = local_path(request.POST.get("next")), kept_of(request)
    context = {
        "refusal": refusal,
        "next": back,
        "typed": typed,
        "lost_files": bool(request.FILES),
    }
    return render(request, "design/sign-in-needed.html", context, status=401)


def _level_door(refusal: LevelNeeded, request: HttpRequest) -> HttpResponse:
    context = {
        "refusal": refusal,
        "level": level_of(refusal.needed),
        "next": request.get_full_path(),
        "typed": typed_of(request),
        "lost_files": bool(request.FILES),
    }
    return render(request, "design/level-needed.html", context, status=refusal.kind.value)


def _problem_json(problem: Problem) -> dict[str, object]:
    return {
        "where": problem.where,
        "code": problem.code,
        "message": problem.message.to_mapping(),
        "mend": problem.mend.to_mapping(),
    }
