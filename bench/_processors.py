"""Where the processor time of a run went: our processes by group, and PostgreSQL's."""

from __future__ import annotations

import os
import time
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def groups(named: dict[str, int]) -> dict[str, float]:
    """Seconds used so far by each process group of ``named`` (name → group id).

    ``postgres`` is every process of PostgreSQL on this machine, ``caller`` this
    process. Ended processes are not seen: read while they run. Empty where the
    machine has no /proc.
    """
    used = dict.fromkeys([*named, "postgres"], 0.0)
    used["caller"] = time.process_time()
    names = {group: name for name, group in named.items()}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            command, _, rest = place.read_text().partition(") ")
        except OSError:
            continue
        fields = rest.split()
        name = names.get(int(fields[2])) or ("postgres" if "(postgres" in command else None)
        if name:
            used[name] += (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
    return used


def per_case(before: dict[str, float], after: dict[str, float], cases: int) -> dict[str, float]:
    """Milliseconds of processor time per case between two readings."""
    spent = {name: (after[name] - before[name]) * 1000 / cases for name in after}
    return {name: round(value, 2) for name, value in (spent | {"all": sum(spent.values())}).items()}
