"""Scores by SQL, written apart from the code: rules as a table, days by subtraction, nothing shared."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import duckdb

from service.analysis.score_rules import ScoreRules

SQL = """
WITH hits AS (
  SELECT r.*, a.contact, a.id AS act, a.day, $today - a.day AS age
  FROM (SELECT DISTINCT * FROM acts) a JOIN rules r
    ON list_contains(r.kinds, a.kind) AND a.day <= $today AND $today - a.day < r.window_days
   AND (r.direction IS NULL OR r.direction = a.direction)
   AND (r.page IS NULL OR regexp_matches(a.page, r.page))
  WHERE NOT EXISTS (FROM acts f WHERE f.contact = a.contact AND f.day = a.day AND f.kind = r.without)
), days AS (
  SELECT contact, rule, any_value(points) p, any_value(at_least) n, any_value(within) w, any_value(most) m,
         any_value(half_life) h, age, count(*) AS k
  FROM hits GROUP BY contact, rule, age
), given AS (
  SELECT contact, rule, any_value(m) m, CASE
    WHEN any_value(n) IS NULL THEN sum(k * p * coalesce(0.5 ** (age / h), 1))
    WHEN any_value(w) = 'day' THEN sum(CASE WHEN k >= n THEN p * coalesce(0.5 ** (age / h), 1) ELSE 0 END)
    WHEN sum(k) >= any_value(n) THEN max(p * coalesce(0.5 ** (age / h), 1)) ELSE 0 END AS s
  FROM days GROUP BY contact, rule
)
SELECT c.contact, coalesce((SELECT sum(CASE WHEN m IS NULL THEN s ELSE greatest(-m, least(m, s)) END)
                            FROM given g WHERE g.contact = c.contact), 0)
FROM (SELECT DISTINCT contact FROM acts WHERE day <= $today) c
"""


def scores_by_sql(
    acts: Iterable[tuple[str, str, str, date, str | None, str | None]], rules: ScoreRules, today: date
) -> dict[str, float]:
    """Return the score of each contact who did something by a day.

    Parameters
    ----------
    acts
        contact, id, kind, day, page and direction; one may come several times.
    """
    base = duckdb.connect()
    with tempfile.TemporaryDirectory() as folder:
        # A million rows go in from a file in seconds, one by one in minutes.
        file = Path(folder) / "acts.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(acts)
        base.execute(
            "CREATE TABLE acts AS FROM read_csv(?, header = false, columns = {'contact': 'TEXT',"
            " 'id': 'TEXT', 'kind': 'TEXT', 'day': 'DATE', 'page': 'TEXT', 'direction': 'TEXT'})",
            [str(file)],
        )
    base.execute(
        "CREATE TABLE rules (rule TEXT, kinds TEXT[], page TEXT, direction TEXT, points DOUBLE, most DOUBLE,"
        " window_days INT, half_life DOUBLE, at_least INT, within TEXT, without TEXT)"
    )
    for rule in rules.rules:
        patterns = rules.pages[rule.page_kind] if rule.page_kind else ()
        assert all(fnmatchcase(pattern, "[*]*[*]") for pattern in patterns)
        found = "|".join(pattern.strip("*") for pattern in patterns) or None
        row = [rule.id, list(rule.kinds), found, rule.direction, rule.points, rule.most, rule.window_days]
        row += [rule.half_life_days, rule.at_least, rule.within, rule.without]
        base.execute("INSERT INTO rules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return dict(base.execute(SQL, {"today": today}).fetchall())
