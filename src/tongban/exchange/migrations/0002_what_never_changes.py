"""Steps of requests, leaves of nodes and versions of resources never change; resources move the generation."""

from django.db import migrations

UP = """
CREATE FUNCTION exchange_row_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER exchange_step_is_final BEFORE UPDATE OR DELETE ON exchange_requestevent
    FOR EACH ROW EXECUTE FUNCTION exchange_row_is_final();
CREATE TRIGGER exchange_leaf_is_final BEFORE UPDATE OR DELETE ON exchange_nodeleaf
    FOR EACH ROW EXECUTE FUNCTION exchange_row_is_final();
CREATE TRIGGER exchange_resource_is_final BEFORE UPDATE OR DELETE ON exchange_resourceversion
    FOR EACH ROW EXECUTE FUNCTION exchange_row_is_final();
CREATE TRIGGER exchange_resourceversion_stands AFTER INSERT ON exchange_resourceversion
    FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();
"""
DOWN = """
DROP TRIGGER exchange_resourceversion_stands ON exchange_resourceversion;
DROP TRIGGER exchange_resource_is_final ON exchange_resourceversion;
DROP TRIGGER exchange_leaf_is_final ON exchange_nodeleaf;
DROP TRIGGER exchange_step_is_final ON exchange_requestevent;
DROP FUNCTION exchange_row_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
