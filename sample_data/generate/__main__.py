"""Writes the files of the demonstration company into ``sample_data/demo``, or the folder named."""

from __future__ import annotations

import sys
from pathlib import Path

from sample_data.generate.build import build
from sample_data.generate.writing import write

DEMO = Path(__file__).parents[1] / "demo"

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    folder.mkdir(parents=True, exist_ok=True)
    for path, rows in write(build(), folder):
        print(f"{path.name:28} {rows:6} rows {path.stat().st_size:9,} bytes")
