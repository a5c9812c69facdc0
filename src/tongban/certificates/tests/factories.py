"""A certificate type to test with, and one issued certificate."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.certificates.actions.issue_certificate import issue_certificate
from tongban.certificates.shelf import SHELVES, TypeFile
from tongban.certificates.views import CertificateView
from tongban.content.api import Entry
from tongban.decisions.tests.factories import a_release
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.article import ArticleRef
from tongban.seals.api import Purpose, SealView
from tongban.seals.tests.factories import a_seal

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SYSTEM = Actor.system("tests")
LAW = ArticleRef("xuke-fa", "70", "2019-04-23")
HOLDER = Actor(kind=ActorKind.PERSON, subject_id="person_1")
STRANGER = Actor(kind=ActorKind.PERSON, subject_id="person_3")

ENDORSEMENT: dict[str, Any] = {
    "code": "residence-permit",
    "name": {"zh-Hans": "居住证", "en": "Residence permit"},
    "defined_by": AGENCY,
    "type_number": "001",
    "holder": "person",
    "issuer_line": "urban-management",
    "articles": ["juzhuzheng-tiaoli/10@2015-11-26"],
    "fields": [
        {
            "name": "address",
            "label": {"zh-Hans": "居住地址", "en": "Address"},
            "answer": "address",
            "disclosure": "masked",
        },
        {
            "name": "purpose",
            "label": {"zh-Hans": "签注事由", "en": "Purpose"},
            "answer": "purpose",
            "disclosure": "public",
        },
        {
            "name": "phone",
            "label": {"zh-Hans": "联系电话", "en": "Phone"},
            "answer": "phone",
        },
    ],
    "validity": "1 years",
    "layout": [{"zh-Hans": "{holder}准予签注。", "en": "{holder} is endorsed."}],
}


def type_file(**changes: Any) -> TypeFile:
    """The type, with some keys replaced."""
    return TypeFile.model_validate({**ENDORSEMENT, **changes})


def publish_type(file: TypeFile | None = None) -> None:
    """Publish one type as a pack release does."""
    file = file or type_file()
    (shelf,) = SHELVES
    entry = Entry(file.code, file, f"certificate-types/{file.code}.yaml", 1)
    shelf.publish(actor=SYSTEM, entries=(entry,), release=a_release(), now=NOW)


def issue(
    holder_id: str = "person_1", case_id: str | None = "case_1", **changes: Any
) -> CertificateView:
    """Issue one as the platform does after a decision."""
    given: dict[str, Any] = {
        "actor": SYSTEM,
        "type_code": "residence-permit",
        "holder_id": holder_id,
        "holder_name": "欧阳示例",
        "issuer_agency_code": AGENCY,
        "fields": {"address": "实例省一号市样板路99号", "purpose": "就业", "phone": "1990000xxxx"},
        "case_id": case_id,
        "now": NOW,
    }
    return issue_certificate(**(given | changes))


def officer(agency_code: str = AGENCY) -> Actor:
    """An approver of the issuing agency, or of another."""
    post = Post("p-approve", agency_code, "any", "990102", frozenset({Duty.APPROVER}))
    return Actor(kind=ActorKind.OFFICER, account_id="account_1", posts=(post,))


def certificate_seal(**changes: Any) -> SealView:
    """The seal the bureau puts on its permits."""
    every = (Purpose("certificate-type", "*"),)
    return a_seal(**({"scope": every, "two_person": (), "now": NOW - timedelta(days=1)} | changes))
