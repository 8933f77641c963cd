from django.db import migrations

from lizhi.common import append_only


class Migration(migrations.Migration):
    dependencies = [("settlement", "0004_city_figures")]
    operations = [migrations.RunPython(**append_only.migration_steps("settlement_figuredeed"))]
