"""/console/sharing/nodes: a node takes part 登记节点, and what one side's evidence lacks 对账."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.agencies.api import agencies
from tongban.exchange.api import Lack, NewNode, nodes, nodes_elsewhere, register_node
from tongban.federation.api import PeerEvidenceNotTaken, reconcile_nodes
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.web.console.entry import navigation, steward_of
from tongban.web.console.faults import faults_of
from tongban.web.design.parts import Choice, Crumb, Field, FieldKind
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import agency_name

_SHARING = "/console/sharing"
_ON_THE_WAY = timedelta(minutes=1)
_MOST_DAYS, _MOST_SHOWN, _LONGEST = 31, 200, 400
_KINDS = {
    "exchange.session": Text.of("会话", "Session"),
    "exchange.request": Text.of("请求", "Request"),
    "exchange.response": Text.of("应答", "Response"),
}
_NAME = Text.of("节点名称", "Name of the node")
_NAME_HINT = Text.of("与 node.toml 中的 id 一致。", "The id in its node.toml.")
_LOG_KEY = Text.of("存证日志公钥（登记后不能更换）", "Its log's key, never changed")
_KEY_HINT = Text.of("tongban node keys 打印的十六进制。", "In hex, as tongban node keys prints it.")


@dataclass(frozen=True, slots=True)
class LackLine:
    """One message that one side keeps and the other lacks, as drawn."""

    lack: Lack
    kind: Text


def add(request: HttpRequest) -> HttpResponse:
    """Let a node take part, or tell its new key or address; for operators."""
    actor = steward_of(request)
    refusal = None
    if request.method == "POST":
        new = NewNode(
            id=_said(request, "node"),
            agency_code=_said(request, "agency"),
            url=_said(request, "url"),
            log_spki=_said(request, "log_key"),
            keys=tuple(filter(None, [_said(request, "key")])),
            suite=_said(request, "suite"),
            serves_everybody=bool(request.POST.get("everybody")),
        )
        try:
            view = register_node(actor=actor, new=new, now=timezone.now())
        except Refusal as error:
            refusal = error
        else:
            told = gettext("%(node)s takes part: it fetches its policy when it asks next.")
            messages.success(request, told % {"node": view.id})
            return see_other(_SHARING)
    context = {
        "nav": navigation(request),
        "fields": _fields(request),
        "faults": faults_of(refusal),
        "path": (Crumb(gettext("Data sharing"), _SHARING), Crumb(gettext("Register a node"))),
    }
    return render(request, "console/node.html", context, status=422 if refusal else 200)


def compare(request: HttpRequest) -> HttpResponse:
    """What the evidence of one node has and that of another lacks, over some days.

    The other one may be another platform's: that is asked for its node's evidence.
    """
    actor, now = steward_of(request), timezone.now()
    known = nodes(actor)
    one, other = (request.GET.get(name, "")[:_LONGEST] for name in ("one", "other"))
    asked = request.GET.get("days", "")
    days = min(max(int(asked), 1), _MOST_DAYS) if asked.isdecimal() and len(asked) < 4 else 7
    lacks: tuple[Lack, ...] = ()
    refusal = None
    if one and other:
        since, until = now - timedelta(days=days), now - _ON_THE_WAY
        try:
            lacks = reconcile_nodes(actor=actor, one=one, other=other, since=since, until=until)
        except PeerEvidenceNotTaken as error:
            refusal = error
    choices = tuple(Choice(each.id, agency_name(each.agency_code), each.id) for each in known)
    abroad = tuple(
        Choice(each.id, each.platform_name, each.id) for each in nodes_elsewhere(actor, now)
    )
    context = {
        "nav": navigation(request),
        "fields": (
            _pick("one", Text.of("一方节点", "One node"), choices, one),
            _pick("other", Text.of("另一方节点", "The other node"), (*choices, *abroad), other),
            Field("days", Text.of("最近几天", "Days back"), FieldKind.NUMBER, (str(days),)),
        ),
        "compared": bool(one and other) and refusal is None,
        "faults": faults_of(refusal),
        "one": one,
        "other": other,
        "count": len(lacks),
        "lines": [LackLine(each, _KINDS[each.kind.value]) for each in lacks[:_MOST_SHOWN]],
        "path": (Crumb(gettext("Data sharing"), _SHARING), Crumb(gettext("Reconcile two nodes"))),
    }
    status = refusal.kind.value if refusal else 200
    return render(request, "console/lacks.html", context, status=status)


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip().replace("\0", "")[:_LONGEST]


def _fields(request: HttpRequest) -> tuple[Field, ...]:
    known = tuple(Choice(each.code, each.name) for each in agencies())
    suites = (
        Choice("gm", Text.of("国密（SM2、SM3）", "National (SM2, SM3)")),
        Choice("intl", Text.of("国际（Ed25519、SHA-256）", "International (Ed25519, SHA-256)")),
    )
    yes = (Choice("yes", Text.of("也代没有节点的部门", "Also for agencies without a node")),)
    sent = tuple(request.POST.getlist("everybody"))
    return (
        _text(request, "node", _NAME, _NAME_HINT),
        _pick("agency", Text.of("所属部门", "Its agency"), known, _said(request, "agency")),
        _text(request, "url", Text.of("其他节点访问的地址", "Where other nodes reach it")),
        _text(request, "key", Text.of("节点公钥", "Its key"), _KEY_HINT),
        _text(request, "log_key", _LOG_KEY, _KEY_HINT),
        _pick(
            "suite", Text.of("密码套件", "Crypto suite"), suites, _said(request, "suite") or "gm"
        ),
        Field(
            "everybody", Text.of("代理范围", "Whom it serves"), FieldKind.MANY, sent, options=yes
        ),
    )


def _text(request: HttpRequest, name: str, label: Text, hint: Text | str = "") -> Field:
    typed = _said(request, name)
    values = (typed,) if typed else ()
    return Field(name, label, values=values, required=True, hint=hint, max_length=_LONGEST)


def _pick(name: str, label: Text, options: tuple[Choice, ...], chosen: str) -> Field:
    values = (chosen,) if chosen else ()
    return Field(name, label, FieldKind.PICK, values, required=True, options=options)
