"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {message, template, cause, subject}
MESSAGE_TOLD = "notices.message_told"
# {message, subject}: the proof that it was opened
MESSAGE_OPENED = "notices.message_opened"
# {message, channel}
MESSAGE_SENT = "notices.message_sent"
# {channel, subject}
CHANNEL_CHOSEN = "notices.channel_chosen"
# {subject}: the address of delivery was confirmed or taken back
DELIVERY_AGREED = "notices.delivery_agreed"
DELIVERY_ENDED = "notices.delivery_ended"
