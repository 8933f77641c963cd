"""One hash over many lines, and the proof that one of them is among them."""

import pytest

from lizhi.common import merkle

LINES = [f"LZ-2026-{number:06d} 3 {number:064x}".encode() for number in range(40)]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 40])
def test_each_line_leads_to_the_root_and_no_other_does(count: int) -> None:
    lines = LINES[:count]
    root = merkle.root(lines)
    for index, line in enumerate(lines):
        path = merkle.proof(lines, index)
        assert merkle.leads_to(line, index, count, path) == root
        assert merkle.leads_to(line + b"x", index, count, path) != root
        assert merkle.leads_to(line, index, count, [*path, b"\0" * 32]) is None
        if path:
            assert merkle.leads_to(line, index, count, path[:-1]) is None
    assert merkle.leads_to(LINES[0], count, count, []) is None


def test_it_is_the_tree_of_the_standard() -> None:
    """The test vectors that implementations of RFC 6962 share: eight small inputs."""
    inputs = ["", "00", "10", "2021", "3031", "40414243"]
    inputs += ["5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    lines = [bytes.fromhex(one) for one in inputs]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    assert {count: merkle.root(lines[:count]).hex() for count in roots} == roots


def test_a_pair_of_hashes_cannot_pass_as_a_line() -> None:
    four = LINES[:4]
    pairs = [merkle.root(four[:2]), merkle.root(four[2:])]
    assert merkle.root(pairs) != merkle.root(four)
