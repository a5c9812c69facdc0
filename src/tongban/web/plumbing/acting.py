"""Who acts in this request: the kernel ``Actor``, built once from the session."""

from __future__ import annotations

import re

from django.http import HttpRequest

from tongban.kernel.actor import Actor, Channel

_HANDHELD = re.compile(r"Mobi|Android|iPhone|HarmonyOS", re.IGNORECASE)


def channel_of(request: HttpRequest) -> Channel:
    """Mobile or desk-top, by the browser's own hint first and its name second."""
    hint = request.headers.get("Sec-CH-UA-Mobile", "")
    if hint:
        return Channel.MOBILE if hint == "?1" else Channel.PC
    agent = request.headers.get("User-Agent", "")
    return Channel.MOBILE if _HANDHELD.search(agent) else Channel.PC


def actor_of(request: HttpRequest) -> Actor:
    """The acting party of this request; anonymous when nobody has signed in."""
    return Actor.anonymous(channel_of(request))
