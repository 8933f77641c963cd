"""The outbox and the workers are a room of their own now; the tables go along, rows and all."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("workflow", "0002_versions_are_written_once")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("Outbox", "jobs_outbox"),
                migrations.AlterModelTable("Worker", "jobs_worker"),
            ],
            state_operations=[migrations.DeleteModel("Outbox"), migrations.DeleteModel("Worker")],
        ),
    ]
