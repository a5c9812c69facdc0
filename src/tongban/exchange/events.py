"""What the room tells others; payloads carry ids and codes only."""

from __future__ import annotations

RESOURCES_PUBLISHED = "exchange.ResourcesPublished"  # resources: codes that changed
REQUEST_FILED = "exchange.RequestFiled"  # request, resource, provider, consumer, item
REQUEST_MOVED = "exchange.RequestMoved"  # request, step, state, provider, consumer
GRANT_ISSUED = "exchange.GrantIssued"  # grant, resource, provider, consumer, item
GRANT_REVOKED = "exchange.GrantRevoked"  # the same
NODE_REGISTERED = "exchange.NodeRegistered"  # node, agency
EVIDENCE_TAKEN = "exchange.EvidenceTaken"  # node, first, size
CORRECTION_ASKED = "exchange.CorrectionAsked"  # correction, element, source, provider
CONSENT_GIVEN = "exchange.ConsentGiven"  # consent, grant, item, provider, consumer
CONSENT_WITHDRAWN = "exchange.ConsentWithdrawn"  # the same
CORRECTION_ANSWERED = "exchange.CorrectionAnswered"  # correction, state
PLATFORM_TAKEN = "exchange.PlatformTaken"  # platform, sequence, digest
PLATFORM_LEFT = "exchange.PlatformLeft"  # the same
