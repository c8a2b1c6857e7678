"""How much memory this process takes at its highest while something is done."""

import re
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

RESET = Path("/proc/self/clear_refs")  # "5" begins the peak anew (Linux, proc(5))
STATUS = Path("/proc/self/status")
KILO = 1024


def peak_mb(work: Callable[[], object]) -> float:
    """The whole process at its highest while `work` runs; where the system cannot begin anew, since it started."""
    with suppress(OSError):
        RESET.write_text("5")
    work()
    return _peak_kb() / KILO


def _peak_kb() -> float:
    if STATUS.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())):
        return int(found[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / KILO if sys.platform == "darwin" else peak
