"""Each word of a fixed set stands once, in the catalogue; all else is made from or held to it."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

import build_words
import docx_samples
from build_words import CHOICES, KEEPING, MADE, MAILING, MANUAL, MEETING, NoPhrase, minutes
from moedebog import catalogue, schema
from moedebog.catalogue import Begivenhedsart, Godkendelse, Retsgrundlag, Slags, Udfald
from moedebog.importer.genre.patterns import folded
from moedebog.phrases import DANISH
from moedebog.schema import NAMES
from support import ROOT
from texts import squeezed

PACKAGE = ROOT / "generators" / "moedebog"


# --- what is made of it -----------------------------------------------------------------


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.name)
def test_schemas_and_manual_hold_the_words_of_the_catalogue(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == MADE[path](text), "run: python tools/build_words.py"


OTHERS_KEYS = {"nr"}
"""Keys that the row of another one speaks of."""


@pytest.mark.parametrize("key", CHOICES)
def test_the_manual_lists_what_a_key_may_be_and_the_first_is_the_default(key: str) -> None:
    text = MANUAL.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"| `{key}` |"))
    told = [word for word in re.findall(r"`([a-z_]+)`", row)[1:] if word not in OTHERS_KEYS]
    assert told[: len(CHOICES[key])] == list(CHOICES[key])


def test_the_manual_says_what_never_stands_in_a_dagsorden() -> None:
    text = " ".join(MANUAL.read_text(encoding="utf-8").split())
    assert f"{minutes()} kommer aldrig i en dagsorden." in text


@pytest.mark.parametrize(
    ("where", "word", "made"),
    [("outcomes", Udfald.UDSAT, MANUAL), ("sections", Slags.RESUME, MEETING)],
)
def test_a_word_without_a_phrase_is_named_with_where_to_write_it(
    monkeypatch: pytest.MonkeyPatch, where: str, word: Slags | Udfald, made: Path
) -> None:
    phrases = {key: text for key, text in getattr(DANISH, where).items() if key is not word}
    monkeypatch.setattr(build_words, "DANISH", replace(DANISH, **{where: phrases}))
    with pytest.raises(NoPhrase, match=rf"no word for {word} of \w+: write it in .*{where}\."):
        MADE[made](made.read_text(encoding="utf-8"))


# --- nothing beside it ------------------------------------------------------------------


@cache
def every_word() -> frozenset[str]:
    sets = (getattr(catalogue, name) for name in catalogue.__all__)
    return frozenset(word.value for one in sets for word in one)


@cache
def words() -> frozenset[str]:
    """Those that are nothing else: no key of a file, no kind of document, no attribute."""
    return every_word() - set(keys()) - {"dagsorden", "referat", "lang", "tal"}


@cache
def keys() -> tuple[str, ...]:
    return tuple(key for name in NAMES for key in _properties(schema.load(name)))


def _properties(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("properties", ())
        for key, inner in node.items():
            if key != "sagstyper":  # its keys are the words themselves
                yield from _properties(inner)


ELSEWHERE: dict[tuple[str, str], str] = {
    ("material/contents.py", "eftersendes"): "why nothing stands behind an attachment's page",
    ("material/contents.py", "omdelt"): "the same",
    ("importer/recognise/cover/reader.py", "udkast"): "what the document says of itself",
    ("importer/recognise/late.py", "udkast"): "a word of many titles",
    ("cli/table.py", "formand"): "a group of somebody's own",
    ("difference/words.py", "andet"): "a part of an item in the list of changes",
    ("supplement.py", "andet"): "the same",
    ("issue/make.py", "udkast"): "a part of the id of a draft that is mailed",
    ("send/record.py", "udkast"): "what the delivery record calls such a draft",
    ("diagnostics.py", "fejl"): "how bad a problem is",
    ("importer/recognise/cover/attendance.py", "fast"): "a part of a pattern",
    ("importer/recognise/presence.py", "fast"): "the same",
    ("markdown/broken_lines.py", "mellem"): "a word of many sentences",
    ("names.py", "formand"): "an office before a name",
    ("rules/elected.py", "formand"): "one word for an office that has several",
    ("schema/keys.py", "formand"): "what somebody may write for moedeleder",
    ("issue/history.py", "andet"): "a value of a message",
    ("compose/typed.py", "alle"): "all items, as it is typed",
    ("importer/genre/patterns.py", "sag"): "the head of a column",
    ("render/docx/sample.py", "punkttegn"): "a text of the sample",
    ("typography.py", "punktum"): "a part of a section of a law",
    ("issued.py", "udsendt"): "a key of the file of what was issued",
    ("send/older.py", "udsendt"): "the same key",
    ("settings/command.py", "udsendt"): "the folder of what was issued",
    ("workspace.py", "udsendt"): "that folder's usual name",
    ("send/answers.py", "velkomst"): "the same",
    ("send/smtp.py", "velkomst"): "the greeting of a server",
    ("send/record.py", "bortfaldet"): "what became of a message",
    ("send/record.py", "kasseret"): "a key of the file of what was issued",
    ("issued.py", "kasseret"): "the same key",
    ("rules/lock.py", "kasseret"): "a value of a message",
    ("cli/commands/__init__.py", "underskrevet"): "a command",
    ("issue/noting.py", "underskrevet"): "what is said of it on the terminal",
    ("issue/noting.py", "godkendt"): "the same",
    ("issue/noting.py", "offentliggjort"): "the same",
    ("issue/noting.py", "anonymiseret"): "the same",
    ("build/sets.py", "trukket_tilbage"): "a key of what a set says of itself",
    ("publication/assembling.py", "offentliggjort"): "the same",
    ("recall/downing.py", "offentliggjort"): "the same",
    ("workspace.py", "offentliggjort"): "the folder of sets",
    ("issue/noting.py", "kasseret"): "the same",
}
"""Where the same letters mean something else."""


PROVEN_EQUAL = {"cli/table.py": {*Retsgrundlag, *Begivenhedsart, *Godkendelse}}
"""Words of a module that loads no catalogue, which another test proves equal to it."""


def spelt(path: Path) -> Iterator[tuple[int, str]]:
    """The words that a module writes by itself, and comparisons of a kind with a bare text."""
    text = path.read_text(encoding="utf-8")
    if not any(f'"{word}"' in text for word in every_word()):
        return
    tree = ast.parse(text)
    name = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in words():
            known = (name, node.value) in ELSEWHERE or node.value in PROVEN_EQUAL.get(name, ())
            if not known:
                yield node.lineno, str(node.value)
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            kinds = [s for s in sides if isinstance(s, ast.Attribute) and s.attr in KINDS]
            if kinds and any(_is_text(side) for side in sides):
                yield node.lineno, ast.unparse(node)


KINDS = {"slags", "sagstype", *(CHOICES)}


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return any(map(_is_text, node.elts))
    return isinstance(node, ast.Constant) and node.value in every_word()


FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "catalogue"]


@pytest.mark.slow
def test_no_module_spells_a_word_by_itself() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {word}" for path in FILES for line, word in spelt(path)
    ]
    assert found == []


def test_where_a_word_means_something_else_it_is_there() -> None:
    texts = {name: (PACKAGE / name).read_text(encoding="utf-8") for name, _ in ELSEWHERE}
    assert [one for one in ELSEWHERE if f'"{one[1]}"' not in texts[one[0]]] == []


def test_the_words_are_many_and_a_misspelt_one_is_no_word() -> None:
    assert len(words()) > 60
    with pytest.raises(ValueError, match="beslutnign"):
        Slags.of("beslutnign")


@pytest.mark.parametrize("shown", [DANISH.sections, DANISH.item_kinds, DANISH.outcomes])
def test_two_words_never_look_the_same_in_a_document(shown: dict[str, str]) -> None:
    assert len(set(shown.values())) == len(shown) > 5


def test_a_heading_of_other_documents_means_one_kind() -> None:
    older = [folded(heading) for slags in Slags for heading in slags.kind.older]
    older += [folded(heading) for heading in DANISH.sections.values()]
    assert len(set(older)) == len(older)


# --- one more ---------------------------------------------------------------------------

INVENTED = {}
INVENTED["sections", '    INDSTILLING = (\n        "indstilling",\n'] = """
    LIGESTILLING = (
        "ligestilling",
        Section(
            plural="Ligestillinger",
            description="Hvad sagen betyder for ligestillingen.",
            example="Ingen betydning.",
            older=("ligestilling", "ligestillingsvurdering"),
            synonyms=("koensvurdering",),
        ),
    )
    EFTERSKRIFT = (
        "efterskrift",
        Section(
            plural="Efterskrifter",
            description="Hvad der skete siden.",
            example="Sagen er afsluttet.",
            minutes=True,
            older=("efterskrift",),
        ),
    )
