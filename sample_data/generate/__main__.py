"""Writes the files of the demonstration company into ``sample_data/demo``, or the folder named.

``--without-stories`` leaves the planted stories out: a control, for a folder of its own.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sample_data.generate.build import build
from sample_data.generate.writing import write

DEMO = Path(__file__).parents[1] / "demo"

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m sample_data.generate", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEMO)
    parser.add_argument("--without-stories", action="store_true")
    asked = parser.parse_args()
    if asked.without_stories and asked.folder == DEMO:
        parser.error("--without-stories needs a folder of its own")
    asked.folder.mkdir(parents=True, exist_ok=True)
    for path, rows in write(build(planted=not asked.without_stories), asked.folder):
        print(f"{path.name:28} {rows:6} rows {path.stat().st_size:9,} bytes")
