"""Words left out: whatever they are in, nobody reads them who may not read what is closed."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from pypdf import PdfReader

from issue_support import workspace, write
from moedebog import cli, schema, source
from moedebog.blocks import Run
from moedebog.compose import Composer, compose_all, plan
from moedebog.compose.withholding import without_disqualified
from moedebog.diagnostics import Rule, has_errors
from moedebog.document import Audience
from moedebog.left_out import MALFORMED, NO_GROUND, NOT_AS_ONE, NOT_HERE, STANDS_ELSEWHERE
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.normalise import normalise, normalise_forum
from moedebog.proof import Proving, matter_of
from moedebog.render import pdf
from moedebog.report.closed import Closed
from pdf_samples import style
from pdf_structure import Reading, paragraphs
from planted import MARK, MEMBER, Data, marked_files, tree_of
from support import (
    DAGSORDEN,
    INTERN,
    OFFENTLIG,
    document,
    document_lines,
    found,
    read,
)

GROUND = "private forhold"
ITEM = "punkter:\n  - titel: A\n    tekst: |\n      {}\n"


def codes(text: str) -> list[str]:
    """The rules that a text breaks."""
    return [one.code for one in read(ITEM.format(text.replace("\n", "\n      ")))[1]]


def printed(text: str, audience: Audience = OFFENTLIG) -> list[str]:
    """What is printed of a text of an item."""
    made = document(ITEM.format(text.replace("\n", "\n      ")), audience=audience)
    lines = document_lines(made)
    return lines[lines.index("Punkt 1: A") + 1 :]


# --- how it is written ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "public", "internal"),
    [
        ("Om [Zqx]{udeladt=helbred}.", "Om [udeladt: helbred].", "Om [Zqx\xa0– udeladt: helbred]."),
        (
            '**Om [Zqx *og* Bo]{udeladt="to ord"}** nu',
            "Om [udeladt: to ord] nu",
            "Om [Zqx og Bo\xa0– udeladt: to ord] nu",
        ),
        ("[CO~2~ Zqx]{udeladt=æøå}", "[udeladt: æøå]", "[CO2 Zqx\xa0– udeladt: æøå]"),
        (
            "[[Zqx](https://example.org/zqx) her]{udeladt=x}",
            "[udeladt: x]",
            "[Zqx her\xa0– udeladt: x]",
        ),
        ("Se [det [Zqx]{udeladt=x} her](https://example.org)", "Se det [udeladt: x] her", ""),
        ("[the [Zqx]{udeladt=x} case]{lang=en}", "the [udeladt: x] case", ""),
        ("[the [Zqx]{lang=en} case]{udeladt='x y'}", "[udeladt: x y]", ""),
        ("Vi har [Zqx\nog andet]{udeladt=x} her", "Vi har [udeladt: x] her", ""),
        ("> Citat [Zqx\n> mere]{udeladt=x}", "Citat [udeladt: x]", ""),
        ("## Om [Zqx]{udeladt=x}", "Om [udeladt: x]", ""),
        ("[]{udeladt=x}", "[udeladt: x]", "[udeladt: x]"),
        ("[…]{udeladt=x}", "[udeladt: x]", "[udeladt: x]"),
    ],
)
def test_the_public_reads_a_gap_and_the_others_the_words(
    text: str, public: str, internal: str
) -> None:
    assert printed(text) == [public]
    told = printed(text, INTERN)
    assert told == ([internal] if internal else told)
    assert ("zqx" in " ".join(told).lower()) == ("zqx" in text.lower())


def test_a_gap_is_marked_and_as_long_whatever_was_there() -> None:
    texts = ("[Bo]{udeladt=x}", f"[{'Bo ' * 40}]{{udeladt=x}}")
    one, other = (document(ITEM.format(text)).punkter[0].afsnit for text in texts)
    assert one == other
    (gap,) = one[0].tekst[0].inlines  # type: ignore[union-attr]
    assert gap == Run("[udeladt: x]", left_out="x")


def test_a_footnote_and_cells_of_tables_have_gaps() -> None:
    table = "| A | [Zqx]{udeladt=x} |\n|---|---|\n| [Zqx \\| y]{udeladt=y} | 1 |\n\nNote[^1]."
    text = f"{table}\n\n[^1]: Se [Zqx]{{udeladt=z}}."
    said = printed(text)
    assert said == ["A", "[udeladt: x]", "[udeladt: y]", "1", "Note.", "Se [udeladt: z]."]


@pytest.mark.parametrize(
    "text",
    [
        *("[Zqx]{udeladt = x}", "[Zqx] {udeladt=x}", "[Zqx]{Udeladt=x}", "[Zqx](udeladt=x)"),
        *("Zqx {udeladt=x}", "[Zqx]{udeladt}", "[Zqx]{udelad=x}", "[Zqx]{udladt=x}"),
        *("[Zqx]{udeladt=x y}", "Zqx]{udeladt=x}", "[Zqx{udeladt=x}", "[Zqx]{udeladt=x"),
        *("[Zqx]udeladt=x", "[Zqx]{.udeladt}", "[Zqx]{udeladt:x}", "[Zqx]{ udeladt=x }"),
        *("[Zqx]{udeladt=“x y”}", "\\[Zqx\\]{udeladt=x}", "[Zqx]{udeladt=x lang=en}"),
        *("[Zqx]{undladt=x}", "[Zqx]\n{udeladt=x}", "[Zqx] {hemmelig=x}"),
        *("[Zqx]{hemmelig}", "[Zqx]{personoplysninger}", "[Zqx]{=udeladt}", "[Zqx]{udelæst=x}"),
        *("[Zqx]{udel adt=x}", "[Zqx – udeladt: navn]", "[Zqx\u00a0– udeladt: to ord]"),
    ],
)
def test_a_slip_is_an_error_and_never_prints_the_words(text: str) -> None:
    line = text.replace("\n", " ")
    for form in (ITEM.format(text.replace("\n", "\n      ")), f"punkter:\n  - titel: '{line}'\n"):
        meeting, problems = read(form)
        assert [one.code for one in problems] == [MALFORMED.code], form
        assert has_errors(problems)
        assert meeting is not None
        assert "Zqx" not in repr(meeting)


def test_a_title_has_no_braces_that_markdown_would_tell_of() -> None:
    meeting, problems = read("punkter:\n  - titel: Om [Zqx]{grund=x}\n")
    assert [one.code for one in problems] == [MALFORMED.code]
    assert "Zqx" not in repr(meeting)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[Zqx]{udeladt=}", NO_GROUND),
        ('[Zqx]{udeladt=" "}', NO_GROUND),
        ("[Zqx\n\nog mere]{udeladt=x}", NOT_AS_ONE),
        ("- [Zqx\n- og mere]{udeladt=x}", NOT_AS_ONE),
        ("[a [Zqx]{udeladt=x} b]{udeladt=y}", NOT_AS_ONE),
        ("`[Zqx]{udeladt=x}`", NOT_AS_ONE),
        ("```\n[Zqx]{udeladt=x}\n```", NOT_AS_ONE),
        ("[a `]` Zqx]{udeladt=x}", MALFORMED),
        ("[a `[` Zqx]{udeladt=x}", NOT_AS_ONE),
        ("[Zqx [^1]]{udeladt=x}\n\n[^1]: Note", NOT_AS_ONE),
        ("[a](https://example.org/[y]{udeladt=q})", NOT_AS_ONE),
        ("[Zqx <https://example.org/[> b]{udeladt=x}", NOT_AS_ONE),
    ],
)
def test_what_cannot_be_left_out_is_an_error(text: str, code: Rule) -> None:
    assert code.code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Prisen er udeladt. x = 3, {a}.",
        "Bilaget (udeladt: bilag 3) kom senere.",
        "Se [udeladt: x] i referatet.",
        "Se [note 1]{2} og bilaget [3] {side 4}. Med [lessons]{lang=en} som titel.",
        "To punkter – udeladt: økonomi og drift. Se [bilag 2].",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_forum_has_no_words_to_leave_out() -> None:
    tree, _ = source.parse(b"navn: Udvalget\nsted: Rum [3]{udeladt=x}\n", "forum.yaml")
    assert tree is not None
    assert [one.code for one in normalise_forum(tree)[1]] == [NOT_HERE.code]


# --- in every key ---------------------------------------------------------------------------


def with_gaps(data: Data) -> Data:
    """The same file, in which the planted word is left out wherever it stands by itself."""
    typed = json.dumps(f'[{MARK}]{{udeladt="{GROUND}"}}')
    made: Data = json.loads(json.dumps(data).replace(f'"{MARK}"', typed))
    return made


def meeting_of(data: Data, forum: Data, folder: Path) -> tuple[Meeting | None, list[str]]:
    shared, _ = normalise_forum(tree_of(forum))
    assert shared is not None
    meeting, problems = normalise(tree_of(data), shared, folder / "2025-09-12.yaml")
    return meeting, [one.code for one in problems if one.rule.severity.value == "fejl"]


def test_in_every_key_words_are_left_out_or_it_says_that_they_cannot(tmp_path: Path) -> None:
    folder = tmp_path / "projekt" / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    taken, refused = set(), set()
    for (name, part, key), data, forum in marked_files():
        gaps = with_gaps(data)
        if name != "meeting" or gaps == data or schema.check(tree_of(gaps), "meeting"):
            continue  # the schema allows certain words alone
        meeting, errors = meeting_of(gaps, forum, folder)
        if errors:
            assert NOT_HERE.code in errors or "dato" in key, (part, key, errors)
            refused.add(key)
            continue
        assert meeting is not None
        assert MARK not in repr(bare(meeting)).replace(MEMBER, ""), (part, key)
        plain, _ = meeting_of(data, forum, folder)
        assert plain is not None
        documents, before = compose_all(meeting)[0], compose_all(plain)[0]
        for (kind, audience), made in documents.items():
            facts = Composer(plan(meeting)[0]).facts(kind, audience)
            said = MARK in (repr(made) + repr(facts)).replace(MEMBER, "")
            if audience is OFFENTLIG:
                assert not said, (part, key)
            else:
                was_said = MARK in repr(before[kind, audience]).replace(MEMBER, "")
                assert said == was_said, (part, key, kind)
        taken.add(key)
    assert taken >= {"titel", "tekst", "beslutning", "opgave", "at", "forslag", "overskrift"}
    assert taken >= {"kolonner", "raekker", "grund", "offentlig_titel", "gruppe", "indledning"}
    assert refused >= {"sted", "sagsnr", "dok_nr"}


def bare(meeting: Meeting) -> dict[str, object]:
    """All of a meeting but what is kept apart."""
    return {name: getattr(meeting, name) for name in meeting.__struct_fields__ if name != "udeladt"}


# --- who is told ----------------------------------------------------------------------------


def test_findings_show_others_neither_the_line_nor_the_words() -> None:
    text = ITEM.format("Om [Zqx Hansen]{udeladt=x} her.") + "  - titel: B\n    tekst: Åbent.\n"
    tree, _ = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    closed = Closed.of(tree, tree.lines, text.encode())
    shown = [closed.shown(number) for number in range(1, len(tree.lines) + 1)]
    assert [line for line in shown if line and "Zqx" in line] == []
    assert "  - titel: B" in shown
    veil = closed.veil(("punkter", 1), tree.position(("punkter", 1)))
    assert "Zqx" not in str(veil("tekst", "Zqx Hansen", False))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("    beslutning: Hans Hansen er ansat.", True),
        ("    bilag:\n      - titel: Notat\n        fil: bilag/hans-hansen.pdf", True),
        ("    beslutning: Hansen og Hans er ansat.", False),
        ("  - titel: C\n    lukket: ja\n    beslutning: Hans Hansen er ansat.", False),
        ("    beslutning: '[Hans Hansen]{udeladt=x} er ansat.'", False),
    ],
)
def test_the_same_words_elsewhere_are_told_of(more: str, told: bool) -> None:
    text = ITEM.format("Om [Hans Hansen]{udeladt=x} her.")
    problems = [one for one in read(f"{text}{more}\n")[1] if one.rule is STANDS_ELSEWHERE]
    assert bool(problems) == told
    assert all("Hansen" not in str(one) for one in problems)


@pytest.mark.parametrize(
    ("said", "told"), [("Sagen er drøftet.", False), ("Om Hansen talte vi.", True)]
)
def test_a_single_word_tells_little_in_another_item(said: str, told: bool) -> None:
    word = said.split()[0] if not told else "Hansen"
    text = ITEM.format(f"Om [{word}]{{udeladt=x}} her.") + f"  - titel: B\n    tekst: {said}\n"
    assert (STANDS_ELSEWHERE in [one.rule for one in read(text)[1]]) == told


def test_the_proof_looks_for_the_words(tmp_path: Path) -> None:
    item = "  - titel: A\n    resume: Om [Zqx Hansen]{udeladt=x} her.\n"
    ws = workspace(tmp_path, item, forum="navn: Udvalget\n")
    (file,) = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    proving = Proving(matter_of(ws, file, plan(meeting)[0]))
    assert list(proving.in_texts({"a.txt": "Vi talte om Zqx Hansen."}))
    assert not list(proving.in_texts({"a.txt": "Om [udeladt: x] her."}))


def test_numbers_and_findings_are_the_same_with_words_left_out() -> None:
    text = (
        "punkter:\n  - titel: Om [Zqx]{udeladt=x}\n  - titel: Om [Zqx to]{udeladt=x}\n"
        "    underpunkter:\n      - titel: C\n"
    )
    assert found(text) == []
    both = [document(text, DAGSORDEN, one) for one in (OFFENTLIG, INTERN)]
    numbers = [[punkt.nr for punkt in one.punkter] for one in both]
    assert numbers[0] == numbers[1] == ["1", "2", "2.1"]


# --- in all that is made --------------------------------------------------------------------

FORUM = """\
navn: Prøveudvalget
kontakt: {navn: Sekretariatet, email: svar@example.org}
medlemmer: [Åse Ærlig, Bo Bæk]
sikring:
  anden: Prøven når ikke ud af maskinen
