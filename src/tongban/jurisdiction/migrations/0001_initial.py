import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CodeList",
            fields=[
                ("scheme", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("title", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="WorkCalendar",
            fields=[
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("title", models.JSONField()),
                ("zone", models.CharField(max_length=60)),
                ("based_on", models.CharField(blank=True, max_length=60)),
                ("revision", models.IntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("name", models.JSONField()),
                ("level", models.CharField(max_length=12)),
                ("parent_code", models.CharField(blank=True, max_length=12)),
                ("source", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["parent_code", "code"], name="jurisdiction_children")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"), name="jurisdiction_one_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="jurisdiction_period_is_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12)),
                ("successor", models.CharField(max_length=12)),
                ("on", models.DateField()),
                ("partial", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "successor", "on"), name="jurisdiction_one_succession"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("place", models.IntegerField()),
                ("name", models.JSONField()),
                ("also", models.JSONField(default=dict)),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                (
                    "code_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="jurisdiction.codelist",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code_list", "code"), name="jurisdiction_one_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                ("holidays", models.JSONField()),
                ("workdays", models.JSONField()),
                ("source", models.CharField(max_length=80)),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="years",
                        to="jurisdiction.workcalendar",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("calendar", "year"), name="jurisdiction_one_year"
                    )
                ],
            },
        ),
    ]
