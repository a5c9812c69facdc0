"""Why something was not taken is kept by code, no longer in the words of one language."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("federation", "0003_parts_and_exchange"),)
    operations = (
        migrations.RemoveField(model_name="platform", name="refused"),
        migrations.RemoveField(model_name="sentbatch", name="refused"),
        migrations.AddField(
            model_name="platform", name="hindrances", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="sentbatch", name="hindrances", field=models.JSONField(default=list)
        ),
    )
