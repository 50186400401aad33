"""What YAML text becomes, and how its mistakes are told."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from moedebog import source
from moedebog.diagnostics import Diagnostic, Severity
from moedebog.source import Tree, reader


@pytest.fixture(params=["c", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test here holds for both parsers."""
    if request.param == "pure":
        monkeypatch.setattr(reader, "_events", reader.pure_events)
    elif reader._events is reader.pure_events:
        pytest.skip("ruamel.yaml.clib is not installed")
    return str(request.param)


def parsed(text: str | bytes) -> tuple[Tree | None, list[Diagnostic]]:
    return source.parse(text.encode() if isinstance(text, str) else text, "m.yaml")


def good(text: str | bytes) -> Tree:
    tree, problems = parsed(text)
    assert tree is not None
    assert problems == []
    return tree


def told(text: str | bytes) -> list[str]:
    """The findings as ``line:column code``."""
    return [f"{d.position.line}:{d.position.column} {d.code}" for d in parsed(text)[1]]


# --- what a secretary means -----------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nej", "nej"),
        ("ja", "ja"),
        ("off", "off"),
        ("no", "no"),
        ("10:30", "10:30"),
        ("10.30", "10.30"),
        ("2025-09-12", "2025-09-12"),
        ("2025-02-30", "2025-02-30"),
        ("012345", "012345"),
        ("22/43402", "22/43402"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("-0", "-0"),
        ("+5", "+5"),
        (".inf", ".inf"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("0", 0),
        ("49", 49),
        ("-7", -7),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'49'", "49"),
        ('"true"', "true"),
        ('""', ""),
        ("Ærø Å", "Ærø Å"),
        ("Sag C#", "Sag C#"),
    ],
)
def test_scalars_mean_what_was_typed(typed: str, meant: object) -> None:
    value = good(f"x: {typed}\n").data["x"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{navn: Bo, tid: 11:05}", {"navn": "Bo", "tid": "11:05"}),
        ("[10:30-11:00, 'x: y']", ["10:30-11:00", "x: y"]),
        ("{a: https://example.org/x:y, b: 2}", {"a": "https://example.org/x:y", "b": 2}),
        ('{"a":1,"b": "x:y"}', {"a": 1, "b": "x:y"}),
    ],
)
def test_a_colon_inside_a_word_is_text_between_brackets_too(typed: str, meant: object) -> None:
    tree = good(f"x: {typed}\ny: 10:30\nz: |\n  a:b\n")
    assert tree.data == {"x": meant, "y": "10:30", "z": "a:b\n"}


def test_keys_are_text() -> None:
    assert good("2024: a\ntrue: b\n").data == {"2024": "a", "true": "b"}


@pytest.mark.parametrize("text", ["", "\n\n", "# kun en kommentar\n", "\ufeff", "---\n"])
def test_an_empty_file_has_no_data(text: str) -> None:
    assert good(text).data is None


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_and_bom_make_no_difference(ending: str) -> None:
    text = ending.join(["\ufeffa: 1", "b: |", "  x", "  y", ""])
    tree = good(text)
    assert tree.data == {"a": 1, "b": "x\ny\n"}
    assert str(tree.position(("b",))) == "m.yaml:2:4"
    assert str(tree.text_position(("b",), 1)) == "m.yaml:4:3"


# --- places ---------------------------------------------------------------------------

