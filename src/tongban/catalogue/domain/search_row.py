"""One item as search sees it: the index row made of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tongban.catalogue.domain.codes import HandlingKind, VersionState
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.search_text import name_key, vector
from tongban.kernel.text import ZH, Text

PUBLIC, INTERNAL = "v:public", "v:internal"
_BODY_LIMIT = 400
_VISIBLE = frozenset({VersionState.PUBLISHED, VersionState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class IndexRow:
    """The columns of one search row; ``hit`` is what a result shows, ready to hand out."""

    code: str
    version_id: str
    state: str
    name_key: str
    region: str
    popularity: int
    themes: list[str]
    hit: dict[str, Any]
    vector: str


def index_row(
    document: ItemDocument,
    *,
    version_id: str,
    state: VersionState,
    agency_name: Text,
    name: Text,
) -> IndexRow:
    """The index row of one version; ``document`` has inherited, ``name`` is the basic name."""
    title = document.handling_name or name
    body = _body(document)
    names = {title.zh, name.zh, title.en if title.en != title.zh else ""} - {""}
    labels = [PUBLIC if state in _VISIBLE else INTERNAL]
    labels.append(f"r:{document.region or '000000'}")
    labels += [f"s:{side}" for side in {audience.side.short for audience in document.audiences}]
    labels += [f"t:{theme}" for theme in document.themes]
    return IndexRow(
        code=document.code,
        version_id=version_id,
        state=state.value,
        name_key=name_key(title.zh),
        region=document.region,
        popularity=document.popularity,
        themes=list(document.themes),
        hit={
            "title": title.to_mapping(),
            "name": name.to_mapping(),
            "summary": document.summary.to_mapping() if document.summary else None,
            "body": body[:_BODY_LIMIT],
            "agency": agency_name.to_mapping() or {ZH: document.agency},
            "type": document.type.value if document.type else None,
            "audiences": [audience.value for audience in document.audiences],
            "handling": (document.handling or HandlingKind.COMMITTED).value,
            "committed": str(document.committed) if document.committed else None,
            "visits": document.visits or 0,
            "online": document.online,
            "no_application": document.no_application,
        },
        vector=vector(
            names=sorted(names),
            others=[*document.aliases, agency_name.zh],
            body=[body[:_BODY_LIMIT]],
            labels=labels,
        ),
    )


def _body(document: ItemDocument) -> str:
    parts = [document.summary.zh] if document.summary else []
    parts += [result.name.zh for result in document.results]
    parts += [material.name.zh for material in document.materials]
    parts += [condition.text.zh for condition in document.conditions]
    return "；".join(parts)
