"""Reading the register of elements and sources. It is public: it names facts, not people."""

from __future__ import annotations

from collections.abc import Iterable

from tongban.content.api import standing
from tongban.elements import policies
from tongban.elements.models import Element, RegisterRow, Source
from tongban.elements.ports import source_elsewhere
from tongban.elements.refusals import (
    ElementUnknown,
    LookUpNotAllowed,
    RegisterNotYours,
    SourceUnknown,
)
from tongban.elements.views import ElementAbout, ElementKind, ElementView, SourceView
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text

_MOST_SUBJECTS = 1000


def element(element_id: str) -> ElementView:
    """One data element. Refuses: ElementUnknown."""
    return elements((element_id,))[element_id]


def elements(element_ids: Iterable[str]) -> dict[str, ElementView]:
    """Several data elements by id, in one statement. Refuses: ElementUnknown, naming all."""
    return {key: view for key, (view, _) in with_sources(element_ids).items()}


def source(code: str) -> SourceView:
    """One source, withdrawn or not, of another platform too. Refuses: SourceUnknown."""
    row = Source.objects.filter(code=code).order_by("code").first()
    found = source_view(row) if row else source_elsewhere(code)
    if found is None:
        raise SourceUnknown(code)
    return found


def sources() -> tuple[SourceView, ...]:
    """Every source in use, by code; withdrawn ones are left out."""
    rows = Source.objects.filter(withdrawn=False).order_by("code")
    return tuple(map(source_view, rows))


def registered_subjects(actor: Actor) -> tuple[str, ...]:
    """Ids of all the demo's registers have a row of, for the platform's own programs.

    Refuses: RegisterNotYours.
    """
    if not policies.may_keep_registers(actor):
        raise RegisterNotYours
    rows = RegisterRow.objects.order_by("subject_id").values_list("subject_id", flat=True)
    return tuple(rows.distinct())


def elements_of(source_code: str) -> tuple[ElementView, ...]:
    """The elements a source is the one source of, by id; empty when there are none."""
    rows = Element.objects.filter(source_id=source_code).order_by("id")
    return tuple(map(_element_view, rows))


def subjects_in(actor: Actor, source_code: str, *, after: str, limit: int) -> tuple[str, ...]:
    """Ids of the people a demo register knows, in order of id, those beyond ``after`` only.

    At most ``limit``, and never more than 1,000. For the platform's own runs over a register;
    refuses LookUpNotAllowed for everybody else. No value is read, so no look-up is recorded.
    """
    if actor.kind is not ActorKind.SERVICE:
        raise LookUpNotAllowed
    rows = RegisterRow.objects.filter(source_id=source_code, subject_id__gt=after)
    ids = rows.order_by("subject_id").values_list("subject_id", flat=True)
    return tuple(ids[: min(limit, _MOST_SUBJECTS)])


def with_sources(
    element_ids: Iterable[str],
) -> dict[str, tuple[ElementView, SourceView | None]]:
    """Elements with their sources by id, in the order asked. Refuses: ElementUnknown."""
    return dict(_with_sources(tuple(dict.fromkeys(element_ids))))


@standing
def _with_sources(
    wanted: tuple[str, ...],
) -> tuple[tuple[str, tuple[ElementView, SourceView | None]], ...]:
    rows = Element.objects.filter(id__in=wanted).select_related("source").order_by("id")
    found = {row.id: row for row in rows}
    missing = tuple(key for key in wanted if key not in found)
    if missing:
        raise ElementUnknown(missing)
    return tuple(
        (
            key,
            (
                _element_view(row := found[key]),
                source_view(row.source) if row.source and not row.source.withdrawn else None,
            ),
        )
        for key in wanted
    )


def source_view(row: Source) -> SourceView:
    """A source row as outsiders see it."""
    return SourceView(
        code=row.code,
        name=Text.from_mapping(row.name),
        agency_code=row.agency_code,
        channel=row.channel,
        authoritative=row.authoritative,
        dispute=Text.from_mapping(row.dispute),
    )


def _element_view(row: Element) -> ElementView:
    return ElementView(
        id=row.id,
        name=Text.from_mapping(row.name),
        kind=ElementKind(row.kind),
        about=ElementAbout(row.about),
        code_list=row.code_list,
        source_code=row.source_id,
        sensitive=row.sensitive,
    )
