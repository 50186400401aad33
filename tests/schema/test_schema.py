"""What the schemas allow, and how a secretary is told of what they do not."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from moedebog import schema, source
from moedebog.diagnostics import CODE
from moedebog.schema import Name
from moedebog.schema.files import PARTS, owners_of
from moedebog.schema.rules import OTHERWISE_WRONG

NAMES: tuple[Name, ...] = ("meeting", "forum")


def told(text: str, name: Name = "meeting") -> list[str]:
    """The findings as ``line:column code message hint``."""
    tree, problems = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    assert problems == []
    return [
        f"{d.position.line}:{d.position.column} {d.code} {d.message} {d.hint}"
        for d in schema.check(tree, name)
    ]


HEAD = "dato: 2025-09-12\nstart: 10:30\npunkter:\n"


def one(text: str, name: Name = "meeting") -> str:
    """The only finding."""
    found = told(text, name)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("text", ['""', "Husk", "- a", "”15”", "Husk: 1"])
def test_a_file_that_is_no_meeting_is_told_of(text: str) -> None:
    assert told(f"{text}\n")


# --- the schemas themselves -----------------------------------------------------------


def parts(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    yield path, node
    children: Any = node.items() if isinstance(node, dict) else enumerate(node)
    for key, child in children:
        if isinstance(child, dict | list):
            yield from parts(child, (*path, key))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_file_that_refers_to_itself_alone(name: Name) -> None:
    whole = schema.load(name)
    Draft202012Validator.check_schema(whole)
    references = {n["$ref"] for _, n in parts(whole) if isinstance(n, dict) and "$ref" in n}
    assert references == {f"#/$defs/{key}" for key in whole["$defs"]}
    assert "$id" not in json.dumps(whole)


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_closed_and_every_property_is_explained(name: Name) -> None:
    looked_at = 0
    for path, node in parts(schema.load(name)):
        if not isinstance(node, dict) or "properties" not in node or path[-1:] == ("properties",):
            continue
        if path[-1:] == ("if",):  # a condition allows nothing by itself
            continue
        assert node["additionalProperties"] is False, path
        for key, prop in node["properties"].items():
            looked_at += 1
            for word in ("title", "description"):
                assert prop.get(word), (*path, key, word)
            assert schema.examples_of(node, key), (*path, key)
            assert prop["description"].rstrip()[-1] in ".…«?", (*path, key)
            assert re.fullmatch(rf"[a-z_]+|sha256|{CODE}", key), key
    assert looked_at > (80 if name == "meeting" else 40)


@pytest.mark.parametrize("name", NAMES)
def test_examples_defaults_and_described_values_are_valid(name: Name) -> None:
    whole = schema.load(name)
    for path, node in parts(whole):
        if not isinstance(node, dict):
            continue
        if "enumDescriptions" in node:
            assert len(node["enumDescriptions"]) == len(node["enum"]), path
        if "properties" not in node or path[-1:] == ("properties",):
            continue
        for key, prop in node["properties"].items():
            validator = jsonschema_rs.Draft202012Validator({**prop, "$defs": whole["$defs"]})
            values = [
                *schema.examples_of(node, key),
                *([prop["default"]] if "default" in prop else []),
            ]
            for value in values:
                assert validator.is_valid(value), (path, key, value)
        assert node.get("x-eksempler", {}).keys() <= node["properties"].keys()


def test_the_words_of_the_design_are_allowed() -> None:
    text = HEAD + "  - {titel: A, sagstype: gensidig_orientering, udfald: [droeftet, helt frit]}\n"
    assert told(text) == []


@pytest.mark.parametrize(
    "start", ["10:30", "10.30", '"10:30"', "kl. 10.30", "kl 9", "9", "Kl. 09:05", "kl.10.30"]
)
def test_a_clock_may_be_written_as_people_do(start: str) -> None:
    assert told(f"dato: 2025-09-12\nstart: {start}\npunkter: []\n") == []


@pytest.mark.parametrize(
    "tid", ["10:45-11:30", "10.45–11.30", "10.45 - 11.30", "kl. 10.45-11.30", "10:45", "9-10"]
)
def test_a_slot_may_be_written_as_people_do(tid: str) -> None:
    assert told(f"{HEAD}  - titel: A\n    tid: {tid}\n") == []


@pytest.mark.parametrize("nr", ["3.A", "012345", "22/43402", "27.35", "49"])
def test_numbers_of_every_kind_are_text(nr: str) -> None:
    text = f"{HEAD}  - titel: A\n    sagsnr: {nr}\n    nr: {nr}\n    kle: {nr}\n    dok_nr: {nr}\n"
    assert told(text) == []


# --- what is told ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("sagsfremstiling: x", "5:5 M041 Nøglen sagsfremstiling kendes ikke her. Mente du sagsf"),
        ("økonomi: x", "5:5 M041 Nøglen økonomi kendes ikke her. Mente du oekonomi?"),
        ("Beslutning: x", "5:5 M041 Nøglen Beslutning kendes ikke her. Mente du beslutning?"),
        ("konklusion: x", "5:5 M041 Nøglen konklusion kendes ikke her. Mente du beslutning?"),
        ("journalnummer: 1", "5:5 M041 Nøglen journalnummer kendes ikke her. Mente du sagsnr?"),
        ("sted: x", "5:5 M041 Nøglen sted kendes ikke her. Den hører til yderst i filen"),
        ("at: [x]", "5:5 M041 Nøglen at kendes ikke her. Den hører til under indstilling"),
        ("xyz: x", "5:5 M041 Nøglen xyz kendes ikke her. Her kan stå: id, nr, gruppe"),
        ("varighed: 15 min", "5:15 M043 varighed skal være et helt tal, men er teksten »15 min«."),
        ("varighed: 0", "5:15 M049 varighed kan ikke være 0. Det skal være mindst 1"),
        ("sagstype: drøftelse", "5:15 M044 sagstype kan ikke være »drøftelse«. Mente du droef"),
        ("tillaeg: yes", "5:14 M044 tillaeg kan ikke være »yes«. Mente du ja?"),
        ("tillaeg: off", "5:14 M044 tillaeg kan ikke være »off«. Mente du nej?"),
        ("tid: fra 10", "5:10 M045 tid kan ikke være »fra 10«. Skriv tidsrummet som f.eks."),
        ("resume:", "5:5 M046 resume har ingen værdi. Skriv en værdi, eller slet linjen."),
        ('resume: " "', "5:13 M045 resume kan ikke være » «. Teksten er tom"),
        ("bilag: x.pdf", "5:12 M043 bilag skal være en liste, men er teksten »x.pdf«."),
        ("bilag: [x.pdf]", "5:13 M043 bilag, nr. 1, skal være nøgler med værdier, men er tekst"),
        ("bilag: [{fil: x.pdf}]", "5:13 M042 Nøglen titel mangler her mellem { og }. Skriv f.eks"),
        ("bilag: [{overskrift: x}]", "5:14 M041 Nøglen overskrift kendes ikke her. Mente du ti"),
        (
            "indstilling: {fra: x}",
            "5:18 M042 Nøglen at mangler her mellem { og }. Skriv f.eks. at: [tager or",
        ),
        ("indstilling:\n      fra: x", "6:7 M042 Nøglen at mangler under fra. Skriv f.eks. at: ["),
        ("indstilling: {at: []}", "5:23 M047 at mangler indhold. Skriv mindst ét punkt"),
        ("indstilling: [x]", "5:18 M043 indstilling skal være nøgler med værdier, men er en li"),
        ("afstemning: {}", "5:17 M047 afstemning mangler indhold. Skriv forslag, for, imod, und"),
        ("afstemning: {for: true}", "5:23 M043 for skal være et helt tal, tekst, en liste"),
        ("afstemning: {for: 2 x}", "5:23 M045 for kan ikke være »2 x«. Skriv et antal"),
        ("ankom: [{navn: A, kl: 10}]", "5:23 M041 Nøglen kl kendes ikke her."),
        (
            "lukket: {årsag: x}",
            "5:14 M041 Nøglen årsag kendes ikke her. Den hører til under et navn under afbud",
        ),
        ("tekst: [{tabel: {raekker: []}}]", "5:21 M042 Nøglen kolonner mangler her mellem { og }."),
        ("tekst: [a, {billed: x}]", "5:17 M041 Nøglen billed kendes ikke her. Mente du billede"),
        ("tekst: {tabel: x}", "5:12 M043 tekst skal være tekst eller en liste, men er nøgler"),
        ("gruppe: 2025", "5:13 M043 gruppe skal være tekst, men er tallet 2025. Sæt anførselste"),
        (
            "inhabil: [true]",
            "5:15 M043 inhabil, nr. 1, skal være tekst eller nøgler med værdier, m",
        ),
    ],
)
def test_one_cause_gives_one_message_at_its_place(item: str, expected: str) -> None:
    assert one(f"{HEAD}  - titel: A\n    {item}\n").startswith(expected)


@pytest.mark.parametrize(
    ("item", "advice"),
    [
        ("inhabil: Bo Bæk", "Skriv hvert led på sin egen linje med - foran: »- Bo Bæk«"),
        ("inhabil: Bo Bæk, Anna", "Skriv »[Bo Bæk, Anna]«."),
        ("bilag: {titel: x}", "Skriv hvert led på sin egen linje med - foran: »- titel: …«"),
        ("bilag: {-titel: x}", "Sæt et mellemrum efter bindestregen: »- titel:«"),
        ("bilag: [x.pdf]", "Skriv på hver sin linje »- titel: x«, »fil: x.pdf«, den anden to"),
        ("bilag: [titel:x]", "Sæt et almindeligt mellemrum efter kolonet: »titel: x«"),
        ("bilag:\n      - titel:\u00a0x", "Sæt et almindeligt mellemrum efter kolonet: »titel: x«"),
        ("indstilling: godkender", "Skriv nøglen at: og på næste linje »- godkender«"),
        ("indstilling: [godkender]", "Skriv listen under nøglen at:"),
        ("protokolbemaerkninger: [Nej]", "Skriv på hver sin linje »fra: …«, »tekst: Nej«."),
        ("protokolbemaerkninger: Nej tak", "linje »- fra: …«, »tekst: Nej tak«"),
        ("protokolbemaerkninger:\n      Bo Bæk: Nej", "linje »- fra: Bo Bæk«, »tekst: Nej«"),
        ("protokolbemaerkninger: {Bo Bæk: nej}", "linje »- fra: Bo Bæk«, »tekst: nej«"),
        ('varighed: "15"', "Skriv tallet uden anførselstegn."),
        ("sagstype: beslutningspunkt", "Mente du beslutning?"),
        ("afstemning: {ja: 3}", "Mente du for?"),
    ],
)
def test_the_advice_shows_how_to_write_it(item: str, advice: str) -> None:
    assert advice in one(f"{HEAD}  - titel: A\n    {item}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1 M040 Filen er tom. Skriv mindst dato: og punkter:."),
        ("- a\n", "1:1 M043 Filen skal være nøgler med værdier, men er en liste."),
        (
            "dato: 2025-09-12\nform: skriftlig\npunkter: []\n",
            "1:1 M042 Nøglen svarfrist mangler under dato. Skriv f.eks. svarfrist: 2026-01-20",
        ),
        ("dato: 12-09-2025\nstart: 10.30\npunkter: []\n", "1:7 M045 dato kan ikke være"),
        (
            "dato: 2025-09-12\nstart: 10.30\n",
            (
                "2:1 M042 Nøglen punkter mangler under start. "
                "Skriv f.eks. punkter: og på næste linje - titel: Velkomst"
            ),
        ),
        (
            "{dato: 2025-09-12, start: 10.30}\n",
            (
                "1:1 M042 Nøglen punkter mangler her mellem { og }. "
                "Skriv f.eks. punkter: [{titel: Velkomst}, {titel: Eventuelt, varighed: 5}]"
            ),
        ),
        # A misspelt key that must be there is told once.
        ("dat: 2025-09-12\nstart: 10.30\npunkter: []\n", "1:1 M041 Nøglen dat kendes ikke her."),
    ],
)
def test_the_whole_file(text: str, expected: str) -> None:
    assert one(text).startswith(expected)


def test_all_problems_are_told_in_order() -> None:
    found = told("stad: x\ndato: 1\nstart: 25\npunkter:\n  - a\n  - {nr: 1}\n")
    assert [f.split()[0] for f in found] == ["1:1", "2:7", "3:8", "5:5", "6:5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("navn: X\nmedlemer: []\n", "2:1 M041 Nøglen medlemer kendes ikke her. Mente du medlemmer"),
        ("sted: X\n", "1:1 M042 Nøglen navn mangler i filen."),
        ("navn: X\npolitik: {afsnit: [resum]}\n", "2:20 M044 afsnit, nr. 1, kan ikke være »resum«"),
        (
            "navn: X\npolitik: {afsnit: [{x: 1}]}\n",
            "2:20 M042 Nøglen slags mangler her mellem { og }.",
        ),
        ("navn: X\npolitik: {klokkeslaet: ':'}\n", "2:24 M044 klokkeslaet kan ikke være »:«. Det"),
        (
            "navn: X\nkontakt: a@example.org\n",
            "2:10 M043 kontakt skal være nøgler med værdier, men er teksten »a@example.org«.",
        ),
        (
            "navn: X\npolitik: {frist: 4}\n",
            "2:11 M041 Nøglen frist kendes ikke her. Mente du frist_",
        ),
        ("navn: X\nkontakt: {email: x}\n", "2:18 M045 email kan ikke være »x«. Skriv en e-mail"),
    ],
)
def test_the_forum_file(text: str, expected: str) -> None:
    assert told(text, "forum")[0].startswith(expected)


def test_an_address_alone_is_an_email() -> None:
    assert one("navn: X\nkontakt: a@example.org\n", "forum").endswith("»email: a@example.org«")


@pytest.mark.parametrize(
    ("regler", "expected"),
    [
        ("{M041: nej}", "Slet linjen: M041 er en fejl, og fejl kan ikke slås fra."),
        ("{m202: nej}", "Mente du M202?"),
        ("{m041: nej}", "Slet linjen: M041 er en fejl, og fejl kan ikke slås fra."),
        ("{M999: nej}", "Se koderne med: moedebog forklar"),
        ("{frist_hverdage: 4}", "Den hører til under politik i forum.yaml; se efter indrykningen."),
        ("[M511]", "Skriv hver regel med ja eller nej på sin egen linje: »M511: nej«"),
        ("m511:nej", "Skriv hver regel med ja eller nej på sin egen linje: »M511: nej«"),
        ("nej", "Skriv hver regel med ja eller nej på sin egen linje: »M202: nej«"),
    ],
)
def test_a_rule_that_is_turned_off_in_another_way(regler: str, expected: str) -> None:
    assert one(f"navn: X\npolitik:\n  regler: {regler}\n", "forum").endswith(expected)


def test_in_english_a_key_elsewhere_is_told_where_it_belongs_in_english() -> None:
    tree, _ = source.parse(f"{HEAD}  - {{titel: A, forslag: x, frist: x}}\n".encode(), "m.yaml")
    assert tree is not None
    hints = [d.texts("en")[1] for d in schema.check(tree, "meeting")]
    assert hints == [
        "It belongs under afstemning; check the indentation.",
        "It belongs under a task below opfoelgning; check the indentation.",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_part_of_a_file_is_called_something_in_english(name: Name) -> None:
    titles = {title for owners in owners_of(name).values() for title in owners}
    assert titles - {schema.load(name)["title"]} <= set(PARTS)


# --- two validators, one verdict ------------------------------------------------------

SAMPLE: dict[str, Any] = {
    "dato": "2025-09-12",
    "start": "10:30",
    "aflyst": "nej",
    "afbud": ["A", {"navn": "B", "stedfortraeder": {"navn": "C"}}],
    "punkter": [
        {
            "titel": "A",
            "tid": "10:30-11:00",
            "lukket": {"grund": "x"},
            "tekst": ["a", {"tabel": {"kolonner": ["a", 2], "raekker": [["b", 1]]}}],
            "indstilling": {"at": ["a"], "delbeslutninger": [{"punkt": [1], "udfald": "udsat"}]},
            "afstemning": {"for": 3, "imod": ["A"], "undlod": {"antal": 1}},
            "bilag": [{"titel": "x", "offentlig": False}],
        },
        {"titel": "B", "afsnit": [{"slags": "sag", "afsnit": [{"tekst": "x"}]}]},
    ],
}
VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, "", "ja", "x", "2025-09-12", "10.30"),
    *([], ["a"], [None], {}, {"a": 1}),
)


def mutants(count: int) -> Iterator[Any]:
    chance = random.Random(20250912)
    for _ in range(count):
        value = copy.deepcopy(SAMPLE)
        containers = [node for _, node in parts(value)]
        for _ in range(chance.randint(1, 3)):
            node = chance.choice(containers)
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            what = chance.random()
            if keys and what < 0.3:
                node.pop(chance.choice(keys))
            elif isinstance(node, dict) and what < 0.5:
                node[chance.choice(["titel", "navn", "tekst", "at", "ny"])] = chance.choice(VALUES)
            elif keys:
                node[chance.choice(keys)] = chance.choice(VALUES)
        yield value


def test_what_is_refused_is_explained_and_the_explainer_agrees() -> None:
    plain = Draft202012Validator(schema.load("meeting"))
    refused = 0
    for value in mutants(400):
        tree, _ = source.parse(json.dumps(value).encode(), "m.yaml")
        assert tree is not None
        problems = schema.check(tree, "meeting")
        assert bool(problems) is not plain.is_valid(tree.data)
        refused += bool(problems)
        for problem in problems:
            assert problem.code != OTHERWISE_WRONG.code, value
            assert problem.message
            assert problem.position.line == 1
    assert 100 < refused < 400


def test_a_good_file_needs_no_explainer() -> None:
    """The slow validator is loaded only when something is wrong."""
    import subprocess
    import sys
    from pathlib import Path

    code = (
        "import sys; from moedebog import schema, source;"
        f"tree, _ = source.parse({HEAD.encode()!r} + b'  - titel: A', 'm.yaml');"
        "assert schema.check(tree, 'meeting') == [];"
        "slow = {'jsonschema', 'difflib'} & set(sys.modules); assert not slow, slow"
    )
    generators = Path(schema.__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=generators)


@pytest.mark.parametrize(
    ("line", "told"),
    [("sted: # med blank", True), ("sted:   #x", True), ("sted:", False), ("sted: ", False)],
)
def test_a_text_that_begins_with_a_hash_is_told_of(line: str, told: bool) -> None:
    tree, _ = source.parse(f"dato: 2025-09-12\nstart: 10:00\n{line}\npunkter: []\n".encode(), "m")
    assert tree is not None
    (found,) = schema.check(tree, "meeting")
    assert found.code == "M046"
    assert ("kommentar" in found.hint) is told
    assert found.hint.endswith("Skriv en værdi, eller slet linjen.")


@pytest.mark.parametrize("headings", ["gruppe: G", "gruppe: G\n    undergruppe: U"])
def test_a_heading_alone_is_offered_to_say_that_it_is_empty(headings: str) -> None:
    text = f'dato: 2025-09-12\nstart: "10:00"\npunkter:\n  - titel: A\n  - {headings}\n'
    tree, _ = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    (finding,) = schema.check(tree, "meeting")
    assert "»ingen: ja«, hvis gruppen er tom, eller »titel: " in finding.hint
    tree, _ = source.parse(f"{text}    ingen: ja\n".encode(), "m.yaml")
    assert tree is not None
    assert schema.check(tree, "meeting") == []
