import django.db.models.deletion
from django.db import migrations, models


def _text(length):
    return models.CharField(default="", max_length=length)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_changes_move_the_generation")]

    operations = [
        migrations.AlterField(
            "order",
            "warning",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="monitoring.agencywarning",
            ),
        ),
        migrations.AddField("order", "case_id", _text(40)),
        migrations.AddField("order", "case_number", _text(50)),
        migrations.AddField("order", "item_code", _text(50)),
        migrations.AddField("order", "article", _text(80)),
        migrations.AddField(
            "order", "token", models.CharField(max_length=160, null=True, unique=True)
        ),
    ]
