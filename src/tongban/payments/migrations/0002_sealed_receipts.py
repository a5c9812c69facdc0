from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.AddField(
            "receipt", "certificate_id", models.CharField(default="", max_length=60)
        ),
    ]
