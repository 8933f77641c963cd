from django.db import migrations

from lizhi.common import append_only


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_daily_heads")]

    operations = [migrations.RunPython(**append_only.migration_steps("cases_dailyhead"))]
