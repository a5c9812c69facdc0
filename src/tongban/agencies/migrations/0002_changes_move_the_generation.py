"""Changes here move the generation of what stands published."""

from django.db import migrations

UP = (
    "CREATE TRIGGER agencies_agencyversion_stands AFTER INSERT OR UPDATE OR DELETE ON agencies_agencyversion"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
)
DOWN = "DROP TRIGGER agencies_agencyversion_stands ON agencies_agencyversion;"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
