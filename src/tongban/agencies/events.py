"""What the room tells others; payloads carry ids and codes only."""

from __future__ import annotations

AGENCIES_PUBLISHED = "agencies.AgenciesPublished"  # agencies: codes that changed
POST_ASSIGNED = "agencies.PostAssigned"  # post_id, account_id
POST_LEFT = "agencies.PostLeft"  # post_id, account_id
