"""What is not public stands in one list, and nothing of it is told to others by any rule."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from moedebog import schema, secrecy, source
from moedebog.build.check import validate
from moedebog.compose import compose_all
from moedebog.diagnostics import Diagnostic, Language, Position, has_errors
from moedebog.document import Audience
from moedebog.examples import PDF
from moedebog.normalise import normalise, normalise_forum
from moedebog.report import explain
from moedebog.report.closed import Closed
from moedebog.report.machine import render
from moedebog.report.text import text
from moedebog.rulebook import all_rules
from moedebog.workspace import Workspace
from planted import MARK, MEMBER, OF_CLOSING, SAID_OF_CLOSED, Data, marked_files, tree_of
from rule_examples import EXECUTED, complete
from schema_parts import PEOPLE

# --- the list against the documents -------------------------------------------------------

NOT_SHOWN = {
    ("meeting", "", "id"): "what the meeting is called in records; the calendar entry has it",
    ("meeting", "billede", "fil"): "where a picture lies; the picture itself is shown",
    ("meeting", "punkt", "behandlet_foer"): "another item, which is named as everybody may read it",
    ("meeting", "", "sammen_med"): "the folder of another forum, which is called by its name",
    ("meeting", "punkt", "id"): "by what an item is known in the record, which is open",
    ("meeting", "rettelse", "punkt"): "which item is corrected, named as everybody may read it",
    ("meeting", "punkt", "udgaar_grund"): "why an item is off, said where it is",
    ("meeting", "bilag", "alt"): "read aloud where the attachment stands in the one file",
    ("meeting", "bilag", "fil"): "an attachment is sent and listed by its title",
    **{
        ("forum", part, key): "how mail travels, and nothing it says"
        for part, key in (
            ("sikring", "smime"),
            ("sikring", "besked"),
            ("sikring", "anden"),
            ("sikkermail", "emne"),
            ("sikkermail", "felt"),
            ("sikkermail", "vaerdi"),
        )
    },
    ("forum", "", "stedfortraedere"): "the documents name those who come alone",
    **{
        ("forum", "stedfortraeder_udfoldet", key): "the same"
        for key in ("navn", "titel", "organisation", "parti", "for")
    },
}
"""Texts that no public document says, and that are no secret."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("projekt") / "meetings" / "udvalg"
    (place / "bilag").mkdir(parents=True)
    picture = next(iter(all_rules()["M536"].example.beside().values()), b"x")
    for file in (f"{MARK}.png", "bilag/kort.png", "bilag/organisering.pptx"):
        (place / file).write_bytes(picture)
    return place


def public_words(meeting: Data, forum: Data, folder: Path) -> str | None:
    """All that both public documents say; ``None`` where a file takes no such text."""
    trees = tree_of(meeting), tree_of(forum)
    if schema.check(trees[0], "meeting") or schema.check(trees[1], "forum"):
        return None
    model, problems = normalise_forum(trees[1])
    assert model is not None, problems
    result, problems = normalise(trees[0], model, folder / "2025-09-12.yaml")
    assert result is not None, problems
    assert not has_errors(problems), list(map(str, problems))
    documents, _ = compose_all(result)
    words = [repr(d) for (_, audience), d in documents.items() if audience is Audience.OFFENTLIG]
    # Where a picture lies is for the renderer.
    return re.sub(r"(?:Posix|Windows)Path\('[^']*'\)", "", "\n".join(words))


def hidden(data: Data) -> str:
    """What the list says is not public in a file."""
    found = []
    for part in secrecy.parts(data):
        node: Any = data
        for step in part.path:
            node = node[step]
        found.append(repr(node))
    return "\n".join(found)


_PRIVATE_PARTS = ("indsigelse", "gennemset", "udeladelse")


def test_what_no_public_document_says_is_what_the_list_has(folder: Path) -> None:
    tried, private = 0, set()
    for name, meeting, forum in marked_files():
        words = public_words(meeting, forum, folder)
        if words is None:
            continue  # the schema allows certain words alone
        tried += 1
        said = says(words, meeting, forum, folder)
        listed = MARK.lower() in (hidden(meeting) + hidden(forum)).lower()
        if name in NOT_SHOWN:
            assert (said, listed) == (False, False), name
            continue
        of_closing = name[2] in OF_CLOSING and name[1] not in _PRIVATE_PARTS
        if of_closing or name[1] == "lukning_ophaevet":
            assert (said, listed) == (True, True), name
            continue
        assert said != listed, (name, "said" if said else "neither said nor in the list")
        if listed:
            private.add(name[2])
    assert tried > 75
    assert private >= {"aarsag", "gruppe", "email", "navn", "moedelink"}


