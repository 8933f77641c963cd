"""`lizhi ca …`: the keys and certificates of the house, for whoever runs the installation."""

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.signing import exchange, keeping, ledger, rewrapping, token_keys
from lizhi.signing.models import Certificate, KeyEvent, TokenKey

REASONS = Certificate.Reason.values


class Command(BaseCommand):
    """Each word is one thing to do; what cannot be done is said in one line."""

    help = "Show, rotate and revoke certificates; take the root off line and ask it by files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Words and their files."""
        words = parser.add_subparsers(dest="word", required=True)
        words.add_parser("show", help="who holds which place, and what was done")
        rotate = words.add_parser("rotate", help="another key from now on")
        rotate.add_argument("slot", help="issuing, stamp, installation, token or seal:NUMBER")
        revoke = words.add_parser("revoke", help="take a certificate back")
        revoke.add_argument("serial", help="of a certificate, or the id of a token's key")
        revoke.add_argument("--because", choices=REASONS, default="unspecified")
        out = words.add_parser("take-root-out", help="its key into a file, and away from here")
        out.add_argument("file", type=Path)
        _passphrase(out)
        ask = words.add_parser("ask", help="write down what the root off line has to sign")
        ask.add_argument("what", choices=("issuing", "stamp", exchange.LIST))
        ask.add_argument("file", type=Path)
        answer = words.add_parser("answer", help="where the root is: sign a request")
        answer.add_argument("request", type=Path)
        answer.add_argument("--root", type=Path, required=True)
        answer.add_argument("--out", type=Path, required=True)
        _passphrase(answer)
        words.add_parser("rewrap", help="wrap all keys by the installation's new key")
        bring = words.add_parser("bring", help="take the answer of the root in")
        bring.add_argument("request", type=Path)
        bring.add_argument("answer", type=Path)

    def handle(self, *args: Any, word: str, **options: Any) -> None:
        """Do the one that was named."""
        try:
            getattr(self, f"_{word.replace('-', '_')}")(**options)
        except (Refused, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        except ledger.KeyElsewhere as error:
            raise CommandError("The key of the root is off line: use `ask` and `bring`.") from error

    def _show(self, **options: Any) -> None:
        for row in Certificate.objects.exclude(kind=Certificate.Kind.EVENT).order_by("pk"):
            here = "key here" if row.wrapped_key is not None else "key elsewhere"
            until = f"until {row.not_after:%Y-%m-%d}"
            taken = f"taken back {row.revoked_at:%Y-%m-%d}" if row.revoked_at else ""
            told = (row.kind, row.slot or "-", row.serial, row.subject, until, here, taken)
            self.stdout.write("  ".join(one for one in told if one))
        events = Certificate.objects.filter(kind=Certificate.Kind.EVENT).count()
        self.stdout.write(f"and {events} certificates for one signature each")
        for key in TokenKey.objects.order_by("pk"):
            ended = f"ended {key.ended_at:%Y-%m-%d} {key.ended_by}" if key.ended_at else "in use"
            taken = f"taken back {key.revoked_at:%Y-%m-%d}" if key.revoked_at else ""
            self.stdout.write("  ".join(filter(None, (token_keys.SLOT, key.key, ended, taken))))
        for event in KeyEvent.objects.select_related("certificate").order_by("pk"):
            done = (f"{event.at:%Y-%m-%d %H:%M}", event.what, str(event.certificate), event.by)
            self.stdout.write("  ".join((*done, event.reason)).rstrip())

    def _rotate(self, slot: str, **options: Any) -> None:
        if slot == token_keys.SLOT:
            self.stdout.write(token_keys.rotate(by=getpass.getuser(), at=clock.now()))
            return
        fresh = keeping.rotate(slot, by=getpass.getuser(), at=clock.now())
        self.stdout.write(f"{fresh.certificate.serial_number:x}")

    def _revoke(self, serial: str, because: str, **options: Any) -> None:
        if token_keys.revoke(serial, by=getpass.getuser(), at=clock.now()):
            self.stdout.write("It is published no more. Pages that are open already know it still.")
            return
        keeping.revoke(serial, because=because, by=getpass.getuser(), at=clock.now())
        self.stdout.write("It stands in the next lists. Papers signed with a stamp before hold.")

    def _rewrap(self, **options: Any) -> None:
        done = rewrapping.run()
        left = sum(count for _table, count in rewrapping.left())
        self.stdout.write(f"wrapped anew: {done.wrapped}, left: {left}")
        if left:
            raise CommandError("Not all: run it again, with the right LIZHI_WRAP_KEY_BEFORE.")

    def _take_root_out(self, file: Path, passphrase_file: Path | None, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already.")
        file.touch(mode=0o600)
        try:
            words = _asked(passphrase_file)
            data = keeping.take_root_out(words, by=getpass.getuser(), at=clock.now())
        except BaseException:
            file.unlink()
            raise
        file.write_bytes(data)
        self.stdout.write("Keep file and passphrase apart, and start all processes anew.")

    def _ask(self, what: str, file: Path, **options: Any) -> None:
        file.write_bytes(exchange.ask(what, clock.now()))

    def _answer(
        self, request: Path, root: Path, out: Path, passphrase_file: Path | None, **options: Any
    ) -> None:
        opened = keeping.open_root(root.read_bytes(), _asked(passphrase_file))
        out.write_bytes(exchange.answer(request.read_bytes(), opened, clock.now()))

    def _bring(self, request: Path, answer: Path, **options: Any) -> None:
        by = getpass.getuser()
        what = exchange.bring(request.read_bytes(), answer.read_bytes(), by=by, at=clock.now())
        self.stdout.write(f"taken in: {what}")


def _passphrase(parser: ArgumentParser) -> None:
    parser.add_argument("--passphrase-file", type=Path, help="else it is asked for")


def _asked(file: Path | None) -> str:
    return file.read_text().strip() if file else getpass.getpass("Passphrase: ")
