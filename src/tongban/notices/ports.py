"""The port to channels of messages 通知渠道, and the register of them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from tongban.kernel.text import Text
from tongban.notices.views import NoticeChannel


class ChannelAway(RuntimeError):
    """The channel did not answer; asking again later is safe."""


class MessageChannel(Protocol):
    """A channel that carries words to a number. Idempotent by ``key``. Raises ChannelAway."""

    def send(self, key: str, number: str, words: Text, now: datetime) -> None:
        """Carry ``words`` to a telephone number once, however often it is asked under ``key``."""
        ...


_channels: dict[NoticeChannel, MessageChannel] = {}


def connect_message_channel(name: NoticeChannel, channel: MessageChannel) -> None:
    """Offer a channel under its name, once, while wiring; a second of the same name replaces it.

    Where none is offered messages wait, are tried again and given up; the inbox has them.
    """
    _channels[name] = channel


def message_channel(name: NoticeChannel) -> MessageChannel:
    """The channel of that name. Raises ChannelAway when none is connected here."""
    if name not in _channels:
        raise ChannelAway(name.value)
    return _channels[name]
