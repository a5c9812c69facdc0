"""A version's document is written once."""

from django.db import migrations

GUARD = """
CREATE FUNCTION catalogue_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A version of an item never changes; write a new version (%)', OLD.id;
END $$;
CREATE TRIGGER catalogue_version_is_immutable
    BEFORE UPDATE OF document, digest, version, item_id ON catalogue_itemversion
    FOR EACH ROW
    WHEN (OLD.document IS DISTINCT FROM NEW.document OR OLD.digest IS DISTINCT FROM NEW.digest
          OR OLD.version <> NEW.version OR OLD.item_id <> NEW.item_id)
    EXECUTE FUNCTION catalogue_version_is_immutable();
"""
UNGUARD = """
DROP TRIGGER catalogue_version_is_immutable ON catalogue_itemversion;
DROP FUNCTION catalogue_version_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
