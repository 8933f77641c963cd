"""The mother of the children: `python -m lizhi.documents.cleaning`, started once by a worker.

A line of JSON comes in for each file: [purpose, source, target]. A child is forked for it, which
ends with the file; what goes out is {"status", "cpu"}, how it ended (0: its answer is there) and
the seconds of CPU that both took. Most files are photos: she has their decoders ready. She knows no
secrets, opens no file herself, and ends when the worker does.
"""

import json
import os
import sys
import time

from PIL import Image, ImageOps

from lizhi.documents.cleaning import one

__all__ = ["ImageOps"]  # loaded for the children


def _in_a_child(request: list[str]) -> int:
    child = os.fork()
    if child:
        return child
    # What it decodes may take it over: it neither hears nor answers for other files.
    nothing = os.open(os.devnull, os.O_RDWR)
    for mine in (0, 1, 2):
        os.dup2(nothing, mine)
    try:
        one.clean(*request)
    except BaseException:  # noqa: BLE001  also out of memory; the status says it
        os._exit(1)
    os._exit(0)


def main() -> None:
    """One file after the other, until nobody asks any more."""
    Image.preinit()
    if one.JUDGE in sys.argv:
        from lizhi.documents.cleaning import judging

        judging.get_ready()
    for line in sys.stdin:
        began = time.process_time()
        _, status, used = os.wait4(_in_a_child(json.loads(line)), 0)
        mine = time.process_time() - began
        told = {"status": status, "cpu": used.ru_utime + used.ru_stime + mine}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
