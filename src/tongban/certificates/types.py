"""Published certificate types, kept in memory while they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongban.certificates.models import CertificateType
from tongban.certificates.refusals import CertificateTypeNotFound
from tongban.certificates.views import TypeInForce
from tongban.content.api import standing


@standing
def type_in_force(code: str) -> TypeInForce:
    """The version in force and where each printed field comes from; what issuing then needs.

    Refuses CertificateTypeNotFound.
    """
    version, definition = current_type(code)
    origins = tuple((f["name"], f["answer"], f["element"]) for f in definition["fields"])
    return TypeInForce(code, version, origins, definition, definition.get("continues"))


@standing
def current_type(code: str) -> tuple[int, Mapping[str, Any]]:
    """Version and definition in force. Refuses CertificateTypeNotFound."""
    row = CertificateType.objects.filter(code=code).order_by("-version").first()
    if row is None:
        raise CertificateTypeNotFound(code)
    return row.version, row.definition


@standing
def type_version(code: str, version: int) -> Mapping[str, Any]:
    """The definition of one version. Refuses CertificateTypeNotFound."""
    row = CertificateType.objects.filter(code=code, version=version).order_by("version").first()
    if row is None:
        raise CertificateTypeNotFound(code)
    return row.definition
