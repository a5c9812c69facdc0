"""The certificates the named people of the demo already hold, so that wallets are not empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tongban.agencies.api import AgencyUnknown, agency_by_short
from tongban.certificates.api import (
    CertificateTypeNotFound,
    certificate_type,
    issue_certificate,
    valid_certificate_of,
)
from tongban.kernel.actor import Actor
from tongban.site.demo.cast import COUPLE, institutions, shop

_MAKER = Actor.system("demo-people")


@dataclass(frozen=True, slots=True)
class _Held:
    holder_id: str
    holder_name: str
    type_code: str
    issuer: str
    fields: Mapping[str, str]


def give_certificates(today: date, now: datetime) -> int:
    """Issue what is missing; how many. A pack without these types or bodies gives none."""
    return sum(_give(held, now) for held in _held(today))


# What institutions are qualified for: type, issuer, grade; in the order of ``institutions``.
_QUALIFIED = (
    ("cehui-zizhi", "zrzyg-990102", "乙级：工程测量、界线与不动产测绘"),
    ("dizhi-zizhi", "zrzyg-990102", "乙级：地质灾害危险性评估"),
    ("shentu-jigou", "zjj-990102", "一类：房屋建筑"),
)


def _held(today: date) -> tuple[_Held, ...]:
    husband, wife = COUPLE
    firm = shop(today)
    return (
        *(
            _Held(one.id, one.name, "jiehun-zheng", "mzj-990102", {"spouse": other.name})
            for one, other in ((husband, wife), (wife, husband))
        ),
        _Held(
            firm.id,
            firm.name,
            "yingye-zhizhao",
            "scjgj-990102",
            {
                "company_name": firm.name,
                "kind": "有限责任公司",
                "legal_rep": firm.representative_name,
                "capital": "500000",
                "address": firm.address,
                "scope": "餐饮服务；食品销售",
            },
        ),
        *(
            _Held(one.id, one.name, type_code, issuer, {"grade": grade})
            for one, (type_code, issuer, grade) in zip(institutions(today), _QUALIFIED, strict=True)
        ),
        _Held(
            institutions(today)[1].id,
            institutions(today)[1].name,
            "cehui-zizhi",
            "zrzyg-990102",
            {"grade": "丙级：工程测量"},
        ),
    )


def _give(held: _Held, now: datetime) -> int:
    if valid_certificate_of(held.holder_id, held.type_code, now) is not None:
        return 0
    try:
        issuer = agency_by_short(held.issuer)
        certificate_type(held.type_code)  # asked first: a refusal inside would undo everything
        issue_certificate(
            actor=_MAKER,
            type_code=held.type_code,
            holder_id=held.holder_id,
            holder_name=held.holder_name,
            issuer_agency_code=issuer.code,
            fields=held.fields,
            case_id=None,
            now=now,
        )
    except (AgencyUnknown, CertificateTypeNotFound):
        return 0
    return 1
