"""Kinds of seals: those of agencies (国发〔1999〕25号) and those of firms."""

from __future__ import annotations

from enum import Enum

from tongban.kernel.text import Text
from tongban.seals.domain.purpose import Purpose


class SealKind(Enum):
    """What kind of seal 印章种类 it is."""

    OFFICIAL = "seal-kind/official"
    BUSINESS = "seal-kind/business"
    APPROVAL = "seal-kind/approval"
    CERTIFICATE = "seal-kind/certificate"
    CONTRACT = "seal-kind/contract"
    FINANCE = "seal-kind/finance"
    INVOICE = "seal-kind/invoice"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]

    @property
    def caption(self) -> str:
        """The words below the star of its picture; an official seal has none."""
        return "" if self is SealKind.OFFICIAL else self.label.zh

    @property
    def slug(self) -> str:
        """The word a pack writes: ``official``."""
        return self.value.partition("/")[2]

    @classmethod
    def of_slug(cls, slug: str) -> SealKind:
        """The kind a pack names; ValueError for another word."""
        return cls(f"seal-kind/{slug}")


class OwnerKind(Enum):
    """Whose seal it is."""

    AGENCY = "agency"
    FIRM = "firm"


_LABELS = {
    SealKind.OFFICIAL: Text.of("公章", "Official seal"),
    SealKind.BUSINESS: Text.of("业务专用章", "Business seal"),
    SealKind.APPROVAL: Text.of("审批专用章", "Approval seal"),
    SealKind.CERTIFICATE: Text.of("证照专用章", "Certificate seal"),
    SealKind.CONTRACT: Text.of("合同专用章", "Contract seal"),
    SealKind.FINANCE: Text.of("财务专用章", "Finance seal"),
    SealKind.INVOICE: Text.of("发票专用章", "Invoice seal"),
}

AGENCY_KINDS = (
    SealKind.OFFICIAL, SealKind.BUSINESS, SealKind.APPROVAL, SealKind.CERTIFICATE,
)  # fmt: skip

# What each seal of a firm may be put on; the official one on everything.
FIRM_SCOPES: dict[SealKind, tuple[Purpose, ...]] = {
    SealKind.OFFICIAL: (Purpose("document", "*"),),
    SealKind.CONTRACT: (Purpose("document", "contract"),),
    SealKind.FINANCE: (Purpose("document", "finance"),),
    SealKind.INVOICE: (Purpose("document", "invoice"),),
}
FIRM_KINDS = tuple(FIRM_SCOPES)
