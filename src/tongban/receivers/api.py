"""The door of room receivers."""

from __future__ import annotations

from tongban.receivers.actions.connect_receiver import Receiver, connect_receiver
from tongban.receivers.adapters.http_push import HttpReceiver, ReceiverAway, ReceiverRefused
from tongban.receivers.domain import Message, signature

__all__ = [
    "HttpReceiver",
    "Message",
    "Receiver",
    "ReceiverAway",
    "ReceiverRefused",
    "connect_receiver",
    "signature",
]
