"""Bundles as published, by code and version."""

from __future__ import annotations

from tongban.bundles.domain.definition import Bundle
from tongban.bundles.domain.stored import bundle_from_json
from tongban.bundles.models import BundleVersion
from tongban.bundles.refusals import BundleUnknown
from tongban.content.api import standing


@standing
def current_bundles() -> tuple[Bundle, ...]:
    """The latest version of every bundle, by code."""
    latest = BundleVersion.objects.order_by("code", "-version").distinct("code")
    return tuple(bundle_from_json(row.code, row.version, row.definition) for row in latest)


def current_bundle(code: str) -> Bundle:
    """The latest version of one. Refuses BundleUnknown."""
    for bundle in current_bundles():
        if bundle.code == code:
            return bundle
    raise BundleUnknown(code)


@standing
def bundle_version(code: str, version: int) -> Bundle:
    """One version, as it was when it was applied for. Refuses BundleUnknown."""
    row = BundleVersion.objects.filter(code=code, version=version).order_by("id").first()
    if row is None:
        raise BundleUnknown(code)
    return bundle_from_json(row.code, row.version, row.definition)
