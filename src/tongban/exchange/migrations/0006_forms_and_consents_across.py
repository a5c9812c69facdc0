"""What forms may ask other platforms for moves the generation; consents stand for such grants."""

from django.db import migrations

UP = """
CREATE TRIGGER exchange_crossgrant_stands AFTER INSERT OR DELETE ON exchange_crossgrant
    FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();
CREATE TRIGGER exchange_crossrequest_stands AFTER INSERT OR DELETE ON exchange_crossrequest
    FOR EACH STATEMENT EXECUTE FUNCTION content_generation_moves();
"""
DOWN = """
DROP TRIGGER exchange_crossgrant_stands ON exchange_crossgrant;
DROP TRIGGER exchange_crossrequest_stands ON exchange_crossrequest;
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_requests_across"), ("content", "0003_generation")]

    operations = [migrations.RunSQL(UP, DOWN)]
