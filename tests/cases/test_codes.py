"""The code on a certificate survives the telephone."""

from hypothesis import given
from hypothesis import strategies as st

from lizhi.cases import codes


def test_a_code_is_four_four_four_without_letters_that_are_mistaken() -> None:
    code = codes.new_code()
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    assert not set("ILOU") & set(code)
    assert codes.new_code() != code


def test_it_is_found_however_it_is_typed() -> None:
    assert codes.index("01AB-CDEF-GHJ1") == codes.index(" oiab cdef ghjl ")
    assert codes.index("01AB-CDEF-GHJ1") != codes.index("01AB-CDEF-GHJ2")


@given(st.text(max_size=30))
def test_what_cannot_be_a_code_finds_nothing(text: str) -> None:
    if not codes.normal(text):
        assert codes.index(text) == codes.index("")
