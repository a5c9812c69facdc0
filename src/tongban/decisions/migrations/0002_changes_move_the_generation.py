"""Changes here move the generation of what stands published."""

from django.db import migrations

UP = (
    "CREATE TRIGGER decisions_decisiontable_stands AFTER INSERT OR UPDATE OR DELETE ON decisions_decisiontable"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
)
DOWN = "DROP TRIGGER decisions_decisiontable_stands ON decisions_decisiontable;"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
