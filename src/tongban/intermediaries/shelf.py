"""The shelf ``intermediary-services`` 中介服务事项清单."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    SpanText,
    versions_in,
)
from tongban.intermediaries.models import Published
from tongban.kernel.text import Text

_LAWFUL = ("law", "administrative-regulation", "local-regulation")


class ServiceFile(PackModel):
    """One service that items ask firms to obtain from an institution.

    ``basis`` is an article of a law or a regulation: a service without one is refused (722, 43).
    ``procedure`` names a special procedure that each item lists, with its article, for the time in
    which the legal clock stands still. ``material`` is the code of the material, in each of the
    items, that the delivered file is: their forms offer it, and nobody uploads it again.
    """

    code: EntryCode
    name: LocalText
    summary: LocalText
    items: tuple[str, ...] = ()
    material: str | None = None
    basis: Citation | None = None
    limit: SpanText
    priced_by: Literal["market", "guided", "set"] = "market"
    price: LocalText
    qualification: EntryCode | None = None
    procedure: str | None = None
    paid_by: Literal["client", "agency"] = "client"


def check_services(
    entries: tuple[Entry[ServiceFile], ...], pack: PackView
) -> Iterable[PackProblem]:
    """No basis in law, unknown items and certificate types, a clock no item may stop."""
    for entry in entries:
        yield from _basis_problems(entry, pack)
        said = entry.model
        if not said.items:
            yield _problem(entry, "items", "没有写哪些事项需要", "no item asks for it")
        for at, code in enumerate(said.items):
            if pack.lacks("items", code):
                yield _problem(entry, "items", f"没有事项 {code}", f"there is no item {code}", at)
            elif said.material and not _asks(pack, code, said.material):
                yield _problem(
                    entry,
                    "material",
                    f"事项 {code} 没有材料 {said.material}",
                    f"item {code} asks for no material {said.material}",
                )
            elif said.procedure and not _lists(pack, code, said.procedure):
                yield _problem(
                    entry,
                    "procedure",
                    f"事项 {code} 没有列出有依据的这种特别程序，不能停表",
                    f"item {code} lists no such special procedure with an article",
                )
        if said.qualification and pack.lacks("certificate-types", said.qualification):
            yield _problem(
                entry, "qualification", f"没有证照类型 {said.qualification}", "no such type"
            )


def _basis_problems(entry: Entry[ServiceFile], pack: PackView) -> Iterable[PackProblem]:
    basis = entry.model.basis
    law = pack.entry("laws", basis.statute) if basis else None
    if basis is not None and (law is None or law.model.rank.value in _LAWFUL):
        return
    yield entry.problem(
        "intermediaries.no_lawful_basis",
        Text.of(
            "作为审批条件的中介服务没有法律、法规或者国务院决定作依据。",
            "No law, regulation or decision of the State Council asks for this service.",
        ),
        Text.of(
            "写明 basis；没有依据的，不得要求（优化营商环境条例第四十三条）。",
            "Cite it as basis; without one the service may not be asked for (722, art. 43).",
        ),
        *(("basis",) if basis else ()),
    )


def _lists(pack: PackView, item_code: str, procedure: str) -> bool:
    item = pack.entry("items", item_code)
    if item is None:
        return True
    kind = f"procedure.{procedure}"
    return any(
        one.kind.value == kind and one.article is not None
        for one in item.model.special_procedures or ()
    )


def _asks(pack: PackView, item_code: str, material: str) -> bool:
    item = pack.entry("items", item_code)
    return item is None or any(one.code == material for one in item.model.materials or ())


def _problem(entry: Entry[ServiceFile], where: str, zh: str, en: str, *more: int) -> PackProblem:
    return entry.problem(
        "intermediaries.service_not_whole",
        Text.of(f"{zh}。", f"{en[0].upper()}{en[1:]}."),
        Text.of("改成内容包里有的，或者去掉这一项。", "Name what the pack has, or leave it out."),
        where,
        *more,
    )


def _told(model: ServiceFile) -> dict[str, Any]:
    return {
        "name": model.name.to_mapping(),
        "summary": model.summary.to_mapping(),
        "items": list(model.items),
        "material": model.material or "",
        "basis": str(model.basis),
        "limit": str(model.limit),
        "priced_by": model.priced_by,
        "price": model.price.to_mapping(),
        "qualification": model.qualification or "",
        "procedure": model.procedure or "",
        "paid_by": model.paid_by,
    }


SHELVES = (
    Shelf(
        name="intermediary-services",
        schema=ServiceFile,
        check=check_services,
        publish=versions_in(
            Published,
            kind="intermediaries.published",
            about="intermediary-service",
            definition=_told,
        ),
    ),
)
