import django.db.models.deletion
from django.db import migrations, models


# Evidence is append-only in the database itself, whatever program connects to it. The one update
# allowed is the sequencer's: from "not placed" to "placed", nothing else in the row changing.
APPEND_ONLY = """
CREATE FUNCTION ledger_leaf_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND OLD.sequence IS NULL AND NEW.sequence IS NOT NULL
        AND (to_jsonb(NEW) - 'sequence' - 'chain_digest')
            = (to_jsonb(OLD) - 'sequence' - 'chain_digest')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'ledger_leaf is append-only: % of % refused', TG_OP, OLD.leaf_id
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER ledger_leaf_append_only BEFORE UPDATE OR DELETE ON ledger_leaf
    FOR EACH ROW EXECUTE FUNCTION ledger_leaf_is_append_only();
"""
WRITABLE_AGAIN = """
DROP TRIGGER ledger_leaf_append_only ON ledger_leaf;
DROP FUNCTION ledger_leaf_is_append_only();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("arrival", models.BigAutoField(primary_key=True, serialize=False)),
                ("leaf_id", models.TextField()),
                ("kind", models.TextField()),
                ("about", models.TextField()),
                ("actor", models.TextField()),
                ("subject_id", models.TextField(null=True)),
                ("at", models.DateTimeField()),
                ("version", models.SmallIntegerField()),
                ("suite", models.TextField()),
                ("content", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("sequence", models.BigIntegerField(null=True, unique=True)),
                ("chain_digest", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SubjectKey",
            fields=[
                ("subject_id", models.TextField(primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField(null=True)),
                ("created_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("digest", models.BinaryField()),
                ("suite", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="ledger_head_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedRow",
            fields=[
                (
                    "leaf",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.leaf",
                    ),
                ),
                ("subject_id", models.TextField()),
                ("retention", models.TextField()),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.AddIndex(
            model_name="leaf",
            index=models.Index(fields=["about", "arrival"], name="ledger_leaf_about"),
        ),
        migrations.AddIndex(
            model_name="leaf",
            index=models.Index(
                condition=models.Q(("sequence__isnull", True)),
                fields=["arrival"],
                name="ledger_leaf_unsequenced",
            ),
        ),
        migrations.AddConstraint(
            model_name="leaf",
            constraint=models.UniqueConstraint(
                fields=("leaf_id",), name="ledger_leaf_id_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="leaf",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("chain_digest__isnull", True), ("sequence__isnull", True)),
                    models.Q(("chain_digest__isnull", False), ("sequence__isnull", False)),
                    _connector="OR",
                ),
                name="ledger_leaf_chained_when_sequenced",
            ),
        ),
        migrations.AddIndex(
            model_name="sealedrow",
            index=models.Index(fields=["subject_id"], name="ledger_sealed_subject"),
        ),
        migrations.RunSQL(APPEND_ONLY, WRITABLE_AGAIN),
    ]
