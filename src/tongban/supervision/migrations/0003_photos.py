from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0002_promised"),
    ]

    operations = [
        migrations.AddField(
            model_name="inspection",
            name="photos",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
