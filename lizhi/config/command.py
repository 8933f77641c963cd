"""The command `lizhi`."""

import os
import sys


def main() -> None:
    """`lizhi manage …` is Django's; every other word is a command of ours."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lizhi.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    arguments = sys.argv[1:]
    if arguments[:1] == ["manage"]:
        arguments = arguments[1:]
    try:
        execute_from_command_line(["lizhi", *arguments])
    except ImproperlyConfigured as error:  # a setting that cannot be read: say it in one line
        sys.exit(f"lizhi: {error}")