"""
INVENTED["items", "    VALG = ("] = """
    TALE = "tale", Item(explanation="Tale", example="Festtale", numbered=False)
"""
INVENTED["outcomes", "    UDSAT = "] = """
    SYLTET = "syltet", Outcome()
"""
PRINTED = {
    "sections": {"ligestilling": "Ligestilling", "efterskrift": "Efterskrift"},
    "item_kinds": {"tale": "Tale"},
    "outcomes": {"syltet": "Lagt til side"},
}
"""What a document calls them."""

TRIED = """
import json, sys
from pathlib import Path
from moedebog import cli, schema, source
from moedebog.compose import compose
from moedebog.document import Audience, Kind
from moedebog.importer.genre.patterns import section_of
from moedebog.load import load
from moedebog.settings.style import load_style
from moedebog.workspace import Workspace

ws = Workspace(Path("."))
file = ws.meeting_file("2025-09-12")
loaded = load(ws, file)
told = {"findings": [str(d) for d in loaded.diagnostics]}
for kind in Kind:
    document, found = compose(loaded.meeting, kind, Audience.OFFENTLIG)
    told[kind] = [(a.slags, a.overskrift) for a in document.punkter[0].afsnit]
told["item"] = [document.punkter[1].nr, document.punkter[1].undertitel]
told["outcome"] = document.punkter[1].afsnit[-1].tekst[0].inlines[0].text
def wrong(text, name="meeting"):
    tree, _ = source.parse(text.encode(), "x.yaml")
    return [f"{d.code} {d.message} {d.hint}" for d in schema.check(tree, name)]
