"""The database itself refuses to change or delete a release."""

from django.db import migrations

GUARD = """
CREATE FUNCTION content_release_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A release never changes; publish a new one' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER content_release_is_final BEFORE UPDATE OR DELETE ON content_release
    FOR EACH ROW EXECUTE FUNCTION content_release_is_final();
CREATE TRIGGER content_releaseentry_is_final BEFORE UPDATE OR DELETE ON content_releaseentry
    FOR EACH ROW EXECUTE FUNCTION content_release_is_final();
"""

UNGUARD = """
DROP TRIGGER content_releaseentry_is_final ON content_releaseentry;
DROP TRIGGER content_release_is_final ON content_release;
DROP FUNCTION content_release_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