modtagere:
  - gruppe: medlemmer
    maalgruppe: intern
    formater: [pdf, docx]
    personer: [aase@example.org]
  - gruppe: presse
    formater: [pdf, docx]
    personer: [avis@example.org]
"""
_TEXTS = (
    *("Om {} her.", "**Om {} nu**, og *det {}*.", "- Et\n- To {}\n  1. Tre {}", "> Citat {}."),
    *("## Om {}\n\nTekst.", "| A | {} |\n|---|---|\n| {} | b |", "Note[^1].\n\n[^1]: Se {}."),
    *("Se [det {} her](https://example.org).", "[this {} case]{{lang=en}} og CO~2~ {}"),
)
_WORDS = (
    *("zqx", "Zqx *og* Bo", "[zqx](https://zqx.example.org/zqx)", "zqx~2~", "**zqx** zqx"),
    *("zqx 12.500 kr.", "[zqx zqx]{lang=en}"),
)


def random_meeting(chance: random.Random) -> str:
    """A meeting with planted words left out in every kind of place."""

    def gap() -> str:
        return f'[{chance.choice(_WORDS)}]{{udeladt="grund {chance.randint(1, 9)}"}}'

    def text(indent: int) -> str:
        made = "\n\n".join(
            re.sub(r"\{\}", lambda _: gap(), one).replace("{{", "{").replace("}}", "}")
            for one in chance.sample(_TEXTS, 3)
        )
        return "|\n" + "\n".join(" " * indent + line for line in made.split("\n"))

    def title(word: str) -> str:
        return f"'{word} [zqx {chance.randint(1, 99)}]{{udeladt=navn}}'"

    items = ""
    for number in range(chance.randint(1, 3)):
        items += f"  - titel: {title(f'Sag {number}')}\n    sagsfremstilling: {text(6)}\n"
        items += f"    indstilling:\n      at:\n        - 'godkender {gap()}'\n"
        items += f"    beslutning: {text(6)}\n"
        items += f"    opfoelgning:\n      - opgave: {title('Ring til')}\n"
        items += f"    bilag:\n      - titel: {title('Notat')}\n        fil: b.pdf\n"
    head = "dato: 2025-09-12\nstart: '10:00'\nslut: '12:00'\nfremmoedt: alle\n"
    head += "sted: Rådhuset\nreferat_status: godkendt\n"
    return f"{head}titel: {title('Møde')}\nindledning: {text(2)}\npunkter:\n{items}"


def inside(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and those of what is packed in it."""
    if data.startswith((b"From:", b"Date:", b"MIME-Version:", b"To:", b"Subject:")):
        letter = message_from_bytes(data, policy=default)
        for part in letter.walk():
            yield repr(part.items()).encode()
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield from inside(content)
        return
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from inside(archive.read(name))
    if data.startswith(b"%PDF"):
        for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                yield zlib.decompress(match[1])
            except zlib.error:
                continue
        reader = PdfReader(io.BytesIO(data))
        yield "".join(page.extract_text() for page in reader.pages).encode()
        yield repr(reader.outline).encode() + repr(reader.metadata).encode()


