"""Published certificate types, read once per process: a version never changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tongban.certificates.models import CertificateType
from tongban.certificates.refusals import CertificateTypeNotFound
from tongban.certificates.views import TypeInForce


def type_in_force(code: str) -> TypeInForce:
    """The version in force and where each printed field comes from; what issuing then needs.

    Refuses CertificateTypeNotFound.
    """
    version, definition = current_type(code)
    origins = tuple((f["name"], f["answer"], f["element"]) for f in definition["fields"])
    return TypeInForce(code, version, origins, definition, definition.get("continues"))


def current_type(code: str) -> tuple[int, Mapping[str, Any]]:
    """Version and definition in force. Refuses CertificateTypeNotFound."""
    current = (
        CertificateType.objects.filter(code=code)
        .order_by("-version")
        .values_list("version", "digest")
        .first()
    )
    if current is None:
        raise CertificateTypeNotFound(code)
    return current[0], _definition(code, *current)


def type_version(code: str, version: int) -> Mapping[str, Any]:
    """The definition of one version. Refuses CertificateTypeNotFound."""
    digest = (
        CertificateType.objects.filter(code=code, version=version)
        .order_by("version")
        .values_list("digest", flat=True)
        .first()
    )
    if digest is None:
        raise CertificateTypeNotFound(code)
    return _definition(code, version, digest)


@lru_cache(maxsize=1024)
def _definition(code: str, version: int, digest: str) -> Mapping[str, Any]:
    return CertificateType.objects.get(code=code, version=version, digest=digest).definition
