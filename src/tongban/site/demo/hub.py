"""The demo province becomes a member of the demo's national hub."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tongban.federation.api import (
    NewPlatform,
    PlatformKind,
    PlatformNotRight,
    offer_all_items,
    platform_key,
    register_platform,
    retire_platform,
)
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.site.hub_places import CODE_ENV, hub_folder, hub_url, note_member
from tongban_hub_demo.telling import CODE, NAME_EN, NAME_ZH, Telling

_MAKER = Actor.system("demo-hub")


def prepare_hub(data_dir: Path, now: datetime) -> None:
    """Join the hub and offer our items; nothing where the deployment has a code of its own."""
    if os.environ.get(CODE_ENV):
        return
    url = hub_url(data_dir)
    spki = Telling(hub_folder(data_dir), settings.TRUST_SUITE, url).spki()
    new = NewPlatform(CODE, PlatformKind.HUB, Text.of(NAME_ZH, NAME_EN), url, spki)
    try:
        register_platform(actor=_MAKER, new=new, now=now)
    except PlatformNotRight:
        # Its folder was thrown away and it has another key: it joins anew.
        retire_platform(actor=_MAKER, code=CODE, now=now)
        register_platform(actor=_MAKER, new=new, now=now)
    offer_all_items()
    note_member(data_dir, platform_key(now).public.spki.hex(), settings.TRUST_SUITE)
