from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("benefits", "0001_initial")]

    operations = [
        migrations.RenameField("policyversion", old_name="document", new_name="definition"),
    ]
