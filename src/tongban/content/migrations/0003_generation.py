"""The generation of what stands published, and the trigger function that moves it."""

from django.db import migrations, models

MOVE = """
CREATE SEQUENCE content_generation_number;
CREATE FUNCTION content_generation_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO content_generation (id, value) VALUES (1, nextval('content_generation_number'))
    ON CONFLICT (id) DO UPDATE SET value = excluded.value;
    RETURN NULL;
END $$;
"""
UNDO = "DROP FUNCTION content_generation_moves(); DROP SEQUENCE content_generation_number;"


class Migration(migrations.Migration):
    dependencies = [("content", "0002_releases_never_change")]

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                (
                    "id",
                    models.SmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("value", models.BigIntegerField()),
            ],
            options={
                "db_table": "content_generation",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="content_generation_is_one_row"
                    )
                ],
            },
        ),
        migrations.RunSQL(MOVE, UNDO),
    ]
