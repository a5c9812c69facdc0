"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {assessment, zone, case}
ASSESSMENT_USED = "zones.assessment_used"
# {assessment, zone}
ASSESSMENT_WITHDRAWN = "zones.assessment_withdrawn"
