"""Another service in the middle of a case: the paper is the same, and the old story stays."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.signing import actions
from lizhi.signing.models import Actor, Door, Envelope
from tests.signing import world
from tests.signing.providers import stages
from tests.signing.providers.played import Builtin
from tests.signing.providers.played import Outside as Service

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def switched(envelope: Envelope, to: str) -> Envelope:
    """By hand of somebody who may."""
    return actions.switch_provider(envelope, to=to, by=None, at=clock.now(), key=f"switch:{to}")


def test_the_same_paper_is_signed_by_another_service(outside: Service) -> None:
    old = stages.sent(outside)
    new = switched(old, "builtin")
    outside.settle()
    assert new.provider == "builtin"
    assert new.paper_id == old.paper_id
    assert not outside.sim.is_open(old.ref)
    assert not Door.objects.filter(actor__envelope=old).exists()
    inside = Builtin()
    inside.sign(stages.refreshed(new))
    inside.settle()
    actions.seal_for(new.case.entity, world.company(new), by=None, at=clock.now())
    inside.settle()
    assert stages.refreshed(new).state == Envelope.State.COMPLETED
    assert stages.refreshed(old).state == Envelope.State.REVOKED
    assert old.case.events.filter(kind="provider_switched").count() == 1


def test_what_the_old_service_has_said_stays_and_everybody_signs_again(outside: Service) -> None:
    old = stages.signed(outside)
    digest = world.employee(old).evidence["digest"]
    new = switched(old, "builtin")
    outside.settle()
    assert world.employee(old).evidence["digest"] == digest
    assert world.employee(stages.refreshed(new)).state == Actor.State.ASKED


def test_the_flow_of_the_case_does_not_take_it_for_an_end(outside: Service) -> None:
    ended: list[Any] = []

    def hear(sender: object, envelope: Envelope, **kwargs: Any) -> None:
        ended.append(envelope)

    actions.envelope_ended.connect(hear)
    try:
        switched(stages.sent(outside), "builtin")
    finally:
        actions.envelope_ended.disconnect(hear)
    assert ended == []


def test_once_a_signature_stands_here_the_paper_is_completed_here(outside: Service) -> None:
    envelope = stages.sent(outside)
    new = switched(envelope, "builtin")
    outside.settle()
    world.sign(world.employee(stages.refreshed(new)))
    outside.settle()
    with pytest.raises(Refused):
        switched(stages.refreshed(new), outside.name)


def test_a_command_does_it_for_an_administrator(outside: Service) -> None:
    envelope = stages.sent(outside)
    out = io.StringIO()
    call_command("sign", "switch", envelope.biz_no, "builtin", stdout=out)
    assert Envelope.objects.get(biz_no=out.getvalue().strip()).provider == "builtin"
    with pytest.raises(CommandError):
        call_command("sign", "switch", "nothing", "builtin")


def check(name: str) -> tuple[str, int]:
    """What the command says, and how it ends."""
    out = io.StringIO()
    try:
        call_command("sign", "check", name, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


def test_a_service_that_is_set_up_well_is_said_to_work(outside: Service) -> None:
    said, code = check(outside.name)
    assert code == 0, said
    assert "✗" not in said


def test_a_key_that_is_wrong_is_named(outside: Service, settings: Any) -> None:
    settings.FADADA_APP_SECRET = settings.ESIGN_APP_SECRET = "another"
    said, code = check(outside.name)
    assert code == 1
    assert "密钥" in said


def test_what_was_not_entered_is_named(outside: Service, settings: Any) -> None:
    setattr(settings, f"{outside.name.upper()}_COMPANIES", [])
    said, code = check(outside.name)
    assert code == 1
    assert f"LIZHI_{outside.name.upper()}_COMPANIES" in said