item = "dato: 2025-09-12\\nstart: 10:00\\npunkter:\\n  - titel: A\\n    "
told["unknown"] = wrong(item + "ligestiling: x")
told["synonym"] = wrong(item + "koensvurdering: x")
told["value"] = wrong(item + "afsnit: [{slags: ligestillinger, tekst: x}]")
style, found = load_style(Path("templates/x/pdf.yaml"), "pdf.yaml")
told["style"] = [str(d) for d in found] + sorted(style.fremhaev)
told["heading"] = section_of("Ligestillingsvurdering").slags
cli.main(["import", "gammelt.md", "--forum", "nyt"])
told["drawn"] = [cli.main([str(kind), "udvalg/2025-09-12"]) for kind in Kind]
print("\\n" + json.dumps(told))
"""


@pytest.mark.slow
def test_words_that_catalogue_and_phrase_book_alone_know_work_everywhere(tmp_path: Path) -> None:
    _copy_with(tmp_path)
    (tmp_path / "meetings" / "udvalg").mkdir(parents=True)
    _write(
        tmp_path / "meetings" / "udvalg" / "forum.yaml",
        """
        navn: Udvalget
        politik:
          afsnit: [ligestilling, {slags: efterskrift, overskrift: Siden}]
        """,
    )
    _write(
        tmp_path / "meetings" / "udvalg" / "2025-09-12.yaml",
        """
        dato: 2025-09-12
        start: "10:00"
        punkter:
          - titel: Ny sti
            resume: Kort.
            ligestilling: Den er *god* for alle.
            efterskrift: Stien er bygget.
          - titel: Tak til alle
            sagstype: tale
            udfald: syltet
        """,
    )
    _write(
        tmp_path / "gammelt.md",
        """
        # Referat

        Udvalget, 12. september 2025 kl. 10.00

        ## Punkt 1: Ny sti

        ### Ligestillingsvurdering

        Den er god for alle.
        """,
    )
    (tmp_path / "templates" / "x").mkdir()
    _write(tmp_path / "templates" / "x" / "pdf.yaml", "afsnit: {fremhaev: [ligestilling]}\n")

    told = json.loads(_run(tmp_path, "-c", TRIED).splitlines()[-1])

    assert told["findings"] == []
    assert ["ligestilling", "Ligestilling"] in told["dagsorden"]
    assert told["referat"] == [
        ["ligestilling", "Ligestilling"],
        ["efterskrift", "Siden"],
        ["resume", "Resumé"],
    ]
    assert "efterskrift" not in [slags for slags, _ in told["dagsorden"]]
    assert told["item"] == ["", "Tale"]
    assert told["outcome"] == "Lagt til side."
    assert told["unknown"] == ["M041 Nøglen ligestiling kendes ikke her. Mente du ligestilling?"]
    assert told["synonym"] == ["M041 Nøglen koensvurdering kendes ikke her. Mente du ligestilling?"]
    assert "Mente du ligestilling?" in told["value"][0]
    assert told["style"] == ["ligestilling"]
    assert told["heading"] == "ligestilling"
    assert told["drawn"] == [0, 0]
    made = tmp_path / "output" / "udvalg" / "2025-09-12"
    for kind, also in (("dagsorden", []), ("referat", ["Siden", "Lagt til side."])):
        drawn = {
            "docx": "".join(docx_samples.words((made / f"{kind}.docx").read_bytes())),
            "pdf": "".join(page.extract_text() for page in PdfReader(made / f"{kind}.pdf").pages),
        }
        for text in drawn.values():
            for word in ("Ligestilling", "Tale", *also):
                assert squeezed(word) in squeezed(text), (kind, word)
    imported = (tmp_path / "meetings" / "nyt" / "2025-09-12.yaml").read_text(encoding="utf-8")
    assert re.search(r"^ +ligestilling: Den er god for alle\.$", imported, re.MULTILINE), imported
    manual = (tmp_path / "docs" / "moedefil.md").read_text(encoding="utf-8")
    row = "| `efterskrift` | Hvad der skete siden. Se [Tekst](#tekst). | Efterskrift | nej |"
    assert row in manual


def _copy_with(folder: Path) -> None:
    """A copy of the program whose catalogue and phrase book have the invented words; nothing else
    is changed."""
    for part in ("generators", "schemas", "templates"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    tools = [
        ROOT / "tools" / name
        for name in ("build_words.py", "editor_help.py", "key_tables.py", "snippets.yaml")
    ]
    for file in (MANUAL, MAILING, KEEPING, *tools):
        (folder / file.relative_to(ROOT)).parent.mkdir(exist_ok=True)
        shutil.copy(file, folder / file.relative_to(ROOT))
    for (name, place), added in INVENTED.items():
        module = folder / "generators" / "moedebog" / "catalogue" / f"{name}.py"
        text = module.read_text(encoding="utf-8")
        assert text.count(place) == 1
        module.write_text(text.replace(place, added.lstrip("\n") + place), encoding="utf-8")
    book = folder / "generators" / "moedebog" / "phrases" / "da.json"
    phrases = json.loads(book.read_text(encoding="utf-8"))
    for name, printed in PRINTED.items():
        phrases[name]["text"] |= printed
    book.write_text(json.dumps(phrases), encoding="utf-8")
    _run(folder, "tools/build_words.py")


def _run(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder / "generators")}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _write(path: Path, text: str) -> None:
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
