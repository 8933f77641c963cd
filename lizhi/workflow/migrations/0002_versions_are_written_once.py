from django.db import migrations

from lizhi.common import append_only


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_start")]

    operations = [migrations.RunPython(**append_only.migration_steps("workflow_version"))]
