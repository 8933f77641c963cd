"""People whom nobody knew before: a login, a person and an employment each, many at once."""

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from lizhi.accounts.models import User
from lizhi.common.fields import EncryptedTextField
from lizhi.people.models import Employment, ImportBatch, Person, bank_index
from lizhi.people.roster import differences
from lizhi.people.roster.bulk import Table, moment
from lizhi.people.roster.entries import Entry
from lizhi.people.roster.places import Places
from lizhi.people.roster.planning import in_parts

PLAIN_WORK = tuple(
    name for name in differences.WORK if name not in {"bank_account", "contract_kind"}
)
USER = ("id", "name", "phone", "phone_index", "password", "joined_at")
PERSON = (
    "id", "user_id", "name", "id_kind", "id_number", "id_index", "sex", "born_on", "email",
    "created_at",
)  # fmt: skip
WORK = (
    "id", "person_id", "entity_id", "branch_id", "department_id", "number", "batch_id",
    "created_at", "reports_to_id", "average_is_given", "contract_kind", "bank_account",
    "bank_index", *PLAIN_WORK,
)  # fmt: skip
_plain_work = attrgetter(*PLAIN_WORK)


def _sealed(model: Any, name: str) -> Callable[[str], str]:
    """How a column locks its values."""
    column: EncryptedTextField = model._meta.get_field(name)  # noqa: SLF001  Django's own API
    return column.sealed


class Fresh:
    """Writes them part by part. Who reports to whom is known beforehand by the keys."""

    def __init__(self, batch: ImportBatch, places: Places, at: dt.datetime) -> None:
        self.keys: dict[str, int] = {}
        """Staff number → key, of the fresh people and of everybody whom they report to."""
        self._batch = batch
        self._places = places
        self._at = moment(at)
        self._users = Table(User, USER)
        self._persons = Table(Person, PERSON)
        self._employments = Table(Employment, WORK)
        self._phone, self._id = _sealed(User, "phone"), _sealed(Person, "id_number")
        self._mail, self._account = _sealed(Person, "email"), _sealed(Employment, "bank_account")
        self._kind = Person._meta.get_field("id_kind").get_default()  # noqa: SLF001

    def expect(self, entries: Sequence[Entry]) -> None:
        """Hand out the keys of all of them, and look up the managers who are here already."""
        here = {entry.number for entry in entries}
        named = {entry.manager for entry in entries} - here - {""}
        for part in in_parts(sorted(named)):
            found = Employment.objects.filter(number__in=part)
            self.keys.update(found.values_list("number", "pk"))
        keys = self._employments.keys(len(entries))
        self.keys.update(zip((entry.number for entry in entries), keys, strict=True))

    def write(self, part: Sequence[Entry]) -> None:
        """Everything about one part; references forward hold at the end of the transaction."""
        users = self._users.keys(len(part))
        persons = self._persons.keys(len(part))
        self._users.insert(map(self._user, users, part))
        self._persons.insert(map(self._person, persons, users, part))
        self._employments.insert(map(self._employment, persons, part))

    def _user(self, key: int, entry: Entry) -> tuple[Any, ...]:
        password = UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(8)
        return key, entry.name, self._phone(entry.phone), entry.phone_key, password, self._at

    def _person(self, key: int, user: int, entry: Entry) -> tuple[Any, ...]:
        return (
            key,
            user,
            entry.name,
            entry.id_kind or self._kind,
            self._id(entry.id_number) if entry.id_number else "",
            entry.id_key,
            entry.sex,
            entry.born_on,
            self._mail(entry.email) if entry.email else "",
            self._at,
        )

    def _employment(self, person: int, entry: Entry) -> tuple[Any, ...]:
        entity, branch, department = self._places.of(entry)
        account = entry.bank_account
        return (
            self.keys[entry.number],
            person,
            entity,
            branch,
            department,
            entry.number,
            self._batch.pk,
            self._at,
            self.keys.get(entry.manager),
            entry.average_is_given and entry.average_wage is not None,
            entry.contract_kind or Employment.Contract.FIXED.value,
            self._account(account) if account else "",
            bank_index(account) if account else "",
            *_plain_work(entry),
        )
