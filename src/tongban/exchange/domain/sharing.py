"""What a data resource says about its sharing, and how long each answer may take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tongban.kernel.span import Span
from tongban.kernel.text import Text


class SharingType(Enum):
    """Whether others may have it 共享类型 (政务信息资源目录编制指南)."""

    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    REFUSED = "refused"

    @property
    def label(self) -> Text:
        """无条件共享, 有条件共享, 不予共享."""
        return _SHARING[self]


class Openness(Enum):
    """Whether the public may have it 开放属性."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    CLOSED = "closed"

    @property
    def label(self) -> Text:
        """无条件开放, 有条件开放, 不予开放."""
        return _OPENNESS[self]


class UpdateCycle(Enum):
    """How often the provider brings it up to date 更新周期."""

    REAL_TIME = "real-time"
    DAILY = "daily"
    WEEKLY = "weekly"
    TEN_DAILY = "ten-daily"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"

    @property
    def label(self) -> Text:
        """实时 … 每年."""
        return _CYCLES[self]


class SharingChannel(Enum):
    """How it is had 共享方式; asking case by case comes before handing over copies."""

    QUERY = "query"
    SYSTEM = "system"
    BROWSE = "browse"
    SERVICE = "service"
    DOWNLOAD = "download"

    @property
    def label(self) -> Text:
        """联机查询, 系统对接, 在线浏览, 在线服务, 下载."""
        return _CHANNELS[self]


_SHARING = {
    SharingType.UNCONDITIONAL: Text.of("无条件共享", "Shared without conditions"),
    SharingType.CONDITIONAL: Text.of("有条件共享", "Shared under conditions"),
    SharingType.REFUSED: Text.of("不予共享", "Not shared"),
}
_OPENNESS = {
    Openness.OPEN: Text.of("无条件开放", "Open to the public"),
    Openness.CONDITIONAL: Text.of("有条件开放", "Open under conditions"),
    Openness.CLOSED: Text.of("不予开放", "Not open to the public"),
}
_CYCLES = {
    UpdateCycle.REAL_TIME: Text.of("实时", "Real time"),
    UpdateCycle.DAILY: Text.of("每日", "Daily"),
    UpdateCycle.WEEKLY: Text.of("每周", "Weekly"),
    UpdateCycle.TEN_DAILY: Text.of("每旬", "Every ten days"),
    UpdateCycle.MONTHLY: Text.of("每月", "Monthly"),
    UpdateCycle.QUARTERLY: Text.of("每季", "Quarterly"),
    UpdateCycle.YEARLY: Text.of("每年", "Yearly"),
}
_CHANNELS = {
    SharingChannel.QUERY: Text.of("联机查询", "Queried case by case"),
    SharingChannel.SYSTEM: Text.of("系统对接", "System to system"),
    SharingChannel.BROWSE: Text.of("在线浏览", "Browsed on line"),
    SharingChannel.SERVICE: Text.of("在线服务", "Used as a service"),
    SharingChannel.DOWNLOAD: Text.of("下载", "Downloaded"),
}


@dataclass(frozen=True, slots=True)
class Clocks:
    """The periods of data sharing 共享时限, as the deployment sets them."""

    reply_unconditional: Span
    reply_conditional: Span
    extension: Span
    provide: Span
    ruling: Span
    correction: Span

    def reply(self, sharing: SharingType) -> Span:
        """How long the provider may take to answer a request."""
        if sharing is SharingType.UNCONDITIONAL:
            return self.reply_unconditional
        return self.reply_conditional


@dataclass(frozen=True, slots=True)
class GrantTerms:
    """How far a grant reaches: the resource's own, unless the steward says less.

    ``max_age_s``: how old the policy may be at a node cut off from the platform. ``delay_days``:
    how long a look is kept from the person 暂缓告知, by ``delay_article``; 0 is not at all.
    """

    max_age_s: int
    per_minute: int
    per_day: int
    values_per_day: int
    needs_consent: bool
    needs_mandate: bool
    sign_each: bool
    term_days: int
    delay_days: int
    delay_article: str
