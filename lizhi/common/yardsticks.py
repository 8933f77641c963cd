"""The same piece of work, again and again: how fast the machine is just now."""

import json
import re
import time

YARDS = 20


def once() -> float:
    """A millisecond or so of what pages and actions consist of: texts, dicts, JSON, patterns."""
    began = time.process_time()
    for number in range(YARDS):
        told = {f"name_{key}": f"value <{key + number}>" for key in range(20)}
        again = json.loads(json.dumps(told))
        "".join(re.sub("[<>]", "", word) for word in sorted(again.values()))
    return (time.process_time() - began) * 1000
