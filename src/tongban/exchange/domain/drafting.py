"""From an item's definition to the requests it implies: its fields, its purpose, its article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongban.kernel.article import ArticleRef

PURPOSE_HEAD = "handle/"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One data element an item uses, and the article that lets it, where it names its own."""

    element_id: str
    article: ArticleRef | None


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """One request: these fields of this resource, by this article."""

    resource: str
    article: ArticleRef
    fields: tuple[str, ...]


def purpose_of(item_code: str) -> str:
    """The purpose a grant is bound to: to handle this item, nothing else."""
    return PURPOSE_HEAD + item_code


def draft_requests(
    wanted: Iterable[Wanted],
    resource_of: Mapping[str, str],
    basis: ArticleRef,
) -> tuple[RequestDraft, ...]:
    """One draft for each resource and article, in a stable order; fields sorted, none twice.

    ``resource_of`` says which resource holds an element; elements nobody shares are left out.
    ``basis`` is the item's own article, for elements that name none; of several articles for one
    element the first stands.
    """
    asked: dict[tuple[str, ArticleRef], set[str]] = {}
    told: set[str] = set()
    for each in sorted(
        wanted, key=lambda one: (one.element_id, one.article is None, str(one.article))
    ):
        resource = resource_of.get(each.element_id)
        if resource is None or each.element_id in told:
            continue
        told.add(each.element_id)
        asked.setdefault((resource, each.article or basis), set()).add(each.element_id)
    return tuple(
        RequestDraft(resource, article, tuple(sorted(fields)))
        for (resource, article), fields in sorted(asked.items())
    )
