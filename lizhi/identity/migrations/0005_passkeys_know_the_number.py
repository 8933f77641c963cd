"""A passkey lets its phone in only while its owner has the number under which it last counted."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps: Any, editor: Any) -> None:
    """Those that are there belong to the number of today."""
    users = apps.get_model("accounts", "User").objects.filter(pk=OuterRef("user"))
    passkeys = apps.get_model("identity", "Passkey").objects
    passkeys.update(number=Subquery(users.values("phone_index")[:1]))


class Migration(migrations.Migration):
    """Filled from the owners, then as every new one."""

    dependencies = [
        ("accounts", "0001_start"),
        ("identity", "0004_faces_for_several_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="passkey",
            name="number",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
