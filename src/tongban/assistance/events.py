"""Events of this room, past tense. An errand's are those of its steps, {errand, item, helper}."""

from __future__ import annotations

# {helper, agency, area}
HELPER_APPOINTED = "assistance.helper_appointed"
APPOINTMENT_ENDED = "assistance.appointment_ended"
