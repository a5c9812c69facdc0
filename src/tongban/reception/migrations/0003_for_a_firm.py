from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reception", "0002_rating_ask"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="mandate_id",
            field=models.CharField(max_length=40, null=True),
        ),
        migrations.AddField(
            model_name="sitting",
            name="principal_id",
            field=models.CharField(max_length=40, null=True),
        ),
    ]
