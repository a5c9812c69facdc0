"""Who may come to the console, and the frame around its pages."""

from __future__ import annotations

from django.http import HttpRequest

from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.desk.entry import may_open_console
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.shell import NavEntry, nav_of

_ENTRIES = (
    (Text.of("总览", "Overview"), "/console/"),
    (Text.of("内容包", "Packs"), "/console/packs"),
    (Text.of("事项目录", "Catalogue"), "/console/catalogue"),
    (Text.of("办理流程", "Flows"), "/console/flows"),
    (Text.of("自动办理", "Rules"), "/console/rules"),
    (Text.of("批量制证", "Batches"), "/console/batches"),
    (Text.of("数据共享", "Sharing"), "/console/sharing"),
    (Text.of("系统对接", "Systems"), "/console/connectors"),
    (Text.of("平台联通", "Federation"), "/console/federation"),
    (Text.of("对账", "Payments"), "/console/payments"),
    (Text.of("免申即享", "Benefits"), "/console/benefits"),
    (Text.of("事件投递", "Events"), "/console/events"),
    (Text.of("存证", "Evidence"), "/console/evidence"),
    (Text.of("待办", "Desk"), "/desk/"),
)


class StewardsOnly(Refusal):
    """The console is for operators, stewards, editors and supervisors."""

    def __init__(self) -> None:
        super().__init__(
            code="web.stewards_only",
            message=Text.of(
                "运行台只对运维、数据管理、目录编辑和监督岗位开放。",
                "The console is open to operators, data stewards, editors and supervisors.",
            ),
            mend=Text.of("请用有这类岗位的账号登录。", "Sign in with an account of such a post."),
            kind=RefusalKind.NOT_ALLOWED,
        )


def steward_of(request: HttpRequest) -> Actor:
    """The person at the console. Refuses: SignInNeeded, StewardsOnly."""
    actor = require_actor(request)
    if not may_open_console(actor):
        raise StewardsOnly
    return actor


def navigation(request: HttpRequest) -> tuple[NavEntry, ...]:
    """The console's own navigation."""
    return nav_of(_ENTRIES, request.path)
