"""Changes here move the generation of what stands published."""

from django.db import migrations

UP = (
    "CREATE TRIGGER elements_element_stands AFTER INSERT OR UPDATE OR DELETE ON elements_element"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
    "CREATE TRIGGER elements_source_stands AFTER INSERT OR UPDATE OR DELETE ON elements_source"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
)
DOWN = (
    "DROP TRIGGER elements_element_stands ON elements_element;"
    "DROP TRIGGER elements_source_stands ON elements_source;"
)


class Migration(migrations.Migration):
    dependencies = [("elements", "0001_initial"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
