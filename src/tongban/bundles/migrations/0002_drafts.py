from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bundles", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "BundleDraft",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("owner_id", models.CharField(max_length=60)),
                ("acts_for", models.CharField(max_length=60)),
                ("bundle_code", models.CharField(max_length=64)),
                ("sealed_answers", models.BinaryField()),
                ("version", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(
                        fields=("owner_id", "acts_for", "bundle_code"), name="bundle_one_draft"
                    ),
                )
            },
        )
    ]
