"""Twenty thousand people at once, in a process of its own, within the memory of the house.

What a hundred thousand cost is measured by `lizhi bench`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lizhi.people.example import large

ROWS = 20_000
MEBIBYTES = 220
SCRIPT = """
import sys
import django
django.setup()
from django.core.management import call_command
from lizhi.people.models import Employment
call_command("migrate", verbosity=0)
call_command("roster", "import", sys.argv[1])
# Not ru_maxrss: a child inherits that from the process it was forked from.
status = open("/proc/self/status").read()
peak = int(status.split("VmHWM:")[1].split()[0])
print("MEASURED", Employment.objects.count(), peak // 1024)
"""


@pytest.mark.slow
def test_twenty_thousand_rows_stay_within_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "roster.xlsx"
    file.write_bytes(large.roster(ROWS))
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'large.sqlite3'}",
        "LIZHI_DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", SCRIPT, str(file)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("MEASURED"))
    _word, count, memory = line.split()
    assert int(count) == ROWS
    assert int(memory) <= MEBIBYTES
