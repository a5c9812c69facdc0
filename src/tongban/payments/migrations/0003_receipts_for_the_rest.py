import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# A receipt that stood until now was for all of its notice.
WHOLE = """
UPDATE payments_receipt SET amount = notice.amount
FROM payments_notice AS notice WHERE notice.id = notice_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


def _money(**more):
    return models.DecimalField(max_digits=14, decimal_places=2, **more)


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_parts_and_sealed_receipts")]

    operations = [
        migrations.AlterField("notice", "about", models.CharField(max_length=60)),
        migrations.AddIndex("notice", models.Index(fields=["about", "id"], name="notice_about")),
        migrations.AddConstraint(
            "notice",
            models.UniqueConstraint(
                condition=~Q(state="refunded"), fields=("about",), name="notice_one_standing"
            ),
        ),
        migrations.AddField("receipt", "amount", _money(default=0)),
        migrations.CreateModel(
            "ReversedReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=8)),
                ("number", models.CharField(max_length=10, unique=True)),
                ("check_code", models.CharField(max_length=6)),
                ("amount", _money()),
                ("issued_at", models.DateTimeField()),
                ("reversed_at", models.DateTimeField()),
                ("red_number", models.CharField(max_length=10, unique=True)),
                ("certificate_id", models.CharField(default="", max_length=60)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="payments.notice"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(WHOLE, migrations.RunSQL.noop),
    ]
