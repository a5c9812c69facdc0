"""Changes here move the generation of what stands published."""

from django.db import migrations

UP = (
    "CREATE TRIGGER catalogue_itemversion_stands AFTER INSERT OR UPDATE OR DELETE ON catalogue_itemversion"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
)
DOWN = "DROP TRIGGER catalogue_itemversion_stands ON catalogue_itemversion;"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_vectors_in_line"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
