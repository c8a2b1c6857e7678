"""How much memory this process takes at its highest."""

import re
import resource
import sys
from contextlib import suppress
from pathlib import Path

RESET = Path("/proc/self/clear_refs")  # "5" begins the peak anew (Linux, proc(5))
STATUS = Path("/proc/self/status")
KILO = 1024


def begin_anew() -> None:
    """Forget the peak so far; where the system cannot, peak_mb() is that since the process started."""
    with suppress(OSError):
        RESET.write_text("5")


def peak_mb() -> float:
    """The whole process at its highest since begin_anew()."""
    return _peak_kb() / KILO


def _peak_kb() -> float:
    if STATUS.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())):
        return int(found[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / KILO if sys.platform == "darwin" else peak
