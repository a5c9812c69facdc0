"""When a grant was last used is found by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_requests_across")]

    operations = [
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["grant_id", "-at"], name="exchange_looks_of_grant"),
        ),
    ]
