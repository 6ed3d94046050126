"""What the terminal says of targets: everything the answer holds, in both languages."""

from __future__ import annotations

import pytest

from service.cli.ask_targets import told_of_target
from service.database import Database
from service.language import Language
from service.operations.questions import ask_expansion, ask_motif
from tests.integration.asking import now


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("Whom to see", "Role to find")), ("ja", ("会う人", "見つけたい役割"))]
)
def test_whom_to_see_is_said_of_every_target(demo: Database, lang: Language, words: tuple[str, str]) -> None:
    answer = ask_expansion(demo, now(), lang, seller=None, from_id=None, kind=None, limit=50)
    for item in answer["items"]:
        lines = list(told_of_target(item["details"], lang))
        assert any(line.startswith(words) for line in lines) == bool(
            item["details"]["contact"] or item["details"]["role_to_find"]
        )
        rivals = [line for line in lines if line.startswith(("Who else", "ここに"))]
        named = item["details"]["competitors"]
        assert len(rivals) == bool(named)
        assert all(one["name"] in rivals[0] or one["name_latin"] in rivals[0] for one in named)


@pytest.mark.parametrize(("lang", "fits"), [("en", "Fits: "), ("ja", "一致: ")])
def test_each_piece_of_a_story_is_named_once(demo: Database, lang: Language, fits: str) -> None:
    rows = demo.run_statement("MATCH (d:Deal {outcome: 'won'}) RETURN d.id AS id ORDER BY id LIMIT 5")
    seen = 0
    for row in rows:
        for item in ask_motif(demo, now(), lang, deal=row["id"], kind=None, limit=20)["items"]:
            lines = list(told_of_target(item["details"], lang))
            told = ", ".join(line.split(": ", 1)[1] for line in lines)
            assert all(piece["text"] in told for piece in item["details"]["pieces"])
            seen += any(line.startswith(fits) for line in lines)
    assert seen > 5
