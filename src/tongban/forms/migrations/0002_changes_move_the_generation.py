"""Changes here move the generation of what stands published."""

from django.db import migrations

UP = (
    "CREATE TRIGGER forms_formversion_stands AFTER INSERT OR UPDATE OR DELETE ON forms_formversion"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
)
DOWN = "DROP TRIGGER forms_formversion_stands ON forms_formversion;"


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
