"""The door of room notices."""

from __future__ import annotations

from tongban.notices.actions.agree_to_delivery import agree_to_delivery, end_delivery
from tongban.notices.actions.choose_channel import choose_channel
from tongban.notices.actions.open_message import mark_all_read, open_message
from tongban.notices.actions.send_waiting import send_waiting
from tongban.notices.actions.tell import tell
from tongban.notices.adapters.channel_twin import MessageTwin
from tongban.notices.domain.template import Template
from tongban.notices.ports import ChannelAway, MessageChannel, connect_message_channel
from tongban.notices.queries import (
    channel_choices,
    delivery_consent,
    message,
    my_messages,
    rules_in_force,
    sendings,
    unread_count,
)
from tongban.notices.refusals import MessageNotFound, NotAnInbox, NumberNotRight
from tongban.notices.views import (
    ChannelChoice,
    DeliveryView,
    MessageView,
    NoticeChannel,
    NoticeRules,
    SendingState,
    SendingView,
)

__all__ = [
    "ChannelAway",
    "ChannelChoice",
    "DeliveryView",
    "MessageChannel",
    "MessageNotFound",
    "MessageTwin",
    "MessageView",
    "NotAnInbox",
    "NoticeChannel",
    "NoticeRules",
    "NumberNotRight",
    "SendingState",
    "SendingView",
    "Template",
    "agree_to_delivery",
    "channel_choices",
    "choose_channel",
    "connect_message_channel",
    "delivery_consent",
    "end_delivery",
    "mark_all_read",
    "message",
    "my_messages",
    "open_message",
    "rules_in_force",
    "send_waiting",
    "sendings",
    "tell",
    "unread_count",
]
