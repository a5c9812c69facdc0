"""A draft may be of a bundle's form too: room for its code."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("forms", "0002_changes_move_the_generation"),)
    operations = (
        migrations.AlterField("draft", "item_code", models.CharField(max_length=80)),
        migrations.AlterField("draft", "form_code", models.CharField(blank=True, max_length=61)),
        migrations.AlterField("draft", "owner_id", models.CharField(max_length=60)),
        migrations.AlterField("draft", "acts_for", models.CharField(max_length=60)),
    )
