"""What forms may ask other platforms for moves the generation; consents stand for such grants."""

import django.db.models.deletion
from django.db import migrations, models

UP = """
CREATE TRIGGER exchange_crossgrant_stands AFTER INSERT OR DELETE ON exchange_crossgrant
    FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();
CREATE TRIGGER exchange_crossrequest_stands AFTER INSERT OR DELETE ON exchange_crossrequest
    FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();
"""
DOWN = """
DROP TRIGGER exchange_crossgrant_stands ON exchange_crossgrant;
DROP TRIGGER exchange_crossrequest_stands ON exchange_crossrequest;
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_requests_across"), ("content", "0003_generation")]

    operations = [
        migrations.RunSQL(UP, DOWN),
        migrations.AddField(
            model_name="consent",
            name="cross_grant",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="exchange.crossgrant",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="grant",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="exchange.grant",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("subject_id", "cross_grant"),
                name="exchange_one_consent_across_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cross_grant__isnull", True), ("grant__isnull", False)),
                    models.Q(("cross_grant__isnull", False), ("grant__isnull", True)),
                    _connector="OR",
                ),
                name="exchange_consent_to_one_grant",
            ),
        ),
    ]
