"""Any meeting that validates can be drawn, and its words come out again, all of them."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from pypdf import PdfReader

import docx_samples
from meeting_data import EXAMPLES, FORUMS, MEETINGS, WORD, closed_words, marked, printed, read
from moedebog.compose import compose_all
from moedebog.document import Audience
from moedebog.render import docx, pdf
from moedebog.settings.appearance import Style
from moedebog.settings.style import load_style
from moedebog.workspace import resources
from texts import words

TEMPLATES = resources("templates") / "standard"


@cache
def style() -> Style:
    found, _ = load_style(TEMPLATES / "pdf.yaml", "pdf.yaml")
    assert found is not None
    # Numbers of pages are the PDF's own, not the document's.
    return replace(found, oversigt_sidetal=False)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(MEETINGS.map(marked), FORUMS)
def test_a_meeting_that_validates_is_drawn_and_its_words_come_out(
    data: dict[str, Any], forum: dict[str, Any]
) -> None:
    meeting = read(data, forum)
    written = set(WORD.findall(json.dumps(printed(data))))
    hidden = closed_words(data)
    seen: set[str] = set()
    for (kind, audience), document in compose_all(meeting)[0].items():
        said = words(document)
        assert docx_samples.words(docx.render(document, TEMPLATES / f"{kind}.docx")) == said
        reader = PdfReader(io.BytesIO(pdf.render(document, style())))
        drawn = "".join("".join(page.extract_text().split()) for page in reader.pages)
        ours = set(WORD.findall(" ".join(said)))
        assert {word for word in ours if word not in drawn} == set()
        assert audience is Audience.INTERN or not (hidden & set(WORD.findall(drawn)))
        seen |= ours
    assert written - seen == set()


def test_the_generator_hides_something() -> None:
    punkt = {"titel": "Ord1x", "gruppe": "Ord2x", "lukket": {"grund": "Ord3x"}}
    assert closed_words({"punkter": [punkt]}) == {"Ord1x"}
    assert closed_words({"bilag": [{"titel": "Ord1x", "offentlig": "nej"}]}) == {"Ord1x"}
    assert closed_words({"afbud": [{"navn": "Ord1x", "aarsag": "Ord2x"}]}) == {"Ord2x"}
