"""A node of the demo in its process: the node's own program, which ends with `tongban run`."""

from __future__ import annotations

import sys

from tongban.site.parent_watch import leave_with_parent
from tongban_node.__main__ import main

if __name__ == "__main__":
    leave_with_parent()
    sys.exit(main(["run", "--config", sys.argv[1]]))
