"""What the room tells others; payloads carry ids and codes only."""

from __future__ import annotations

FORM_PUBLISHED = "forms.FormPublished"  # code, version, version_id
DRAFT_SAVED = "forms.DraftSaved"  # draft_id, item_code
DRAFT_DISCARDED = "forms.DraftDiscarded"  # draft_id, item_code
