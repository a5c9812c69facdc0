"""Keep search vectors in the row itself: what a result shows goes out of line first.

Every candidate is compared with several queries, and fetching a vector from the side table each
time was most of the cost of a search.
"""

from django.db import migrations

IN_LINE = """
ALTER TABLE catalogue_searchrow
    ALTER COLUMN vector SET STORAGE MAIN, ALTER COLUMN hit SET STORAGE EXTENDED
"""
AS_BEFORE = "ALTER TABLE catalogue_searchrow ALTER COLUMN vector SET STORAGE EXTENDED"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_flags_of_items")]
    operations = [migrations.RunSQL(IN_LINE, AS_BEFORE)]
