"""What is handed over, by hash: the materials of a case, a result."""

from __future__ import annotations

from tongban.cases.api import CaseView, MaterialView
from tongban.kernel.canonical_json import digest_of
from tongban.relays.domain.duty_log import DutyLog, Passed

SIGNATURE = "signature"
RESULT = "result"


def passed_of(known: CaseView) -> tuple[Passed, ...]:
    """Every material of the case: an upload by its SHA-256, else what it points to, hashed."""
    return tuple(
        Passed(
            one.code,
            one.digest or _pointed_at(one),
        )
        for one in known.materials
    )


def _pointed_at(material: MaterialView) -> str:
    """What stands for a material that is no upload: a certificate, a source."""
    return digest_of(
        {"code": material.code, "way": material.way.value, "reference": material.reference}
    )


def result_of(known: CaseView) -> Passed:
    """The decision with the certificates that came of it."""
    facts = {
        "case": known.id,
        "state": known.state.value,
        "certificates": list(known.certificate_ids),
    }
    return Passed(RESULT, digest_of(facts))


def arrived_whole(log: DutyLog, known: CaseView) -> bool:
    """Whether every material that was handed over first is the one the case has now."""
    now_there = {one.code: one.sha256 for one in passed_of(known)}
    sent = log.hand_overs[-1].passed if log.hand_overs else ()
    return all(one.code == SIGNATURE or now_there.get(one.code) == one.sha256 for one in sent)
