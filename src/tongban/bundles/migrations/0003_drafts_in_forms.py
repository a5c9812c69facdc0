"""Half-filled forms of bundles are drafts of room forms, like any other; those kept here move."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def move(apps: Any, _editor: Any) -> None:
    """Each as it was sealed, under the key of who typed it."""
    draft = apps.get_model("forms", "Draft")
    for row in apps.get_model("bundles", "BundleDraft").objects.order_by("id"):
        draft.objects.create(
            id=row.id, owner_id=row.owner_id, acts_for=row.acts_for,
            item_code=f"bundle/{row.bundle_code}", form_code="", form_version=0,
            sealed_answers=row.sealed_answers, version=row.version, saved_at=row.saved_at,
            expires_at=row.expires_at,
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = (("bundles", "0002_drafts"), ("forms", "0003_drafts_of_bundles"))
    operations = (
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel("BundleDraft"),
    )
