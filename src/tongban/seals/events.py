"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {seal, kind, agency, subject}
SEAL_ISSUED = "SealIssued"
# {seal, standing, article}
SEAL_STANDING_CHANGED = "SealStandingChanged"
# {seal, use, purpose, document, digest, algorithm, key, request}
SEAL_USED = "SealUsed"
# {firm, licence}
LICENCE_SIGN_IN = "LicenceSignIn"
# {seal, request, state}
SEAL_USE_REQUESTED = "SealUseRequested"
# {seal, entrustment, firm, person}
SEAL_ENTRUSTED = "SealEntrusted"
SEAL_ENTRUSTMENT_ENDED = "SealEntrustmentEnded"
# {seal, keys, retired}
SEAL_KEYS_RENEWED = "SealKeysRenewed"