def tells(path: Path) -> bool:
    parts = (part.replace(b"\x00", b"").lower() for part in inside(path.read_bytes()))
    return "zqx" in path.name.lower() or any(b"zqx" in part for part in parts)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_others_get_holds_the_words(
    seed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from moedebog.examples import pdf

    folder = tmp_path / "meetings" / "f"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "b.pdf").write_bytes(pdf("Notat"))
    file = folder / "2025-09-12.yaml"
    file.write_text(random_meeting(random.Random(seed)), encoding="utf-8")
    settings = "mail:\n  afsender: Sekretariatet <svar@example.org>\n"
    (tmp_path / "moedebog.yaml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for command in (
        ["udgave", "2025-09-12", "--doc", "dagsorden"],
        ["udgave", "2025-09-12", "--doc", "referat"],
        ["referat", "2025-09-12", "--audience", "intern"],
        ["udskrift", "2025-09-12", "--punkt", "1"],
        ["publish", "2025-09-12", "--doc", "referat"],
        ["mail", "2025-09-12", "--doc", "referat"],
        ["mail-status", "2025-09-12"],
        ["calendar", "--forum", "f"],
        ["fakta", "2025-09-12"],
        ["diff", "2025-09-12", "--doc", "referat"],
        ["validate"],
    ):
        code = cli.main(command)
        told = capsys.readouterr()
        assert code == 0, (command, told.out, told.err)
        assert "zqx" not in (told.out + told.err).lower(), command
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path != file]
    internal = [path for path in made if tells(path)]
    for path in internal:
        name = path.relative_to(tmp_path)
        assert "intern" in name.name or name.parts[0] == "udsendt-lukket", name
    ends = {path.suffix for path in internal}
    assert ends >= {".docx", ".pdf", ".json"}
    assert {path.suffix for path in made} >= {".docx", ".pdf", ".json", ".yaml", ".ics", ".eml"}
    kept = [one for one in (tmp_path / "udsendt").iterdir() if one.suffix == ".json"]
    assert any(b"[]{udeladt=" in one.read_bytes() for one in kept)


