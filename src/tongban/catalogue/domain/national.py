"""Mapping tables between our codes and the digits of the national exchange.

One table per list and profile; a digit never leaves or enters without passing through one.
Source: GB/T 39046-2020 annex A; the national exchange tables; provincial extensions are profiles.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from tongban.catalogue.domain import codes
from tongban.catalogue.domain.codes import Coded

C = TypeVar("C", bound=Coded)

NATIONAL: Mapping[type[Coded], Mapping[Coded, str]] = {
    codes.ItemType: {
        codes.ItemType.POWER: "00",
        codes.ItemType.LICENCE: "01",
        codes.ItemType.PENALTY: "02",
        codes.ItemType.COMPULSION: "03",
        codes.ItemType.LEVY: "04",
        codes.ItemType.PAYMENT: "05",
        codes.ItemType.INSPECTION: "06",
        codes.ItemType.CONFIRMATION: "07",
        codes.ItemType.REWARD: "08",
        codes.ItemType.ADJUDICATION: "09",
        codes.ItemType.OTHER_POWER: "10",
        codes.ItemType.PUBLIC_SERVICE: "20",
    },
    codes.UseLevel: {
        codes.UseLevel.NATIONAL: "1",
        codes.UseLevel.PROVINCE: "2",
        codes.UseLevel.CITY: "3",
        codes.UseLevel.COUNTY: "4",
        codes.UseLevel.TOWN: "5",
        codes.UseLevel.VILLAGE: "6",
        codes.UseLevel.GRADED: "7",
    },
    codes.BodyNature: {
        codes.BodyNature.STATUTORY: "1",
        codes.BodyNature.AUTHORISED: "2",
        codes.BodyNature.ENTRUSTED: "3",
        codes.BodyNature.OTHER: "9",
    },
    codes.Audience: {
        codes.Audience.PERSON: "1",
        codes.Audience.ENTERPRISE: "2",
        codes.Audience.INSTITUTION: "3",
        codes.Audience.ASSOCIATION: "4",
        codes.Audience.GOVERNMENT: "5",
        codes.Audience.OTHER: "6",
        # The standard has no code of its own for businesses without legal personality.
        codes.Audience.UNINCORPORATED: "6",
    },
    codes.HandlingForm: {
        codes.HandlingForm.WINDOW: "1",
        codes.HandlingForm.PC: "2",
        codes.HandlingForm.MOBILE: "3",
        codes.HandlingForm.MAIL: "4",
        codes.HandlingForm.OTHER: "9",
    },
    codes.HandlingKind: {
        codes.HandlingKind.INSTANT: "1",
        codes.HandlingKind.COMMITTED: "2",
    },
    codes.ProcedureKind: {
        kind: "1" if kind is codes.ProcedureKind.EXTENSION else "2" for kind in codes.ProcedureKind
    },
    codes.OnlineDepth: {
        depth: str(number) for number, depth in enumerate(codes.OnlineDepth, start=1)
    },
    codes.MaterialType: {
        codes.MaterialType.ORIGINAL: "1",
        codes.MaterialType.COPY: "2",
        codes.MaterialType.EITHER: "3",
    },
    codes.MaterialFormat: {
        codes.MaterialFormat.PAPER: "1",
        codes.MaterialFormat.ELECTRONIC: "2",
        codes.MaterialFormat.EITHER: "3",
        codes.MaterialFormat.FETCHED: "6",
        codes.MaterialFormat.FETCHED_ELSE_SUBMITTED: "7",
    },
    codes.MaterialCategory: {
        codes.MaterialCategory.CERTIFICATE: "1",
        codes.MaterialCategory.FORM: "2",
        codes.MaterialCategory.OTHER: "3",
    },
    codes.MaterialOrigin: {
        codes.MaterialOrigin.APPLICANT: "10",
        codes.MaterialOrigin.GOVERNMENT: "20",
        codes.MaterialOrigin.INTERMEDIARY: "30",
        codes.MaterialOrigin.OTHER: "99",
    },
    codes.Necessity: {
        codes.Necessity.REQUIRED: "1",
        codes.Necessity.OPTIONAL: "2",
        codes.Necessity.LATER: "3",
    },
    # 1 在用 2 挂起 3 取消 4 草稿: a replaced version is, nationally, a cancelled one.
    codes.VersionState: {
        codes.VersionState.PUBLISHED: "1",
        codes.VersionState.SUSPENDED: "2",
        codes.VersionState.CANCELLED: "3",
        codes.VersionState.SUPERSEDED: "3",
        codes.VersionState.DRAFT: "4",
        codes.VersionState.IN_REVIEW: "4",
    },
}

REVIEW_STATE: Mapping[codes.VersionState, str] = {
    codes.VersionState.DRAFT: "1",
    codes.VersionState.IN_REVIEW: "2",
    codes.VersionState.PUBLISHED: "3",
    codes.VersionState.SUSPENDED: "3",
    codes.VersionState.SUPERSEDED: "3",
    codes.VersionState.CANCELLED: "4",
}
"""Draft approval digits: 1 待提交 2 审批中 3 通过 4 撤销."""


def to_national(code: Coded) -> str:
    """The national digit of a code; KeyError when the national list has none (say so upstream)."""
    return NATIONAL[type(code)][code]


def from_national(kind: type[C], digit: str) -> C:
    """The code a national digit stands for; the first of several; ValueError when unknown."""
    for code, known in NATIONAL[kind].items():
        if known == digit and isinstance(code, kind):
            return code
    raise ValueError(f"{digit!r} is not a code of {kind.__name__}")
