"""What lies between two versions is data from which the one is made of the other."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import version_support as issued
from change_samples import BEFORE, PAIRS
from issue_support import FORUM, HEAD, workspace, write
from moedebog.difference.changes import Changes, applied, diff
from moedebog.difference.discretion import discreet
from moedebog.difference.state import VersionState
from moedebog.difference.words import Danish, told
from moedebog.document import Audience, Kind
from moedebog.issue.content import Difference, contents_of
from moedebog.issued import Issue
from moedebog.phrases.item_words import USUAL
from moedebog.versions import Versions

POLICY = f"{FORUM}politik:\n  nye_punkter: mellem\n"
WORDS = ("havnen", "skal", "udvides", "og", "betales", "af", "kommunen", "i", "to", "rater")


@pytest.mark.parametrize("name", PAIRS)
def test_the_changes_of_each_kind_lead_from_one_state_to_the_other(name: str) -> None:
    before, after = PAIRS[name]
    assert diff(before, after)
    assert applied(before, diff(before, after)) == after
    assert applied(after, diff(after, before)) == before
    assert diff(after, after) == ()


def test_two_documents_have_no_changes_between_them() -> None:
    with pytest.raises(ValueError, match="different"):
        diff(BEFORE, replace(BEFORE, dokument="referat"))


def test_what_gets_another_place_because_of_others_has_not_moved() -> None:
    items = tuple(replace(BEFORE.punkter[0], id=one, nr="") for one in "abcde")
    before = replace(BEFORE, punkter=items)
    after = replace(BEFORE, punkter=(items[4], *items[1:4]))
    assert [(one.hvordan, one.punkt) for one in diff(before, after)] == [
        ("vaek", "a"),
        ("flyttet", "e"),
    ]


# --- random meetings --------------------------------------------------------------------------


HEADS: tuple[dict[str, Any], ...] = (
    *({"sted": f"Lokale {number}"} for number in range(2, 6)),
    *({"afbud": [name]} for name in ("Alma Ager", "Bent Birk")),
    {"moedeleder": "Bent Birk"},
)


class Editor:
    """A meeting that somebody edits by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.made = 0
        self.head: dict[str, Any] = {"sted": "Lokale 1", "moedeleder": "Alma Ager"}
        self.items = [self.item() for _ in range(self.chance.randint(2, 7))]

    def text(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 12))).capitalize()

    def item(self) -> dict[str, Any]:
        self.made += 1
        return {"id": f"sag-{self.made}", "titel": f"{self.text()} {self.made}"}

    def edit(self) -> None:
        """One change of any kind."""
        item = self.chance.choice(self.items)
        match self.chance.randrange(6):
            case 0 if len(self.items) > 2:
                self.items.remove(item)
            case 1:
                self.items.insert(self.chance.randint(0, len(self.items)), self.item())
            case 2:
                self.items.remove(item)
                self.items.insert(self.chance.randint(0, len(self.items)), item)
            case 3:
                self.head |= self.chance.choice(HEADS)
            case _:
                self.edit_item(item)

    def edit_item(self, item: dict[str, Any]) -> None:
        names = (self.text() for _ in range(self.chance.randint(0, 3)))
        texts = (f"{self.text()}." for _ in range(self.chance.randint(1, 4)))
        edits: tuple[dict[str, Any], ...] = (
            {"titel": f"{self.text()} {self.made}"},
            {"sagsfremstilling": "\n\n".join(texts)},
            {"sagsfremstilling": f"**{self.text()}**"},
            {"tekst": f"- {self.text()}\n- {self.text()}"},
            {"gaester": [self.chance.choice(["Gæst Gran", "Gæst Bøg"])]},
            {"resume": f"{self.text()}."},
            {"varighed": self.chance.choice([5, 10, 30])},
            {"bilag": [{"titel": one} for one in dict.fromkeys(names)]},
            {"udfald": self.chance.choice(["udgaar", "udsat"])},
            {"lukket": self.chance.choice([{"grund": "Personoplysninger"}, "nej"])},
            {"sagsnr": f"26/{self.chance.randint(1, 99)}"},
        )
        item |= self.chance.choice(edits)

    def written(self) -> tuple[str, str]:
        """Head and items as they stand in the file; JSON is YAML as well."""
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in self.head.items()
        ]
        items = [f"  - {json.dumps(one, ensure_ascii=False)}\n" for one in self.items]
        return HEAD + "".join(lines), "".join(items)


def histories(root: Path, seed: int) -> Iterator[tuple[VersionState, VersionState, Changes, bool]]:
    """The states of each version beside those of the next, for both audiences, and whether the
    checksums say that there is another version."""
    editor = Editor(seed)
    head, items = editor.written()
    ws = workspace(root, items, forum=POLICY, head=head)
    for _ in range(3):
        issued.issue(ws)
        for _ in range(editor.chance.randint(1, 5)):
            editor.edit()
        head, items = editor.written()
        write(root, items, head=head)
        of = issued.versions(ws)
        for issue in of.issues(Kind.DAGSORDEN):
            for audience in (issued.PUBLIC, issued.INTERNAL):
                since = of.since(Kind.DAGSORDEN, audience, issue)
                assert not since.partly
                yield since.before, since.after, since.changes, is_another(of, issue, audience)


def is_another(of: Versions, issue: Issue, audience: Audience) -> bool:
    """Whether what an audience reads now is a new version, by the checksums of contents."""
    then, now = of.then(issue, audience), of.composer
    assert then is not None
    was, public = (then.dispatch(Kind.DAGSORDEN, one) for one in (audience, issued.PUBLIC))
    before = contents_of(was, public, then.files.digest)
    own, shown = (now.dispatch(Kind.DAGSORDEN, one) for one in (audience, issued.PUBLIC))
    return Difference(before, contents_of(own, shown, of.digest)).is_one


@pytest.mark.parametrize("seed", range(12))
def test_through_any_history_the_changes_lead_to_what_is_said_now(
    tmp_path: Path, seed: int
) -> None:
    seen = 0
    for before, after, changes, is_new in histories(tmp_path, seed):
        seen += len(changes)
        assert applied(before, changes) == after
        assert applied(before, diff(before, after)) == after
        assert bool(changes) is is_new
        sentences = told(changes, after, Danish(USUAL))
        assert bool(sentences) is bool(changes)
        assert all(one.alene.endswith((".", "«", ":", "!", "?")) for one in sentences)
    assert seen


def test_what_is_closed_now_is_taken_out_of_the_list_and_it_holds_still() -> None:
    for before, after in PAIRS.values():
        one, other = replace(before, alt=False), replace(after, alt=False)
        whole = replace(before, punkter=tuple(replace(i, titel="Qx xq") for i in before.punkter))
        changes = discreet(diff(one, other), other, whole)
        assert applied(one, changes) == other