def test_what_was_open_before_is_told_of_and_not_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    item = "  - titel: Om {}\n    id: sag\n    resume: Vi talte om {} i dag, og om {} igen.\n"
    workspace(tmp_path, item.format(*["Zqx Hansen"] * 3), forum="navn: Udvalget\n")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["udgave", "2026-06-01", "--doc", "dagsorden"]) == 0
    gap = "[Zqx Hansen]{udeladt=helbred}"
    write(tmp_path, item.format(gap, gap, gap))
    capsys.readouterr()
    assert cli.main(["validate"]) == 0
    told = capsys.readouterr()
    assert told.err.count("M635") + told.out.count("M635") >= 1
    assert cli.main(["dagsorden", "2026-06-01"]) == 0
    assert cli.main(["diff", "2026-06-01"]) == 0
    told = capsys.readouterr()
    assert "»Vi talte om [udeladt: helbred] i dag" in told.out
    assert "Zqx" not in told.out + told.err
    public = list((tmp_path / "output").rglob("dagsorden.*"))
    assert len(public) == 2
    assert not any(map(tells, public))


def test_whoever_is_disqualified_gets_no_words_that_are_left_out() -> None:
    text = """
        punkter:
          - titel: Om [Zqx]{udeladt=x}
            inhabil:
              - navn: Anna Formand
                erklaeret: ja
            sagsfremstilling: Om [Zqx]{udeladt=x}.
          - titel: Om [Zqx]{udeladt=x}
    """
    forum = "{navn: Udvalget, medlemmer: [Anna Formand, Bo Bo]}"
    meeting, _ = read(text, forum)
    assert meeting is not None
    planned = plan(meeting)[0]
    assert [item.holds_closed for item in planned.items] == [True, True]
    own = Composer(without_disqualified(planned, ("Anna Formand",), DAGSORDEN, INTERN))
    first, second = own.document(DAGSORDEN, INTERN).punkter
    assert "Zqx" not in repr(first)
    assert "Zqx" in repr(second)


