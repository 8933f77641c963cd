"""What a row says, put on a person and on an employment; nothing is saved here."""

from collections.abc import Collection

from lizhi.people.models import Employment, Person, bank_index
from lizhi.people.roster import differences
from lizhi.people.roster.entries import Entry


def put_person(person: Person, entry: Entry, fields: Collection[str]) -> None:
    """Who somebody is, with the index of the identity number."""
    for field in differences.PERSON:
        if field in fields and (field != "id_kind" or entry.id_kind):
            setattr(person, field, getattr(entry, field))
    person.id_index = entry.id_key


def put_work(employment: Employment, entry: Entry, fields: Collection[str]) -> None:
    """Contract, wage and bank of a row."""
    for field in differences.WORK:
        if field in fields and (field != "contract_kind" or entry.contract_kind):
            setattr(employment, field, getattr(entry, field))
    if "average_wage" in fields:
        employment.average_is_given = entry.average_is_given and entry.average_wage is not None
    if "bank_account" in fields:
        account = entry.bank_account
        employment.bank_index = bank_index(account) if account else ""
