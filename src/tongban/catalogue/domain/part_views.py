"""The parts of an item as a guide shows them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tongban.catalogue.domain.codes import (
    MaterialCategory,
    MaterialFormat,
    MaterialOrigin,
    MaterialType,
    Necessity,
    ProcedureKind,
    RemedyKind,
    ResultKind,
    StepKind,
)
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition of acceptance 受理条件 and the article that sets it."""

    text: Text
    article: ArticleRef | None


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material 申请材料; ``source_code`` is set when a government source already holds it.

    ``later_within`` is for how long it may be promised 容缺后补; None when it may not. A zone's
    assessment of ``area_kind`` does for it where the answer to ``site_element`` lies in the zone;
    both are empty for most.
    """

    code: str
    name: Text
    necessity: Necessity
    type: MaterialType
    format: MaterialFormat
    category: MaterialCategory
    origin: MaterialOrigin
    copies: int
    source_code: str | None
    element_ids: tuple[str, ...]
    satisfied_by: str | None
    fallback: Text | None
    dispute: Text | None
    article: ArticleRef | None
    help: Text | None
    acceptance_standard: Text | None
    blank_form: str | None
    sample: str | None
    borrowed: bool = False
    later_within: Span | None = None
    later_before_handover: bool = False
    area_kind: str = ""
    site_element: str = ""

    @property
    def already_held(self) -> bool:
        """Whether government holds it, so that the person need not bring it."""
        return self.source_code is not None or self.satisfied_by is not None


@dataclass(frozen=True, slots=True)
class NeedView:
    """A data element the item uses; typed by the person when ``source_code`` is None."""

    element_id: str
    source_code: str | None
    article: ArticleRef | None
    fallback: Text | None
    dispute: Text | None


@dataclass(frozen=True, slots=True)
class SituationView:
    """A situation 情形 and the codes of the materials it asks for."""

    code: str
    name: Text
    question: Text | None
    material_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of handling 办理环节."""

    kind: StepKind
    name: Text
    by: Text | None
    span: Span | None
    standard: Text | None


@dataclass(frozen=True, slots=True)
class FeeView:
    """A fee line; ``amount`` in ``currency``, None when the standard is not one number.

    ``charged_when`` is the form's field and the answers for which it is due; None: always.
    """

    name: Text
    standard: Text
    amount: Decimal | None
    currency: str
    article: ArticleRef | None
    reducible: bool
    reduction_article: ArticleRef | None
    charged_when: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class SpecialProcedureView:
    """A special procedure 特别程序 that may stop the clock for at most ``max_span``."""

    kind: ProcedureKind
    name: Text
    article: ArticleRef | None
    max_span: Span | None


@dataclass(frozen=True, slots=True)
class RemedyView:
    """Where to contest the result 救济途径; ``first``: it must come before any suit 复议前置."""

    kind: RemedyKind
    body: Text
    article: ArticleRef | None
    address: Text | None
    phone: str
    url: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class FoundedFirmView:
    """The firm a result brings into being: names of the answers that say who it is.

    ``representative`` is the answer with the identity number of the legal representative.
    """

    name: str
    representative: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """What the applicant gets 办理结果.

    ``seals`` are the kinds of e-seals a firm gets, ``article`` what is cited to stop one.
    """

    kind: ResultKind
    name: Text
    certificate_type_code: str | None
    sample: str | None
    founds: FoundedFirmView | None = None
    seals: tuple[str, ...] = ()
    article: ArticleRef | None = None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where and when one may come."""

    name: Text
    address: Text | None
    hours: Text | None
    phone: str
    traffic: Text | None


@dataclass(frozen=True, slots=True)
class FaqView:
    """A common question and its answer."""

    question: Text
    answer: Text
