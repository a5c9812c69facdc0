"""When a grant was last used is found by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0006_forms_and_consents_across")]

    operations = [
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["grant_id", "-at"], name="exchange_looks_of_grant"),
        ),
    ]
