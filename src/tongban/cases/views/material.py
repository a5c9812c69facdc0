"""What was handed in for a case, and what of it is to be put right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


class MaterialWay(Enum):
    """How a material came 收取方式."""

    SOURCE = "source"
    CERTIFICATE = "certificate"
    KEPT = "kept"  # a kept copy: checked against the original before, or promised
    UPLOAD = "upload"
    INSTITUTION = "institution"  # delivered by the institution the applicant commissioned 中介服务
    ZONE = "zone"  # an assessment the zone made for every project in it 区域评估
    PAPER = "paper"

    @property
    def is_file(self) -> bool:
        """Whether the reference of such a material is a file."""
        return self in (MaterialWay.UPLOAD, MaterialWay.KEPT, MaterialWay.INSTITUTION)


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material of the case: how it came, what it points to (blob, certificate, source…).

    ``digest`` is the SHA-256 of an upload, or of what an institution delivered, in hex; else empty.
    """

    code: str
    name: Text
    way: MaterialWay
    reference: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to put right: ``target`` is a material code or a form field name."""

    target: str
    message: Text
    article: ArticleRef | None = None
