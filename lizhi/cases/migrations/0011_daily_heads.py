from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_running_by_place")]

    operations = [
        migrations.CreateModel(
            name="DailyHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("root", models.CharField(max_length=64)),
                ("lines", models.TextField()),
                ("cases", models.PositiveIntegerField()),
                ("last_event", models.PositiveBigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("stamp", models.BinaryField()),
                ("stamped_at", models.DateTimeField()),
            ],
            options={"ordering": ["last_event"]},
        ),
    ]