def says(words: str, meeting: Data, forum: Data, folder: Path) -> bool:
    """Whether the documents say the marked word; of a member, whether they say who it is."""
    words = words.lower()
    shared = {key: value for key, value in forum.items() if key != "medlemmer"}
    both = json.dumps((meeting, shared))
    if MEMBER not in both:
        return MARK.lower() in words.replace(MEMBER.lower(), "")
    meeting, shared = json.loads(both.replace(MEMBER, PEOPLE[0]))
    without = public_words(meeting, {**shared, "medlemmer": forum["medlemmer"]}, folder)
    assert without is not None
    assert len(MEMBER) == len(PEOPLE[0])
    return words != without.lower()


def closed_items() -> Iterator[tuple[tuple[str, str], Data, Data]]:
    for (name, part, key), meeting, forum in marked_files():
        items = meeting["punkter"]
        if name == "meeting" and len(items) == 1 and part not in ("fravaer_udfoldet",):
            item = {"lukket": "ja", **items[0]}
            yield (part, key), {**meeting, "punkter": [item]}, forum


def test_the_public_reads_nothing_of_a_closed_item_but_what_is_named_here(folder: Path) -> None:
    said = set()
    tried = 0
    for name, meeting, forum in closed_items():
        words = public_words(meeting, forum, folder)
        if words is None or MARK not in repr(meeting["punkter"]):
            continue
        tried += 1
        assert MARK in hidden(meeting), name
        if says(words, meeting, forum, folder):
            said.add(name)
    assert tried > 45
    assert said == SAID_OF_CLOSED


@pytest.mark.parametrize("value", ["nej", "Nej.", " NEJ ", False])
def test_what_does_not_close(value: object) -> None:
    assert not secrecy.closes("lukket", value)
    assert not secrecy.closes("luket", value)
    assert secrecy.closes("offentlig", value)


@pytest.mark.parametrize("value", ["ja", "§ 10, stk. 2", True, {"grund": "x"}, None, 0, "", []])
@pytest.mark.parametrize("key", ["lukket", "lukke", "Lukket", "luket", "fortrolig", "lukke:t {a"])
def test_what_closes(key: str, value: object) -> None:
    assert secrecy.closes(key, value)


@pytest.mark.parametrize(
    "key",
    [
        *("lukkede_doere", "lukkede_døre", "lukket_punkt", "Lukket_punkt", "intern", "kun_intern"),
        *("internt", "tavshedspligt", "personsag", "hemmeligholdes"),
    ],
)
def test_what_is_plainly_meant_to_close_closes(key: str) -> None:
    assert secrecy.closes(key, "ja")
    assert not secrecy.closes(key, "nej")


@pytest.mark.parametrize("key", ["titel", "sted", "udfald", "punkt", "offentlig_titel", "sag"])
def test_what_is_another_key(key: str) -> None:
    assert not secrecy.closes(key, "ja")
    assert not list(secrecy.parts({key: "x"}))


def test_an_address_is_masked_and_nothing_else() -> None:
    said = "550 <anna.ager@post.example.org>: ukendt (se bo@example.org). Kl. 10 @ salen."
    assert secrecy.masked(said) == (
        "550 <a…@post.example.org>: ukendt (se b…@example.org). Kl. 10 @ salen."
    )


# --- what is told -------------------------------------------------------------------------

HEAD = "dato: 2025-09-12\nstart: 10.00\n"


def told(
    root: Path,
    meeting: str,
    forum: str = "navn: U\nmedlemmer: [Bo Bæk]\n",
    *,
    files: dict[str, bytes] | None = None,
    name: str = "2025-09-12",
) -> tuple[list[Diagnostic], str]:
    """What is found in a meeting, and all that others are told of it, in every format."""
    place = root / "meetings" / "udvalg"
    place.mkdir(parents=True, exist_ok=True)
    (place / "forum.yaml").write_text(forum, encoding="utf-8")
    (place / f"{name}.yaml").write_text(meeting, encoding="utf-8")
    for file, data in (files or {}).items():
        (place / file).write_bytes(data)
    ws = Workspace(root)
    found = validate(ws, ws.meeting_files())
    return found, in_every_format(root, found)


