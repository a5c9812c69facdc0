"""The demo's national hub in its process: its own program, which ends with `tongban run`."""

from __future__ import annotations

import sys
from pathlib import Path

from tongban.site.parent_watch import leave_with_parent
from tongban_hub_demo.__main__ import main

if __name__ == "__main__":
    leave_with_parent()
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
