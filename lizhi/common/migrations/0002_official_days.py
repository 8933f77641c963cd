from django.db import migrations

from lizhi.common import calendar_days


def forward(apps, schema_editor):
    calendar_days.seed(apps.get_model("common", "CalendarDay"))


class Migration(migrations.Migration):
    dependencies = [("common", "0001_start")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
