"""Changes here move the generation of what stands published."""

from django.db import migrations

UP = (
    "CREATE TRIGGER monitoring_ruleversion_stands AFTER INSERT OR UPDATE OR DELETE ON"
    " monitoring_ruleversion"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
)
DOWN = "DROP TRIGGER monitoring_ruleversion_stands ON monitoring_ruleversion;"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
