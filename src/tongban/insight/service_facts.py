"""What the counting knows of a service: which materials government issues, who must come."""

from __future__ import annotations

from tongban.catalogue.api import ItemView, MaterialOrigin, item_by_version
from tongban.catalogue.api import MaterialView as AskedMaterial
from tongban.insight.domain.counting import Asked, Service

FOUNDING = "firm.founding"
"""The theme of the services by which a firm is started 企业开办."""


def service_of(item_version_id: str) -> Service:
    """The service as it was when the case was sent."""
    item = item_by_version(item_version_id)
    return Service(
        issued=tuple(map(_asked, filter(_is_issued, item.materials))),
        in_person=str(item.in_person_article) if item.in_person_article else "",
        founding=FOUNDING in item.themes,
        founds=_founds(item),
    )


def _is_issued(material: AskedMaterial) -> bool:
    return material.origin is MaterialOrigin.GOVERNMENT


def _founds(item: ItemView) -> bool:
    return any(result.founds is not None for result in item.results)


def _asked(material: AskedMaterial) -> Asked:
    return Asked(
        code=material.code,
        source=material.source_code or "",
        elements=material.element_ids,
        certificate=material.satisfied_by or "",
        article=str(material.article) if material.article else "",
    )
