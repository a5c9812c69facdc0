import secrets

from django.conf import settings
from django.db import migrations, models

# The one update allowed is still the sequencer's: from "not placed" to "placed".
ONE_PLACE = """
CREATE OR REPLACE FUNCTION ledger_leaf_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND OLD.sequence IS NULL AND NEW.sequence IS NOT NULL
        AND (to_jsonb(NEW) - 'sequence') = (to_jsonb(OLD) - 'sequence')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'ledger_leaf is append-only: % of % refused', TG_OP, OLD.leaf_id
        USING ERRCODE = 'restrict_violation';
END
$$;
"""
# Places count from 0 in a tree. By way of negative numbers, so that no two are ever the same.
FROM_ZERO = """
ALTER TABLE ledger_leaf DISABLE TRIGGER ledger_leaf_append_only;
UPDATE ledger_leaf SET sequence = -sequence WHERE sequence IS NOT NULL;
UPDATE ledger_leaf SET sequence = -sequence - 1 WHERE sequence IS NOT NULL;
ALTER TABLE ledger_leaf ENABLE TRIGGER ledger_leaf_append_only;
"""


def carry_the_head_over(apps, _editor):
    """What was chained keeps its order; the sequencer writes its tiles at its next turn."""
    for head in apps.get_model("ledger", "Head").objects.order_by("id"):
        apps.get_model("ledger", "EvidenceLog").objects.create(
            id=1,
            origin=f"{settings.LOG_ORIGIN}/{secrets.token_hex(4)}",
            suite=head.suite,
            placed=head.size,
        )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="EvidenceLog",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("origin", models.TextField()),
                ("suite", models.TextField()),
                ("placed", models.BigIntegerField(default=0)),
                ("size", models.BigIntegerField(default=0)),
                ("root", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="ledger_log_is_one_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("placed__gte", models.F("size")), ("size__gte", 0)),
                        name="ledger_log_signs_what_is_placed",
                    ),
                ],
            },
        ),
        migrations.RunPython(carry_the_head_over, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="leaf", name="ledger_leaf_chained_when_sequenced"),
        migrations.RemoveField(model_name="leaf", name="chain_digest"),
        migrations.RunSQL(FROM_ZERO, migrations.RunSQL.noop),
        migrations.RunSQL(ONE_PLACE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="Head"),
    ]
