"""What is kept in the open of a corrected referat holds nothing of what is closed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from issue_support import workspace
from moedebog.build import digest_of
from moedebog.compose import Composer, plan
from moedebog.document import Audience, Kind
from moedebog.issue import sources, stores
from moedebog.kept import fetch
from moedebog.load import load

HEAD = """\
dato: 2026-06-01
start: 10.00
referat_status: godkendt
fremmoedt: alle
rettelser:
  - {dato: 2026-06-10, punkt: 1, tekst: Åben rettelse., besluttet_i: Rådet}
  - {dato: 2026-06-11, punkt: 2, tekst: Zebra et., af: Zebra to}
  - {dato: 2026-06-12, punkt: 2.1, tekst: Zebra tre.}
  - {dato: 2026-06-13, punkt: 1, tekst: Zebra fire., offentlig: nej}
  - {dato: 2026-06-14, tekst: Zebra fem., offentlig: nej}
  - {dato: 2026-06-15, tekst: Hele mødet.}
"""
ITEMS = """\
  - titel: Budget
    udfald: godkendt
  - titel: Salg
    lukket: Forhandling
    udfald: godkendt
    underpunkter:
      - titel: Vilkår
        udfald: godkendt
"""


def test_the_open_source_has_no_word_of_a_closed_correction_and_says_the_same(
    tmp_path: Path,
) -> None:
    ws = workspace(tmp_path, ITEMS, head=HEAD)
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    planned = plan(meeting)[0]
    kept = sources.sources(ws, file, planned, cache(digest_of))
    stores.keep(ws, sources.keepsakes(kept, kept.kilde))
    texts = [path.read_text(encoding="utf-8") for path in ws.issued.iterdir() if path.is_file()]
    assert "Åben rettelse." in "".join(texts)
    assert "Zebra" not in "".join(texts)
    then = fetch(ws, kept.kilde[Audience.OFFENTLIG], file.path)
    assert then is not None
    public = [
        Composer(one).document(Kind.REFERAT, Audience.OFFENTLIG) for one in (planned, then.planned)
    ]
    assert public[0].fakta == public[1].fakta
    assert [one.afsnit for one in public[0].punkter] == [one.afsnit for one in public[1].punkter]
    whole = fetch(ws, kept.kilde[Audience.INTERN], file.path)
    assert whole is not None
    assert whole.meeting.rettelser == meeting.rettelser