def in_every_format(root: Path, found: list[Diagnostic]) -> str:
    said = []
    languages: tuple[Language, ...] = ("da", "en")
    for language in languages:
        findings = explain(root, found, language=language, public=True)
        said.append(text(findings, language))
        said += [render(findings, form, language) for form in ("json", "github", "gitlab")]
    return "\n".join(said)


@pytest.mark.parametrize(
    "absent",
    [
        "afbud:\n  - {navn: Bo Baek, aarsag: kemoterapi}",
        "afbud:\n  - {navnn: Bo Bæk, aarsag: kemoterapi}",
        "afbud:\n  - {navn: Bo Bæk, aarsga: kemoterapi}",
        "afbud:\n  - {navn: Bo Bæk, årsag: kemoterapi}",
        "afbud:\n  - {navn: Bo Bæk, grund: kemoterapi}",
        "afbud:\n  - navn: Bo Bæk\n    aarsag:\n      - kemoterapi",
        "afbud:\n  - navn: Bo Bæk\n    aarsag: |\n      lang\n      kemoterapi\n    x: 1",
        "afbud:\n  - Bo Bæk (kemoterapi)",
        "afbud:\n  - Bo Bæk, kemoterapi",
        "afbud:\n  - Bo Bæk - kemoterapi",
        "afbud:\n  - Bo Bæk: kemoterapi",
        "afbud: Bo Bæk (kemoterapi)",
        "afbud:\n  Bo Bæk: kemoterapi",
        "afbudd:\n  - Bo Bæk (kemoterapi)",
        "udeblevet:\n  - {navn: Bo Baek, aarsag: kemoterapi}",
        "fravaer:\n  - {navn: Bo Bæk, aarsag: kemoterapi}",
        "afbud:\n  - Bo Baek  # kemoterapi",
        "afbud:\n  - Bo Baek #kemoterapi",
        "afbud:\n  - Bo Baek pga kemoterapi",
        "afbud: Bo Bæk kemoterapi",
        "afbud:\n  - [Bo Baek, kemoterapi]",
        "afbud:\n  - navn: Bo Baek pga kemoterapi",
        "afbd:\n  - Bo Bæk pga. kemoterapi",
        "fraværende: [Bo Bæk er til kemoterapi]",
        "udeblevet:\n  - Bo Baek er til kemoterapi",
        # A text that cannot be read as YAML.
        "afbud: [Bo Bæk pga kemoterapi",
        "afbud:\n  - {navn: Bo Bæk, aarsag: kemoterapi: ja}",
        "afbud:\n  - {navn: Bo Bæk, aarsga: kemoterapi: ja}",
        "afbud:\n  - navn: Bo Bæk\n    årsag: kemoterapi: ja",
        "afbud:\n  - Bo Bæk (kemoterapi): ja: nej",
        "afbud:\n  - {navn: Bo Baek, aarsag: &a kemoterapi}",
        "afbud:\n  - {navn: Bo Baek, aarsag: kemoterapi, aarsag: *a}",
    ],
)
def test_no_log_tells_why_somebody_stays_away(absent: str, tmp_path: Path) -> None:
    found, shown = told(tmp_path, f"{HEAD}{absent}\npunkter: []\n")
    assert found
    assert "kemoterapi" not in shown, shown


def test_a_name_alone_is_no_reason(tmp_path: Path) -> None:
    _, shown = told(tmp_path, f"{HEAD}afbud:\n  - Ærlig von der Baek\npunkter: []\n")
    assert "- Ærlig von der Baek" in shown


@pytest.mark.parametrize(
    ("forum", "line"),
    [
        ("navn: U\nstedd: x\nmodtagere: [{gruppe: A, personer: [a.b@example.org]}]\n", 2),
        ("navn: U\nmedlemer: [x]\n", 2),
    ],
)
def test_what_is_public_in_a_forum_is_shown(forum: str, line: int, tmp_path: Path) -> None:
    found, shown = told(tmp_path, f"{HEAD}punkter: []\n", forum)
    assert [d.position.line for d in found] == [line]
    assert f"{line} | {forum.splitlines()[line - 1]}" in shown


