"""The tables were the flow's until this room was built; their rows stay where they are."""

import django.db.models.deletion
from django.db import migrations, models

import lizhi.common.clock


class Migration(migrations.Migration):

    initial = True

    dependencies = [("cases", "0001_start"), ("workflow", "0003_jobs_move_out")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name="Worker",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("created_at", models.DateTimeField(default=lizhi.common.clock.now, editable=False)),
                    ("name", models.CharField(max_length=64, unique=True)),
                    ("beat", models.PositiveBigIntegerField(default=0)),
                ],
                options={"abstract": False},
            ),
            migrations.CreateModel(
                    name='Outbox',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=lizhi.common.clock.now, editable=False)),
                        ('dedupe', models.CharField(max_length=120, unique=True)),
                        ('topic', models.CharField(max_length=60)),
                        ('payload', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('pending', 'Pending'), ('done', 'Done'), ('off', 'Not needed any more'), ('failed', 'Failed: somebody must look')], default='pending', max_length=10)),
                        ('available_at', models.DateTimeField()),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('leased_until', models.DateTimeField(blank=True, null=True)),
                        ('lease', models.PositiveIntegerField(default=0)),
                        ('last_error', models.TextField(blank=True)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outbox', to='cases.case')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['available_at', 'id'], name='pending_outbox')],
                    },
                ),
        ]),
    ]
