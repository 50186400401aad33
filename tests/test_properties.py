"""Any meeting that validates can be drawn, and its words come out again, all of them."""

from __future__ import annotations

import io
import json
import os
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from msgspec.structs import replace
from pypdf import PdfReader

import docx_samples
from meeting_data import FORUMS, MEETINGS, marked
from moedebog import schema, source
from moedebog.compose import compose_all, plan
from moedebog.diagnostics import has_errors
from moedebog.document import Audience
from moedebog.normalise import normalise, normalise_forum
from moedebog.render import docx, pdf
from moedebog.rules import Case, check
from moedebog.settings.appearance import Style
from moedebog.settings.style import load_style
from moedebog.workspace import resources
from support import MEETING_FILE
from texts import words

TEMPLATES = resources("templates") / "standard"
EXAMPLES = int(os.environ.get("MOEDEBOG_EXAMPLES", "40"))
"""``make fuzz`` asks for more."""
_WORD = re.compile(r"Ord\d+x")


@cache
def style() -> Style:
    found, _ = load_style(TEMPLATES / "pdf.yaml", "pdf.yaml")
    assert found is not None
    # Numbers of pages are the PDF's own, not the document's.
    return replace(found, oversigt_sidetal=False)


def read(data: dict[str, Any], forum_data: dict[str, Any]) -> Any:
    """The meeting that the data describe, where nothing is wrong with it."""
    forum_tree, problems = source.parse(json.dumps(forum_data).encode(), "forum.yaml")
    assert forum_tree is not None
    assert not problems + schema.check(forum_tree, "forum")
    forum, _ = normalise_forum(forum_tree)
    tree, problems = source.parse(json.dumps(data).encode(), "m.yaml")
    assert tree is not None
    assert forum is not None
    assert not schema.check(tree, "meeting")
    meeting, found = normalise(tree, forum, MEETING_FILE)
    assert meeting is not None
    problems += found
    problems += compose_all(meeting)[1]
    problems += check(Case(plan(meeting)[0]))
    assume(not has_errors(problems))
    return meeting


def closed_words(node: Any, inside: bool = False) -> set[str]:
    """The words of the data that no public document may hold."""
    if isinstance(node, list):
        return {word for one in node for word in closed_words(one, inside)}
    if not isinstance(node, dict):
        return set(_WORD.findall(str(node))) if inside else set()
    inside = inside or "lukket" in node or node.get("offentlig") == "nej"
    told = ("lukket", "gruppe")  # the public is told why, and what it may read instead
    return {
        word
        for key, value in node.items()
        for word in closed_words(value, key == "aarsag" or (inside and key not in told))
    }


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(MEETINGS.map(marked), FORUMS)
def test_a_meeting_that_validates_is_drawn_and_its_words_come_out(
    data: dict[str, Any], forum: dict[str, Any]
) -> None:
    meeting = read(data, forum)
    written = set(_WORD.findall(json.dumps(data)))
    hidden = closed_words(data)
    seen: set[str] = set()
    for (kind, audience), document in compose_all(meeting)[0].items():
        said = words(document)
        assert docx_samples.words(docx.render(document, TEMPLATES / f"{kind}.docx")) == said
        reader = PdfReader(io.BytesIO(pdf.render(document, style())))
        drawn = "".join("".join(page.extract_text().split()) for page in reader.pages)
        ours = set(_WORD.findall(" ".join(said)))
        assert {word for word in ours if word not in drawn} == set()
        assert audience is Audience.INTERN or not (hidden & set(_WORD.findall(drawn)))
        seen |= ours
    assert written - seen == set()


def test_the_generator_hides_something() -> None:
    punkt = {"titel": "Ord1x", "gruppe": "Ord2x", "lukket": {"grund": "Ord3x"}}
    assert closed_words({"punkter": [punkt]}) == {"Ord1x"}
    assert closed_words({"bilag": [{"titel": "Ord1x", "offentlig": "nej"}]}) == {"Ord1x"}
    assert closed_words({"afbud": [{"navn": "Ord1x", "aarsag": "Ord2x"}]}) == {"Ord2x"}