@pytest.mark.parametrize(
    "forum",
    [
        "modtagere: [{gruppe: Partigruppen, personer: [{navn: Vera Vest, email: hemmelig}]}]",
        "modtagere: [{gruppe: Partigruppen, personer: [{navn: Vera Vest, mail: v@hemmelig.dk}]}]",
        "modtager: [{gruppe: Partigruppen, personer: [Vera Vest <v@hemmelig.dk>]}]",
        "modtagere: Vera Vest, hemmelig",
        "modtagere: [{gruppe: A, personer: [vera: hemmelig: x]}]",
        "medlemmer: [{navn: Bo Bæk, email: v@hemmelig.dk, fra: i går}]",
        "abonnenter: [vera@hemmelig.dk]",
    ],
)
def test_no_log_tells_who_is_mailed(forum: str, tmp_path: Path) -> None:
    found, shown = told(tmp_path, f"{HEAD}punkter: []\n", f"navn: U\n{forum}\n")
    assert found
    for word in ("Vera Vest", "Partigruppen"):
        assert word not in shown, shown
    assert not re.search(r"\bv?(?:era)?@?hemmelig(?!\.dk)|vera@", shown), shown


def test_no_log_tells_the_settings_for_mail(tmp_path: Path) -> None:
    from moedebog.settings.command import load_settings

    settings = "jobs: mange\nmail:\n  afsender: Vera Vest hemmelig\n  pr_minut: hemmelig\n"
    (tmp_path / "moedebog.yaml").write_text(settings, encoding="utf-8")
    _, found = load_settings(Workspace(tmp_path))
    shown = in_every_format(tmp_path, found)
    assert len(found) == 3
    assert "1 | jobs: mange" in shown
    assert "mail, afsender" in shown
    assert "hemmelig" not in shown


def test_a_comment_is_for_the_forum_alone(tmp_path: Path) -> None:
    item = (
        "  - titel: A\n    tkst: x  # hemmelig\n    resume: |\n      # Overskrift\n\n      <b>x\n"
    )
    found, shown = told(tmp_path, f"{HEAD}punkter:\n{item}")
    assert [d.code for d in found] == ["M041", "M070"]
    assert "    tkst: x  # …" in shown
    assert "hemmelig" not in shown


def test_a_heading_is_no_comment(tmp_path: Path) -> None:
    _, shown = told(tmp_path, f"{HEAD}punkter:\n  - titel: A\n    tekst: |\n      # En <b>x #1\n")
    assert "      # En <b>x #1" in shown


def test_a_file_of_a_closed_attachment_is_not_advised(tmp_path: Path) -> None:
    """Which is nearly that of the open one."""
    closed = "{titel: Bud, fil: hemmeligt-bud.pdf, offentlig: nej}"
    item = (
        f"  - titel: A\n    bilag:\n      - {closed}\n      - {{titel: C, fil: emmeligt-bud.pdf}}\n"
    )
    found, shown = told(
        tmp_path,
        f"{HEAD}punkter:\n{item}",
        files={"hemmeligt-bud.pdf": PDF},
    )
    assert "M211" in {d.code for d in found}
    assert "hemmeligt" not in shown


def test_no_log_tells_the_votes_of_a_closed_item(tmp_path: Path) -> None:
    item = "  - {titel: A, lukket: ja, afstemning: {for: 171, imod: [Bo Bæk]}}\n"
    found, shown = told(tmp_path, f"{HEAD}punkter:\n{item}")
    assert "M520" in {d.code for d in found}
    assert not re.search(r"\b17[12]\b", shown), shown


def test_what_quotes_a_closed_part_from_elsewhere_is_hidden() -> None:
    """In whole, in part, or among other words; what is said openly too is not."""
    lines = [
        "punkter:",
        "  - titel: Salg af Skolevej 7",
        "    lukket: ja",
        "  - titel: Parken",
    ]
    data = "\n".join(lines).encode()
    tree, _ = source.parse(data, "fil.yaml")
    veil = Closed.of(tree, lines, data).veil(("punkter", 1), Position("fil.yaml", 4, 5))
    assert veil("navn", "Skolevej", False) == "…"
    assert veil("navn", "Om Salg af Skolevej 7 nu", False) == "Om … nu"
    said = "Mente du »skolevej 7« eller »Parken«?"
    assert veil("raad", said, True) == "Mente du »…« eller »Parken«?"
    assert veil("navn", "anna@example.org", False) == "a…@example.org"
    assert veil("antal", 7, False) == 7


