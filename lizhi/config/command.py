"""The command `lizhi`."""

import os
import sys

HELP = {"-h", "--help", "--version"}
WITHOUT_SECRETS = {
    *("", "help", "version", "check", "verify", "diffsettings", "collectstatic"),
    *("makemigrations", "reference", "translations", "official_days", "font_coverage", "flow"),
    *("web", "worker"),  # they ask for more than secrets
    *("run", "demo", "bench"),  # production refuses the first; the others have a place of their own
}
"""Commands that write nothing of a person. Whichever is not named here needs its own secrets."""


def main() -> None:
    """`lizhi manage …` is Django's; every other word is a command of ours."""
    if sys.argv[1:2] == ["law"] and sys.argv[2:3] in (["calculate"], ["figures"]):
        from lizhi.settlement import terminal

        sys.exit(terminal.main(sys.argv[2:]))  # the law needs neither Django nor secrets
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lizhi.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    arguments = sys.argv[1:]
    if arguments[:1] == ["manage"]:
        arguments = arguments[1:]
    try:
        _execute(arguments)
    except ImproperlyConfigured as error:  # a setting that cannot be read: say it in one line
        sys.exit(f"lizhi: {error}")
    except DatabaseError as error:  # no tables yet, or nobody answers: the same
        from lizhi.config import tables

        if why := tables.why_not_ready(error):
            sys.exit(f"lizhi: {why}")
        raise


def _execute(arguments: list[str]) -> None:
    from django.core.management import execute_from_command_line

    if not HELP & set(arguments) and "".join(arguments[:1]) not in WITHOUT_SECRETS:
        from lizhi.config import production

        if problems := production.missing_secrets():
            sys.exit(production.listed(problems))
    execute_from_command_line(["lizhi", *arguments])
