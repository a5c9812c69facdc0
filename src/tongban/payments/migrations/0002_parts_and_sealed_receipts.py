import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

# What was paid or sent back before there were parts was the whole.
WHOLE = """
UPDATE payments_order SET amount = notice.amount
FROM payments_notice AS notice WHERE notice.id = notice_id;
UPDATE payments_notice SET paid_amount = amount WHERE state IN ('paid', 'refunding', 'refunded');
UPDATE payments_notice SET returned_amount = amount WHERE state IN ('refunding', 'refunded');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


def _money(**more):
    return models.DecimalField(max_digits=14, decimal_places=2, **more)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.AddField(
            "receipt", "certificate_id", models.CharField(default="", max_length=60)
        ),
        migrations.AddField("notice", "in_parts", models.BooleanField(default=False)),
        migrations.AddField("notice", "paid_amount", _money(default=0)),
        migrations.AddField("notice", "returned_amount", _money(default=0)),
        migrations.AddField("order", "amount", _money(default=0), preserve_default=False),
        migrations.RemoveConstraint("order", "order_one_paid_per_notice"),
        migrations.AlterField(
            "refund",
            "order",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="payments.order"),
        ),
        migrations.RunSQL(WHOLE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "notice",
            models.CheckConstraint(
                condition=Q(paid_amount__gte=0, paid_amount__lte=F("amount")),
                name="notice_parts_within_whole",
            ),
        ),
        migrations.AddConstraint(
            "notice",
            models.CheckConstraint(
                condition=Q(returned_amount__gte=0, returned_amount__lte=F("paid_amount")),
                name="notice_returned_within_paid",
            ),
        ),
    ]