# --- every rule, with its example inside a closed item --------------------------------------

PARTS: tuple[Callable[[str], str], ...] = (
    lambda items: re.sub(r"(?m)^((?:  )?)- (?=[^{])", r"\1- lukket: ja\n\1  ", items),
    lambda items: re.sub(r"(?m)^((?:  )?)- \{", r"\1- {lukket: ja, ", items),
)


def closed_example(wrong: str) -> str | None:
    """The example with all its items closed; ``None`` where it says itself what is closed.

    Faults of a file's text are put into the text of an item.
    """
    if re.search(r"luk|offentlig", wrong):
        return None
    if wrong.startswith("sted:"):
        lines = wrong.replace("sted:", "resume:").split("\n")
        return complete("- lukket: ja\n  titel: A\n  " + "\n  ".join(lines))
    head, begin, items = complete(wrong).partition("\npunkter:\n")
    if not re.match(" *- ", items):
        return None
    for close in PARTS:
        items = close(items)
    return head + begin + items


ITEM_EXAMPLES = {
    code: closed
    for code, example in EXECUTED.items()
    if example.file == "møde" and example.data is None
    if (closed := closed_example(example.wrong))
}


@pytest.mark.parametrize("code", ITEM_EXAMPLES)
def test_no_rule_tells_a_word_of_a_closed_item(code: str, tmp_path: Path) -> None:
    example = EXECUTED[code]
    found, shown = told(
        tmp_path,
        ITEM_EXAMPLES[code],
        f"navn: Udvalget\n{example.forum or 'medlemmer: [Anna Ager, Bo Bæk]'}\n",
        files=example.beside(),
        name=example.name,
    )
    own = re.split(r"(?m)^punkter:", ITEM_EXAMPLES[code])[1]
    told_by_us = "\n".join(
        [
            *(part for d in found for lang in ("da", "en") for part in d.rule.texts(lang)),
            example.name,
        ]
    )
    secret = {
        word
        for word in re.findall(r"[^\W_]{3,}", own)
        if word not in secrecy.vocabulary() and word not in told_by_us
    }
    leaked = {word for word in secret if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", shown)}
    assert not leaked, shown


def test_most_rules_about_items_are_tried() -> None:
    assert len(ITEM_EXAMPLES) > 75


def test_a_secret_ballot_closes_nothing_and_the_word_elsewhere_does() -> None:
    ballot = {"for": 3, "hemmelig": True}
    open_files: list[Data] = [
        {"punkter": [{"titel": "A", "afstemning": ballot}]},
        {"punkter": [{"titel": "A", "afstemning": [ballot, ballot]}]},
    ]
    for data in open_files:
        assert list(secrecy.parts(data)) == []
    meant = {"punkter": [{"titel": "A", "hemmelig": True, "beslutning": "B"}]}
    assert [part.path for part in secrecy.parts(meant)] == [("punkter", 0)]
    assert secrecy.may_hold(b"punkter:\n - hemmelig: ja\n titel: [")


def test_who_comes_instead_of_somebody_is_public_and_why_they_stay_away_is_not() -> None:
    instead = {"navn": "Ida Ny", "titel": "lærer", "parti": "V", "organisation": "Vejby"}
    for key in ("afbud", "udeblevet"):
        known = {key: [{"navn": "Bo Bæk", "stedfortraeder": instead}]}
        assert list(secrecy.parts(known)) == []
        why = {key: [{"navn": "Bo Bæk", "stedfortraeder": instead, "aarsag": "Syg"}]}
        assert [part.path for part in secrecy.parts(why)] == [(key, 0, "aarsag")]
        more = {key: [{"navn": "Bo Bæk", "stedfortraeder": {**instead, "hvorfor": "Syg"}}]}
        assert [part.path for part in secrecy.parts(more)] == [(key, 0, "stedfortraeder")]
        told = {key: [{"navn": "Bo Bæk", "stedfortraeder": {"navn": "Ida Ny (Bo er syg)"}}]}
        assert [part.path for part in secrecy.parts(told)] == [(key, 0, "stedfortraeder", "navn")]
