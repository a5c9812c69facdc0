"""Changes here move the generation of what stands published."""

from django.db import migrations

_TABLES = ("places_place", "places_area")
UP = "".join(
    f"CREATE TRIGGER {table}_stands AFTER INSERT OR UPDATE OR DELETE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
    for table in _TABLES
)
DOWN = "".join(f"DROP TRIGGER {table}_stands ON {table};" for table in _TABLES)


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
