"""Changes here move the generation of what stands published."""

from django.db import migrations

UP = (
    "CREATE TRIGGER jurisdiction_workcalendar_stands AFTER INSERT OR UPDATE OR DELETE ON jurisdiction_workcalendar"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
    "CREATE TRIGGER jurisdiction_calendaryear_stands AFTER INSERT OR UPDATE OR DELETE ON jurisdiction_calendaryear"
    " FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();"
)
DOWN = (
    "DROP TRIGGER jurisdiction_workcalendar_stands ON jurisdiction_workcalendar;"
    "DROP TRIGGER jurisdiction_calendaryear_stands ON jurisdiction_calendaryear;"
)


class Migration(migrations.Migration):
    dependencies = [("jurisdiction", "0002_revision_is_an_id"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
