"""Command: write or check the pages."""

from __future__ import annotations

import sys

from scripts.reference import outdated, write


def main() -> None:
    """Write the pages; with ``--check`` say which are not current and write nothing."""
    if "--check" not in sys.argv[1:]:
        write()
    elif old := outdated():
        sys.exit(f"Not current: {', '.join(old)}. Run `make docs`.")


main()
