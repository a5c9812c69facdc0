"""Whether a built calendar is stale is told by the generation now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jurisdiction", "0003_changes_move_the_generation")]

    operations = [
        migrations.AlterField(
            model_name="workcalendar",
            name="revision",
            field=models.CharField(default="", max_length=40),
        ),
        migrations.RemoveField(model_name="workcalendar", name="revision"),
    ]
