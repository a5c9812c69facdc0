"""Who is acting, for whom, with what powers. Built once at the edge, passed everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum


class ActorKind(Enum):
    """The five kinds of party that can act."""

    PERSON = "person"
    FIRM_AGENT = "firm-agent"
    OFFICER = "officer"
    SERVICE = "service"
    ANONYMOUS = "anonymous"


class Assurance(IntEnum):
    """Identity trust level 可信身份等级, L1 (self-asserted) to L5 (certificate or hall check)."""

    NONE = 0
    L1 = 1
    L2 = 2
    L3 = 3
    L4 = 4
    L5 = 5


class Channel(Enum):
    """Where the act came in: one source, many ends 一源多端."""

    PC = "pc"
    MOBILE = "mobile"
    WINDOW = "window"
    KIOSK = "kiosk"
    PHONE = "phone"
    PAPER = "paper"
    HELPER = "helper"
    API = "api"
    SYSTEM = "system"

    @property
    def attended(self) -> bool:
        """Whether a clerk or helper is at the keyboard and whose affair it is is not."""
        return self in (Channel.WINDOW, Channel.PHONE, Channel.PAPER, Channel.HELPER)


class Duty(Enum):
    """What a post may do; policies of each room read these, never post titles."""

    WINDOW_CLERK = "window-clerk"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    DATA_STEWARD = "data-steward"
    DATA_COORDINATOR = "data-coordinator"
    CATALOGUE_EDITOR = "catalogue-editor"
    SUPERVISOR = "supervisor"
    OPERATOR = "operator"
    SEAL_KEEPER = "seal-keeper"
    INSPECTOR = "inspector"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Post:
    """A post an officer holds now: in which agency, on which line 条, for which region 块."""

    id: str
    agency_code: str
    line: str
    region: str
    duties: frozenset[Duty]


@dataclass(frozen=True, slots=True)
class Actor:
    """The acting party.

    ``subject_id`` is the natural person or firm acting (``None`` for services and anonymous);
    ``on_behalf_of`` the subject represented under ``mandate_id``. ``account_id`` is what signed in.
    """

    kind: ActorKind
    subject_id: str | None = None
    account_id: str | None = None
    on_behalf_of: str | None = None
    mandate_id: str | None = None
    posts: tuple[Post, ...] = ()
    assurance: Assurance = Assurance.NONE
    channel: Channel = Channel.PC
    name: str = ""

    @property
    def acts_for(self) -> str | None:
        """The subject whose affairs these are: the represented one, else oneself."""
        return self.on_behalf_of or self.subject_id

    @property
    def agencies(self) -> frozenset[str]:
        """Codes of the agencies in which the actor holds a post."""
        return frozenset(post.agency_code for post in self.posts)

    def has_duty(self, duty: Duty, agency_code: str | None = None) -> bool:
        """Whether some post carries ``duty`` (in ``agency_code`` when given)."""
        return any(
            duty in post.duties and agency_code in (None, post.agency_code) for post in self.posts
        )

    @classmethod
    def anonymous(cls, channel: Channel = Channel.PC) -> Actor:
        """Someone who has not signed in."""
        return cls(kind=ActorKind.ANONYMOUS, channel=channel)

    @classmethod
    def system(cls, name: str) -> Actor:
        """The platform itself, named by the program that acts (``worker``, ``pack-publisher``)."""
        return cls(kind=ActorKind.SERVICE, channel=Channel.SYSTEM, name=name)
