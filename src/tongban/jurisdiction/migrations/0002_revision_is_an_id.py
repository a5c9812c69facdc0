from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jurisdiction", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="workcalendar",
            name="revision",
            field=models.CharField(max_length=40),
        ),
    ]