PLACES = """\
# en kommentar
dato: 2025-09-12
punkter:
  - titel: Ærø
    tekst: |

      Første

        - andet
    andet: >-
      foldet
      tekst
    tom:
    at: [a, {b: c}]
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), "2:1", "2:1"),
        (("dato",), "2:7", "2:1"),
        (("punkter",), "4:3", "3:1"),
        (("punkter", 0), "4:5", "4:5"),
        (("punkter", 0, "titel"), "4:12", "4:5"),
        (("punkter", 0, "tekst"), "5:12", "5:5"),
        (("punkter", 0, "tom"), "13:5", "13:5"),
        (("punkter", 0, "at", 1, "b"), "14:17", "14:14"),
        # What is not there has the place of what it would stand in.
        (("punkter", 0, "nr"), "4:5", "4:5"),
        (("punkter", 7, "nr", 3), "4:3", "4:3"),
        (("dato", "x"), "2:7", "2:7"),
    ],
)
def test_places_of_values_and_keys(path: tuple[str | int, ...], value: str, key: str) -> None:
    tree = good(PLACES)
    assert str(tree.position(path)) == f"m.yaml:{value}"
    assert str(tree.position(path, key=True)) == f"m.yaml:{key}"


def test_lines_inside_a_text() -> None:
    tree = good(PLACES)
    text = tree.data["punkter"][0]["tekst"]
    assert text.split("\n") == ["", "Første", "", "  - andet", ""]
    places = [str(tree.text_position(("punkter", 0, "tekst"), i)) for i in range(4)]
    assert places == ["m.yaml:6:1", "m.yaml:7:7", "m.yaml:8:1", "m.yaml:9:7"]
    folded = ("punkter", 0, "andet")
    assert str(tree.text_position(folded, 1)) == "m.yaml:10:12"


# --- mistakes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\nb: {c: 1, c: 2}\n", ["2:1 M015", "3:11 M015"]),
        ("a: &x 1\nb: *x\n", ["1:4 M012", "2:4 M012"]),
        ("a: *fed* tekst\nb: 1\n", ["1:4 M012"]),
        ("a: !!python/object:os.system x\n", ["1:4 M013"]),
        ("a: !tag x\n", ["1:4 M013"]),
        ("<<: {a: 1}\nb: 1\n", ["1:1 M014"]),
        ("%YAML 1.1\n---\na: 1\n", ["1:1 M010"]),
        ("a: 1\n---\nb: 1\n", ["2:1 M011"]),
        ("? [a]\n: b\n", ["1:3 M016"]),
        ("a: {{ navn }}\n", ["1:5 M016"]),
        ("a:\n\t- b\n", ["2:1 M008"]),
        ("p:\n  - a: x\n\tb: 1\n  - a: b: c\n", ["3:1 M008", "4:8 M020"]),
        # One tab wide the list is the next item, and two it belongs to this one.
        ("p:\n  - a: x\n    b:\n\t- c\n  - a: b: c\n", ["4:1 M008"]),
        ("a: |\n  x\n \ty\n", ["3:2 M008"]),
        ("a: b\t\nc: d \t\ne: f\tg\n", ["1:5 M008", "2:6 M008", "3:5 M008"]),
        ("\u00a0a: 1\n", ["1:1 M009"]),
        ("-\u00a0a: 1\n", ["1:2 M009"]),
        ("a:\u00a0b\nc: d\n", ["1:3 M009"]),
        ("a: b\x07c\n", ["1:5 M006"]),
        ("a: b\u0085c\nd: e\u2028\n", ["1:5 M007", "2:5 M007"]),
        ("a: b\u202ec\n", ["1:5 M006"]),
        ("a: b\ufeffc\n", ["1:5 M006"]),
        ('a: "\\x07"\n', ["1:4 M006"]),
        ("a: b: c\nd: 1\ne: f: g\n", ["1:4 M020", "3:4 M020"]),
        ("a:\n  - titel: Status: nyt\n", ["2:12 M020"]),
        ("titel:Velkomst\nb: 3\n", ["1:1 M021"]),
        ("p:\n  -titel: A\n    b: 1\n", ["2:3 M037"]),
        ("p:\n  -titel: A\n  -titel: B\n", ["2:3 M037", "3:3 M037"]),
        ("p:\n  - titel: A\n  -titel: B\n    b: 1\nc: d: e\n", ["3:3 M037", "5:4 M020"]),
        ("a: |\n  -titel: A\ntitel: -titel: A\n", ["3:8 M020"]),
        ('a: "x\nb: 2\n', ["1:4 M022"]),
        ('a: "x\nb: "def"\n', ["1:4 M022"]),
        ("a: 'x'' \nb: 3\n", ["1:4 M022"]),
        ('a: "x" y\nb: 2\n', ["1:8 M023"]),
        ("a: @x\nb: `y`\nc: %z\n", ["1:4 M024", "2:4 M024", "3:4 M024"]),
        ("a: }\nb: ]x\nc: , x\n", ["1:4 M024", "2:4 M024", "3:4 M024"]),
        ("a: 1\n  b: 2\n", ["2:3 M025"]),
        ("a:\n   b: 1\n  c: 2\n", ["3:3 M025"]),
        ("a:\n  - b\n - c\n", ["3:2 M025"]),
        ("a: 1\n- b\n", ["2:1 M025"]),
        ("a: |\n  x\n b\ntitel: 1\n", ["3:2 M053"]),
        # What is wrong farther down is told too, but nothing that may come of the guess.
        ("p:\n  - a: x\n     b: 1\n     c: 2\n  - a: b: c\n", ["3:6 M025", "5:8 M020"]),
        ("p:\n  - a: x\n   b: 1\n  - a: y\n     b: 1\n", ["3:4 M025", "5:6 M025"]),
        ("p:\n  - a: x\n    b:\n   - c: 1\n  - a: y: z\n", ["4:4 M025", "5:8 M020"]),
        ("p:\n  - a: x\n   b: 1\n    a: y: z\n  - a: u\nc: d: e\n", ["3:4 M025", "6:4 M020"]),
        ("p:\n    - a: x\n   b: 1\n     c: 2\n  - a: y\n", ["3:4 M025"]),
        ("a: x\n b: {c: 1}\nd: e: f\n", ["2:2 M025", "3:4 M020"]),
        ("a: - b\n", ["1:4 M026"]),
        ("a: [1, 2\nb: 3\n", ["1:4 M027"]),
        ("a: [1, {b: 2\nb: 3: 4\n", ["1:8 M027", "2:4 M020"]),
        ("a: [1,\n  b: 2\nc: 3: 4\n", ["1:4 M027"]),
        ("- {titel: Budget: 2. behandling, v: 1}\n- a: b: c\n", ["1:11 M033", "2:6 M020"]),
        ("- {titel: A varighed: 10}\n- a: b: c\n", ["1:11 M033", "2:6 M020"]),
        ("a: {b: 1\nc: 2\n", ["1:4 M027"]),
        ("a: 1\nb: [\n", ["2:4 M027"]),
        ("a:\n  - {b: {c: 1},\n", ["2:5 M027"]),
        ("a: 1\nb\nc: 2\n", ["2:1 M028"]),
        ("a: Første\n\nb: tekst\nmere tekst\nc: 1\n", ["4:1 M028"]),
        ("a: |x\n  b\n", ["1:4 M029"]),
        ('a: "C:\\mappe"\n', ["1:7 M030"]),
        # YAML knows these, and would make other characters of them.
        ('a: "Q:\\netdrev\\referat"\n', ["1:7 M030"]),
        ('a: "C:\\temp"\n', ["1:7 M030"]),
        ('a: "\\arkiv"\n', ["1:5 M030"]),
        ('a: "x\n   å\\ y"\n', ["2:5 M030"]),
        ('a: "\\\\server\\nyt"\n', ["1:13 M030"]),
        ('a: "x\\ny \\u00e6 \\"z\\" 1\\/2 \\\n  w\\r\\n"\n', []),
        ("a: [x] y\nb: 1\n", ["1:8 M032"]),
        ("a: " + "[" * 100, ["1:67 M017"]),
    ],
)
def test_each_mistake_is_told_at_its_place(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_the_parsers_words_never_reach_the_user() -> None:
    for text in ("a: b: c\n", "a: [\n", "'", "a: 'x", "a\nb: 1\n", "- a\nb: 1\n", "a: >x\n"):
        for problem in parsed(text)[1]:
            assert "expected" not in str(problem)
            assert problem.hint


def test_reading_goes_on_after_a_mistake() -> None:
    """What was meant is guessed, so that the rest can be checked too."""
    tree, problems = parsed("titel: Status: nyt\nnavn: @x\nb: *fed* tekst\nc: 5\n")
    assert tree is not None
    assert tree.data == {"titel": "Status: nyt", "navn": "@x", "b": "*fed* tekst", "c": 5}
    assert len(problems) == 3


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("p:\n  - a: x\n     b: 1\n", {"p": [{"a": "x", "b": 1}]}),
        ("p:\n  - a: x\n   b: 1\n    c: 2\n", {"p": [{"a": "x", "b": 1, "c": 2}]}),
        ("p:\n  - a: x\n  b: 1\n", {"p": [{"a": "x", "b": 1}]}),
        ("p:\n  - a: x\n b: 1\n", {"p": [{"a": "x"}], "b": 1}),
        ("p:\n  - a: x\n      - a: y\n        b: 1\n", {"p": [{"a": "x"}, {"a": "y", "b": 1}]}),
        ("p:\n  - a: x\n    b:\n   - c: 1\n", {"p": [{"a": "x", "b": [{"c": 1}]}]}),
        ("p:\n  - a: x\n    b:\n   c: 1\n", {"p": [{"a": "x", "b": {"c": 1}}]}),
        ("p:\n  - a: |\n      - x\n     b: |\n      y\n", {"p": [{"a": "- x\n", "b": "y\n"}]}),
        ("a: x\n b: {c: 1}\n", {"a": "x", "b": {"c": 1}}),
        ("p:\n  -a: x\n    b: 1\n", {"p": [{"a": "x", "b": 1}]}),
        ("p:\n\t- a: x\n\t\tb: 1\n", {"p": [{"a": "x", "b": 1}]}),
        ("- {a: b: c's, d: 1}\n", [{"a": "b: c's", "d": 1}]),
        ("- {a: b, c: [1\n- d\n", [{"a": "b", "c": [1]}, "d"]),
    ],
)
def test_what_was_meant_is_guessed(text: str, meant: object) -> None:
    tree, problems = parsed(text)
    assert problems
    assert tree is not None
    assert tree.data == meant


def test_of_a_key_given_twice_the_first_counts() -> None:
    tree, _ = parsed("a: 1\na: {b: 2}\nc: 3\n")
    assert tree is not None
    assert tree.data == {"a": 1, "c": 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: Sag #1 er vigtig\n", ["1:8 M019"]),
        ("a:\n  - x #minsag\n", ["2:7 M019"]),
        ("a: x # en kommentar\n", []),
        ("a: Sag nr. # 4\n", ["1:12 M019"]),
        ("a: Sag nr. # 4 om stien\n", ["1:12 M019"]),
        ("a: Hal # 2\n", ["1:8 M019"]),
        ("a: Hal  # 2\n", []),
        ("a: Hal # 2 stole\n", []),
        ("a: 30 # 45\n", []),
        ("a: 'x' #1\n", []),
        ("a: 'x #1'\n", []),
        ("a: |\n  x #1\n", []),
        ("a: #1\n", []),
        ("#: x\n#a: y #1\n", []),
    ],
)
def test_a_lost_tail_is_warned_about(text: str, expected: list[str]) -> None:
    assert told(text) == expected
    assert all(d.severity is Severity.WARNING for d in parsed(text)[1])


# --- bytes ----------------------------------------------------------------------------


def test_latin_1_is_told_with_line_and_column() -> None:
    data = "a: 1\nsted: Århus\nb: x\nc: på\n".encode("latin-1")
    assert told(data) == ["2:7 M005", "4:5 M005"]
    assert "Å" in parsed(data)[1][0].message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told(encoding: str) -> None:
    assert told("a: 1\n".encode(encoding)) == ["0:0 M004"]


def test_size_is_bounded() -> None:
    assert told(b"a: " + b"x" * source.MAX_BYTES) == ["0:0 M003"]


def test_many_small_values_are_bounded(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_NODES", 1000)
    assert [d.code for d in parsed("- [1]\n" * 2000)[1]] == ["M018"]
    assert [d.code for d in parsed("[" + "1," * 2000 + "]")[1]] == ["M018"]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n" * 20,
        "a: " + "[" * 50_000,
        "a: " + "{b: " * 20_000,
        "- " * 50_000,
        "a: @x\n" * 5_000,
        "a: b: c\n" * 5_000,
        "\t\n" * 50_000,
        "a: 'x\n" * 20_000,
        "a: x\n b: 1\n" * 20_000,
        "a: 1\n" * 20_000 + " b: 1\n" + "a: 1\n" * 20_000,
        "- a: x\n\tb: 1\n" * 10_000,
        "- {a: b: " + " " * 100_000 + "c\n",
        "-a: 1\n" * 20_000,
    ],
)
def test_hostile_text_is_refused_in_bounded_time(text: str, parser: str) -> None:
    begin = time.process_time()  # of this process alone: others may be busy
    _, problems = parsed(text)
    assert problems
    assert time.process_time() - begin < 30


# --- files ----------------------------------------------------------------------------


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no FIFOs here")
    os.mkfifo(tmp_path / "m.yaml")
    return tmp_path / "m.yaml"


def test_a_fifo_is_not_waited_for(fifo: Path) -> None:
    assert [d.code for d in source.read(fifo, "m.yaml")[1]] == ["M002"]


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    assert [d.code for d in source.read(tmp_path, "m.yaml")[1]] == ["M002"]
    tree, problems = source.read(tmp_path / "x.yaml", "x.yaml")
    assert tree is None
    assert str(problems[0]) == "x.yaml: fejl: Filen kan ikke læses: den findes ikke. [M001]"


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes("a: å\r\n".encode())
    tree, problems = source.read(tmp_path / "m.yaml", "navn")
    assert tree is not None
    assert (tree.data, tree.name, problems) == ({"a": "å"}, "navn", [])
