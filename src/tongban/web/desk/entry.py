"""Who may come to the desk, and the frame around its pages."""

from __future__ import annotations

from django.http import HttpRequest

from tongban.assistance.api import may_lead
from tongban.benefits.api import policies_in_force
from tongban.connectors.api import connected_agency
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.monitoring.api import may_monitor
from tongban.relays.api import takes_part
from tongban.web.plumbing.acting import require_actor, visitor_of
from tongban.web.plumbing.levels import OFFICER_LEVEL, need_level
from tongban.web.plumbing.shell import NavEntry, nav_of
from tongban.zones.api import zone_authorities

QUEUE = Text.of("待办", "Queue")
_QUEUE = (QUEUE, "/desk/")
_HALLS = (Text.of("窗口叫号", "Windows"), "/desk/halls")
_RECEPTION = (Text.of("窗口收件", "Take in"), "/desk/reception")
_REVIEWS = (Text.of("复核", "Reviews"), "/desk/reviews")
_SEALS = (Text.of("用印", "Seals"), "/desk/seals")
_OVERSIGHT = (Text.of("审管联动", "Oversight"), "/desk/oversight")
_MONITORING = (Text.of("电子监察", "Monitoring"), "/desk/monitoring")
PROMISES = Text.of("告知承诺", "Commitments")
_PROMISES = (PROMISES, "/desk/promises")
OBSTACLES = Text.of("办不成事", "What could not be done")
_OBSTACLES = (OBSTACLES, "/desk/obstacles")
FACILITATION = Text.of("项目代办", "Facilitation")
_FACILITATION = (FACILITATION, "/desk/facilitation")
ZONES = Text.of("区域评估", "Assessed areas")
_ZONES = (ZONES, "/desk/zones")
RELAYS = Text.of("异地代收", "Handed in elsewhere")
_RELAYS = (RELAYS, "/desk/relays")
HELPERS = Text.of("村代办员", "Village helpers")
_HELPERS = (HELPERS, "/desk/helpers")
_SHARING = (Text.of("数据共享", "Data sharing"), "/desk/sharing")
_SYSTEMS = (Text.of("系统对接", "Systems"), "/desk/systems")
_BENEFITS = (Text.of("免申即享", "Benefits"), "/desk/benefits")
_CONSOLE = (Text.of("运行台", "Console"), "/console/")
_PORTAL = (Text.of("办事大厅", "Public pages"), "/")
_CONSOLE_DUTIES = (Duty.OPERATOR, Duty.DATA_STEWARD, Duty.CATALOGUE_EDITOR, Duty.SUPERVISOR)
_REVIEW_DUTIES = (Duty.REVIEWER, Duty.APPROVER)
_CHECK_DUTIES = (*_REVIEW_DUTIES, Duty.INSPECTOR)
_ANSWER_DUTIES = (Duty.WINDOW_CLERK, *_REVIEW_DUTIES)
_SHARING_DUTIES = (*_CONSOLE_DUTIES, Duty.DATA_COORDINATOR)


class OfficersOnly(Refusal):
    """The desk is for people who hold a post today."""

    def __init__(self) -> None:
        super().__init__(
            code="web.officers_only",
            message=Text.of(
                "这里是工作人员的办公台，您当前的账号没有在任岗位。",
                "This is the officers' desk; your account holds no post today.",
            ),
            mend=Text.of(
                "请用工作人员账号登录；办事请回到首页。",
                "Sign in with an officer's account; to apply for something go to the home page.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


def officer_of(request: HttpRequest) -> Actor:
    """The officer at this desk. Refuses: SignInNeeded, OfficersOnly, LevelNeeded."""
    actor = require_actor(request)
    if not actor.posts:
        raise OfficersOnly
    if visitor_of(request).account is not None:
        need_level(actor, OFFICER_LEVEL)
    return actor


def pays_benefits(actor: Actor) -> bool:
    """Whether an agency of the actor pays something without application."""
    return any(policy.agency_code in actor.agencies for policy in policies_in_force())


def keeps_zones(actor: Actor) -> bool:
    """Whether an agency of the actor is the authority of a zone."""
    return bool(zone_authorities() & actor.agencies)


def leads_helpers(actor: Actor) -> bool:
    """Whether the officer heads a town's office: it appoints the helpers of its villages."""
    return any(may_lead(actor, post.agency_code, post.region) for post in actor.posts)


def may_open_console(actor: Actor) -> bool:
    """Whether some post of the actor has business at the console."""
    return any(actor.has_duty(duty) for duty in _CONSOLE_DUTIES)


def navigation(request: HttpRequest, actor: Actor) -> tuple[NavEntry, ...]:
    """The desk's own navigation, shared with the console."""
    sharing = any(actor.has_duty(duty) for duty in _SHARING_DUTIES)
    entries = (
        _QUEUE,
        *((_HALLS, _RECEPTION) if actor.has_duty(Duty.WINDOW_CLERK) else ()),
        *((_RELAYS,) if takes_part(actor) else ()),
        *((_REVIEWS,) if any(map(actor.has_duty, _REVIEW_DUTIES)) else ()),
        *((_OBSTACLES,) if any(map(actor.has_duty, _ANSWER_DUTIES)) else ()),
        *((_FACILITATION,) if actor.has_duty(Duty.FACILITATOR) else ()),
        *((_ZONES,) if keeps_zones(actor) else ()),
        *((_HELPERS,) if leads_helpers(actor) else ()),
        *((_MONITORING,) if may_monitor(actor) else ()),
        *((_SHARING,) if sharing else ()),
        *((_PROMISES,) if any(map(actor.has_duty, _CHECK_DUTIES)) else ()),
        *((_OVERSIGHT,) if actor.has_duty(Duty.INSPECTOR) else ()),
        *((_SYSTEMS,) if connected_agency(actor.agencies) else ()),
        *((_BENEFITS,) if pays_benefits(actor) else ()),
        *((_SEALS,) if actor.has_duty(Duty.SEAL_KEEPER) else ()),
        *((_CONSOLE,) if may_open_console(actor) else ()),
        _PORTAL,
    )
    return nav_of(entries, request.path)