def test_a_screen_reader_hears_the_gap_and_its_ground() -> None:
    made = document(ITEM.format("## Om [Zqx]{udeladt=x}\n\n      Se [Zqx]{udeladt=y} her."))
    said = list(paragraphs(Reading(pdf.render(made, style())).tree))
    assert said[-2:] == ["Om [udeladt: x]", "Se [udeladt: y] her."]


@pytest.mark.parametrize("name", ["referat.docx", "referat.pdf", "referat-intern.docx"])
def test_an_imported_document_leaves_out_what_it_left_out(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = "  - titel: 'Om [Zqx Hansen]{udeladt=navn}'\n    beslutning: |\n"
    item += "      Vi gav [Zqx *Bo* [her](https://example.org/zqx)]{udeladt='to ord'} ret.\n"
    ws = workspace(tmp_path, item, forum="navn: Udvalget\n")
    monkeypatch.chdir(tmp_path)
    for more in ([], ["--audience", "intern"]):
        assert cli.main(["referat", "2026-06-01", *more]) == 0
    made = tmp_path / "output" / "f" / "2026-06-01" / name
    (tmp_path / name).write_bytes(made.read_bytes())
    (file,) = ws.meeting_files()
    file.path.unlink()
    assert cli.main(["import", name, "--forum", "f"]) == 0
    (file,) = ws.meeting_files()
    text = file.path.read_text(encoding="utf-8")
    assert text.count("]{udeladt=") == 2
    assert ("Zqx Hansen]" in text) == ("intern" in name)
    assert cli.main(["referat", "2026-06-01"]) == 0
    assert not tells(tmp_path / "output" / "f" / "2026-06-01" / "referat.docx")
