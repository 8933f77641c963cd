"""That the story of a case is the one whose head was stamped, day by day: proofs for its package.

A proof holds a dozen hashes and names no other case.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from lizhi.archive.story import as_json
from lizhi.cases import heads
from lizhi.cases.models import Case
from lizhi.documents.packages import layout

PLACE = layout.HEADS.removeprefix(layout.DATA)
FOLDER = layout.HEADS_FOLDER.removeprefix(layout.DATA)


def files(case: Case) -> dict[str, bytes]:
    """Each head exactly as it was stamped, the stamp beside it, and the proofs that lead there.

    What happened on the day of the sealing has no head yet: the seal itself vouches for that.
    """
    found = heads.of_case(case)
    if not found:
        return {}
    files = {PLACE: as_json([one.as_json(case.number) for one in found])}
    for one in found:
        files[f"{FOLDER}{one.head.day}.json"] = heads.text_of(one.head)
        files[f"{FOLDER}{one.head.day}.tsr"] = bytes(one.head.stamp)
    return files


def last_day(files: Iterable[str]) -> str:
    """The day of the newest head among these; "" when there is none."""
    return max((PurePosixPath(name).stem for name in files if name.endswith(".tsr")), default="")
