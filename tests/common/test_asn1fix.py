"""Lengths that end in 0x80 are written once; names of today compare."""

from typing import Any

import pytest
from asn1crypto import core, x509

from lizhi.common import asn1fix
from tests import pace


class Inner(core.Sequence):
    _fields = [("value", core.OctetString)]


class Tagged(core.Sequence):
    _fields = [("value", core.OctetString, {"explicit": 0})]


class Numbers(core.SequenceOf):
    _child_spec = core.Integer


def counted(kind: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every time that this kind of value computes its contents."""
    calls: list[Any] = []
    original = kind._set_contents  # noqa: SLF001  what is counted

    def counting(self: Any, **kwargs: Any) -> None:
        calls.append(self)
        original(self, **kwargs)

    monkeypatch.setattr(kind, "_set_contents", counting)
    return calls


def of_contents(size: int) -> bytes:
    """A sequence of one octet string whose contents have this size."""
    value: bytes = core.OctetString(b"x" * (size - 4)).dump()
    assert len(value) == size
    return b"\x30\x82" + size.to_bytes(2, "big") + value


def test_a_length_that_ends_in_80_is_not_encoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = of_contents(0x0F80)
    read = Inner.load(encoded)
    calls = counted(core.Sequence, monkeypatch)
    assert read.dump() == encoded
    assert calls == []


@pytest.mark.parametrize(
    "encoded",
    [
        b"\x30\x80\x04\x02\x01\x02\x00\x00",
        b"\x30\x80\x24\x80\x04\x01\x01\x04\x01\x02\x00\x00\x00\x00",
    ],
    ids=["sequence", "sequence and string"],
)
def test_a_truly_indefinite_length_becomes_a_definite_one(encoded: bytes) -> None:
    assert Inner.load(encoded).dump() == b"\x30\x04\x04\x02\x01\x02"


def test_indefinite_inside_an_explicit_tag_is_seen() -> None:
    encoded = b"\x30\x80\xa0\x80\x24\x80\x04\x01\x01\x04\x01\x02\x00\x00\x00\x00\x00\x00"
    assert Tagged.load(encoded).dump(force=True) == b"\x30\x06\xa0\x04\x04\x02\x01\x02"


@pytest.mark.parametrize(
    ("header", "indefinite"),
    [
        ("3080", True),
        ("30820f80", False),
        ("308180", False),
        ("3084000f0080", False),
        ("1f8a3d80", True),
        ("1f8a3d8180", False),
        ("a0820f803080", True),
        ("a080308180", True),
        ("a081803081 7d", False),
        ("", False),
    ],
)
def test_headers_are_read_tag_by_tag(header: str, indefinite: bool) -> None:
    assert asn1fix.is_indefinite(bytes.fromhex(header)) is indefinite


def test_a_primitive_and_a_list_of_such_a_length_stay_as_they_are() -> None:
    octets = core.OctetString(b"x" * 0x80).dump()
    assert octets[:3] == b"\x04\x81\x80"
    assert core.OctetString.load(octets).dump() == octets
    numbers = Numbers(range(1, 44)).dump()
    assert Numbers.load(numbers).dump() == numbers


def test_twenty_levels_deep_costs_no_time() -> None:
    class Deep(core.Sequence):
        pass

    Deep._fields = [("inner", Deep, {"optional": True}), ("value", core.OctetString)]

    def through(levels: int) -> None:
        value = Deep({"value": b"x"})
        for _ in range(levels):
            value = Deep({"inner": value, "value": b"x" * 100})
        assert len(value.dump(force=True)) > 100 * levels
        assert Deep.load(value.dump()).dump() == value.dump()

    # Twice the work at each level would make it a thousand times.
    assert pace.spent(lambda: through(20)) < 30 * pace.spent(lambda: through(10))


def test_somebody_whose_name_is_younger_than_2002_can_be_compared() -> None:
    def named(common: str) -> x509.Name:
        return x509.Name.build({"country_name": "CN", "common_name": common})

    assert named("李𬭎") == named("李𬭎")
    assert named("李𬭎") != named("李𬬭")
    assert named("Zhang Min") == named("zhang  min")


def test_names_compare_by_what_they_say_and_not_by_how_or_where_it_is_written() -> None:
    said = {"country_name": "CN", "common_name": "张敏"}
    name, printable = x509.Name.build(said), x509.Name.build(said | {"common_name": "Zhang Min"})
    tagged = x509.GeneralName("directory_name", x509.Name.build(said)).chosen
    assert tagged == name
    assert tagged.hashable == name.hashable
    written = x509.Name.build(said | {"common_name": "Zhang Min"}, use_printable=True)
    assert written.dump() != printable.dump()
    assert written == printable
    assert written.hashable == printable.hashable
    assert name != printable
    assert name != x509.Name.build({"common_name": "张敏"})
    assert name != "张敏"
