"""The commands of the README work as they stand there."""

from __future__ import annotations

import json
import re
import shlex
import urllib.parse
import urllib.request
from itertools import pairwise
from pathlib import Path

import pytest

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8000"
LINES = re.findall(r"(?m)^curl .*$", README)


def url_of(line: str) -> str:
    """Return the address that a curl command of the README asks for."""
    words = shlex.split(line)[1:]
    url, data = next(word for word in words if word.startswith(ADDRESS)), []
    for option, value in pairwise(words):
        if option in ("-d", "--data-urlencode"):
            name, _, text = value.partition("=")
            data.append((name, text))
    return url + (f"?{urllib.parse.urlencode(data)}" if data else "")


def test_there_are_four_lines() -> None:
    assert len(LINES) == 4


@pytest.mark.parametrize("line", LINES)
def test_each_line_answers_with_something(line: str, service_url: str) -> None:
    url = url_of(line).replace(ADDRESS, service_url)
    with urllib.request.urlopen(url, timeout=120) as answer:
        found = json.load(answer)
    assert found.get("items") or found.get("nodes")


def test_the_two_commands_are_those_of_the_makefile() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text("utf-8")
    for target in ("run", "test"):
        assert f"\nmake {target}\n" in README
        assert re.search(rf"(?m)^{target}: setup", makefile)
