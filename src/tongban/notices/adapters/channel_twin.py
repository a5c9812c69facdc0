"""The demo twin of a text gateway and of the 12345 voice line: it notes that it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.kernel.text import Text
from tongban.notices.models import TwinSending
from tongban.notices.views import NoticeChannel


@dataclass(frozen=True, slots=True)
class MessageTwin:
    """Carries nothing to anybody; keeps under which keys it was asked, without number or words."""

    name: NoticeChannel

    def send(self, key: str, number: str, words: Text, now: datetime) -> None:
        """Note the key once."""
        del number, words
        TwinSending.objects.get_or_create(channel=self.name.value, key=key, defaults={"at": now})
