"""What the outside sees of messages: frozen, already filtered for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum

from tongban.kernel.text import Text


class NoticeChannel(Enum):
    """Ways a message goes out besides the inbox, which it always reaches 通知渠道."""

    SMS = "sms"
    VOICE = "voice"

    @property
    def label(self) -> Text:
        """In words."""
        return _LABELS[self]


_LABELS = {
    NoticeChannel.SMS: Text.of("短信", "Text message"),
    NoticeChannel.VOICE: Text.of("12345语音电话", "A call from 12345"),
}


class SendingState(Enum):
    """How far a message has come on a channel."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"

    @property
    def label(self) -> Text:
        """In words."""
        return _STATES[self]


_STATES = {
    SendingState.WAITING: Text.of("等待发送", "Waiting to go out"),
    SendingState.SENT: Text.of("已发出", "Sent"),
    SendingState.FAILED: Text.of("没有发出", "Did not go out"),
}


@dataclass(frozen=True, slots=True)
class SendingView:
    """One message on one channel; ``not_before`` ends the hours in which nobody is disturbed."""

    channel: NoticeChannel
    state: SendingState
    not_before: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message 消息. ``link`` is a path of the portal, empty when there is nothing to open.

    Of a document ``served_at`` is when it reached the inbox with the person's consent 送达时间;
    None when it was not served electronically. ``opened_at`` is when it was opened first.
    """

    id: str
    title: Text
    body: Text
    link: str
    told_at: datetime
    opened_at: datetime | None
    is_document: bool
    served_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """A person's word on a channel; ``address_end`` are the last four digits of the number."""

    channel: NoticeChannel
    is_on: bool
    address_end: str


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """Consent to electronic delivery 电子送达; ``agreed_at`` is None where there is none."""

    agreed_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """What the jurisdiction lays down: quiet hours, and days after which messages are deleted."""

    quiet_from: time
    quiet_until: time
    keep_days: int
    keep_document_days: int
