"""What the room shows of other platforms: grants and requests across, their resources and nodes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.exchange.domain.requests import RequestState, RequestStep
from tongban.exchange.views import StepView
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban_wire.across import CrossAnswer, CrossGrant, CrossRequest, ResourceOffer
from tongban_wire.policy import Node, NodeKey


@dataclass(frozen=True, slots=True)
class CrossGrantView:
    """A grant across platforms 跨平台共享授权, ``given`` by us or told by ``platform``."""

    id: str
    given: bool
    platform: str
    provider_node: str
    consumer_node: str
    provider_name: Text
    resource_code: str
    resource_name: Text
    item_code: str
    purpose: str
    article: ArticleRef
    fields: tuple[str, ...]
    valid_until: datetime
    revoked_at: datetime | None
    revoked_reason: str
    revocable: bool


@dataclass(frozen=True, slots=True)
class CrossRequestView:
    """A request across platforms 跨平台共享申请, ``received`` from ``platform`` or asked of it.

    ``due_at`` is by the clock of who answers; of one we asked it and ``received_at`` are None until
    the other platform confirmed it. ``possible`` are the steps this reader may take now.
    """

    id: str
    received: bool
    platform: str
    platform_name: Text
    consumer_name: Text
    consumer_node: str
    provider_name: Text
    resource_code: str
    resource_name: Text
    item_code: str
    item_name: Text
    purpose: str
    article: ArticleRef
    article_name: Text
    fields: tuple[str, ...]
    state: RequestState
    due_at: datetime | None
    filed_at: datetime
    received_at: datetime | None
    overdue: bool
    version: int
    possible: tuple[RequestStep, ...]
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class AskableView:
    """What an item of ours uses and another platform offers: a request that may be filed."""

    platform: str
    platform_name: Text
    resource_code: str
    resource_name: Text
    agency_name: Text
    item_code: str
    item_name: Text
    article: ArticleRef
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherResourceView:
    """A data resource another platform may grant."""

    platform: str
    platform_name: Text
    code: str
    name: Text
    agency_name: Text
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldExchange:
    """What other platforms are told of our exchange, before it is numbered and signed."""

    nodes: tuple[Node, ...]
    token_keys: tuple[NodeKey, ...]
    resources: tuple[ResourceOffer, ...]
    grants: tuple[CrossGrant, ...]
    revoked: tuple[str, ...]
    requests: tuple[CrossRequest, ...]
    answers: tuple[CrossAnswer, ...]


@dataclass(frozen=True, slots=True)
class PeerNodeView:
    """A node of another platform, with where that is reached and its key in hex."""

    id: str
    platform: str
    platform_name: Text
    url: str
    spki: str
