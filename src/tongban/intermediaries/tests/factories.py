"""Services as a pack would publish them, and firms that hold what they ask."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from tongban.cases.tests.factories import COMMITTED, LAW, NOW
from tongban.certificates.tests.factories import issue, publish_type, type_file
from tongban.files.api import store_upload
from tongban.identity.tests.factories import a_firm
from tongban.intermediaries.api import join_market
from tongban.intermediaries.models import Published
from tongban.kernel.actor import Actor, ActorKind, Assurance

SURVEY, EXAMINED = "survey", "examined"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def words(zh: str) -> dict[str, str]:
    return {"zh-Hans": zh, "en": zh}


def publish_services(material: str = "") -> None:
    """A survey the client pays for, and an examination the agency pays for and may pause for.

    ``material`` is what the survey is in the item that asks for it.
    """
    for code, more in (
        (SURVEY, {"material": material}),
        (EXAMINED, {"procedure": "inspection", "paid_by": "agency"}),
    ):
        said: dict[str, Any] = {
            "name": words(code), "summary": words(code), "items": [COMMITTED], "basis": LAW,
            "limit": "3 working-days", "priced_by": "market", "price": words("约定"),
            "qualification": "licence", "procedure": "", "paid_by": "client",
        }  # fmt: skip
        Published.objects.create(
            code=code, version=1, digest=code, definition=said | more, release_id="release_t",
            published_at=NOW,
        )  # fmt: skip
    publish_type(type_file(code="licence", holder="any", type_number="002", fields=[
        {"name": "grade", "label": words("等级"), "answer": "grade"}]))  # fmt: skip


def an_institution(*, qualified: bool = True, joins: bool = True) -> Actor:
    """A firm and who acts for it; it holds the licence and offers both services."""
    firm = a_firm()
    actor = Actor(
        kind=ActorKind.FIRM_AGENT,
        subject_id=f"agent_of_{firm.id}",
        account_id=f"account_of_{firm.id}",
        on_behalf_of=firm.id,
        assurance=Assurance.L4,
    )
    if qualified:
        issue(firm.id, None, type_code="licence", fields={"grade": "甲级"})
    if joins:
        for code in (SURVEY, EXAMINED):
            join_market(actor=actor, service_code=code, now=NOW)
    return actor


def a_result(actor: Actor) -> str:
    """A file the institution uploaded."""
    kept = store_upload(
        actor=actor, filename="result.pdf", stream=BytesIO(PDF), declared_type="application/pdf",
        purpose="commission-result", now=NOW,
    )  # fmt: skip
    return kept.id
