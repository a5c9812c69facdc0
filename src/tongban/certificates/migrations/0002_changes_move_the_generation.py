"""Changes here move the generation of what stands published."""

from django.db import migrations

UP = (
    "CREATE TRIGGER certificates_certificatetype_stands AFTER INSERT OR UPDATE OR DELETE ON certificates_certificatetype"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
)
DOWN = "DROP TRIGGER certificates_certificatetype_stands ON certificates_certificatetype;"


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
