"""The editor's help: what the schemas hold for it, and what yaml-language-server makes of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import key_tables
from build_words import KEEPING, MAILING, MANUAL
from moedebog import schema, source
from moedebog.build import validate
from moedebog.workspace import Workspace
from support import ROOT

SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
SERVER = "yaml-language-server@1.19.2"
SCHEMAS = ("meeting", "forum", "moedebog")


def keys() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Every key: its schema, the part it stands in, its name, and what can stand under it."""
    for name in SCHEMAS:
        whole = key_tables.load(name)
        for part, definition in {"": whole, **whole["$defs"]}.items():
            for key, shape in definition.get("properties", {}).items():
                yield name, part, key, shape


# --- what the schemas hold ---


def test_each_key_is_explained_by_the_manual_in_the_words_of_the_editor() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (MANUAL, MAILING, KEEPING))
    untold = [
        (name, part, key)
        for name, part, key, shape in keys()
        # The rules have a page of their own, and the kinds of items are told of in a list.
        if part not in ("regler", "sagstyper")
        and f"| `{key}` | {key_tables.told_of(shape)}" not in pages
    ]
    assert untold == []
    assert len(list(keys())) > 200


def test_no_key_is_told_of_twice_in_other_words() -> None:
    """What a part says of itself would hide what the key says that holds it."""
    for name in SCHEMAS:
        parts = key_tables.load(name)["$defs"]
        for _, _, key, shape in keys():
            part = parts.get(str(shape.get("$ref", "")).rpartition("/")[2], {})
            assert "description" not in part, (name, key)


def simple(value: Any) -> bool:
    """Whether an editor can show and insert a value: a text, a number, or a list of them."""
    entries = value if isinstance(value, list) else [value]
    return not any(isinstance(entry, dict | list) for entry in entries)


def test_an_editor_can_show_and_insert_each_value_it_offers() -> None:
    for name, part, key, shape in keys():
        offered = [*shape.get("examples", ()), *shape.get("enum", ()), shape.get("default")]
        assert all(map(simple, offered)), (name, part, key)


def placed(key: str, body: Any) -> dict[str, Any]:
    """A whole file with a snippet in it, as values."""
    if key in ("medlemmer", "kontakt", "modtagere"):
        return {"navn": "Udvalget", key: [body] if key != "kontakt" else body}
    if key == "personer":
        return {"navn": "Udvalget", "modtagere": [{"gruppe": "alle", key: [body]}]}
    single = ("indstilling", "afstemning", "lukket", "lukning_ophaevet")
    listed = isinstance(body, dict) and key not in single
    value = [body] if listed else body
    head = {"dato": "2025-09-12", "start": "10:00"}
    if key == "punkter":
        return {**head, "punkter": value}
    if key in ("afbud", "udeblevet", "indledning", "rettelser", "indsigelser"):
        return {**head, key: value, "punkter": []}
    if key == "delbeslutninger":
        return {**head, "punkter": [{"titel": "A", "indstilling": {"at": ["x"], key: value}}]}
    if key == "offentlig_beslutning":
        return {**head, "punkter": [{"titel": "A", "lukket": {key: value}}]}
    return {**head, "punkter": [{"titel": "A", key: value}]}


def filled_in(text: str) -> str:
    """A snippet as it stands when nobody has written over its placeholders, or has chosen."""
    text = re.sub(r"\$\{\d+\|([^,|}]*)[^}]*\|\}", r"\1", text)
    return re.sub(r"\$\d+", "", re.sub(r"\$\{\d+:?([^}]*)\}", r"\1", text))


def written(value: Any) -> Any:
    """A body with its values as they are read: block text without its stroke, numbers as such."""
    if isinstance(value, dict):
        return {key: written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [written(inner) for inner in value]
    text = filled_in(value)
    if text.startswith("|\n"):
        return "\n".join(line.strip() for line in text.split("\n")[1:])
    return int(text) if text.isdecimal() else text


def snippets() -> Iterator[tuple[str, str, Any]]:
    for name, _, key, shape in keys():
        part = key_tables.load(name)["$defs"].get(shape.get("$ref", "").rpartition("/")[2], {})
        for snippet in shape.get("defaultSnippets") or part.get("defaultSnippets", ()):
            yield name, key, snippet


def test_nothing_but_words_stands_beside_a_reference() -> None:
    """Newer language servers would not know then what can stand under the key."""
    words = {"$ref", "title", "description", "markdownDescription", "examples", "default"}
    for name, _, key, shape in keys():
        assert "$ref" not in shape or shape.keys() <= words, (name, key)


@pytest.mark.parametrize(("name", "key", "snippet"), list(snippets()))
def test_a_snippet_is_valid_as_it_stands(name: schema.Name, key: str, snippet: Any) -> None:
    data = json.dumps(placed(key, written(snippet["body"])), ensure_ascii=False)
    tree, problems = source.parse(data.encode(), "m.yaml")
    assert tree is not None
    assert problems == []
    assert schema.check(tree, name) == []


def test_there_are_snippets_for_the_usual_items() -> None:
    labels = {snippet["label"] for _, _, snippet in snippets()}
    usual = {"Godkendelse af dagsordenen", "Beslutningssag", "Orienteringssag", "Lukket sag"}
    usual |= {"Eventuelt", "Pause", "Bilag med fil", "Indstilling med afsender", "Tekst"}
    assert usual | {"Afstemning med tal"} <= labels


def test_a_snippet_has_no_decision_before_the_meeting() -> None:
    for _, key, snippet in snippets():
        if key in ("punkter", "underpunkter"):
            assert not {"beslutning", "udfald"} & snippet["body"].keys()


def test_a_meeting_of_snippets_alone_has_nothing_to_find(tmp_path: Path) -> None:
    items = [written(s["body"]) for _, key, s in snippets() if key == "punkter"]
    assert len(items) >= 6
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    text = f'dato: 2025-09-12\nstart: "10:00"\npunkter: {json.dumps(items)}\n'
    (folder / "2025-09-12.yaml").write_text(text, encoding="utf-8")
    ws = Workspace(tmp_path)
    assert validate(ws, ws.meeting_files()) == []


def test_snippets_are_written_with_dashes_and_block_text() -> None:
    for _, _, snippet in snippets():
        text = filled_in(json.dumps(snippet["body"], ensure_ascii=False))
        assert not re.search(r'": "[\[{]', text), text


def test_the_settings_map_the_schemas() -> None:
    for path, patterns in SETTINGS["yaml.schemas"].items():
        assert (ROOT / path).is_file()
        assert any(list(ROOT.glob(pattern)) for pattern in patterns if pattern[0] != "!")


# --- the language server ---


class Client:
    """As much of the language server protocol as is needed."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}

    def send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        stream = self.process.stdout
        assert stream
        length = 0
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.diagnostics[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            answer: Any = None
            if message["method"] == "workspace/configuration":
                answer = [self.settings(item["section"]) for item in message["params"]["items"]]
            self.send({"id": message["id"], "result": answer})
        return message

    @staticmethod
    def settings(section: str) -> Any:
        folder = ROOT.as_uri()
        schemas = {
            f"{folder}/{path.removeprefix('./')}": patterns
            for path, patterns in SETTINGS["yaml.schemas"].items()
        }
        found = {"schemas": schemas, "validate": True, "hover": True, "completion": True}
        return {**found, "schemaStore": {"enable": False}} if section == "yaml" else None

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, text: str, name: str = "{}.yaml") -> str:
        """A new file; its name gets a number of its own."""
        self.number += 1
        folder = ROOT / "meetings" / "eksempel"
        uri = (folder / name.format(f"2099-{self.number:04}")).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def at(self, method: str, text: str, name: str = "{}.yaml") -> Any:
        """What is offered where ``text`` has a ``¤``."""
        before = text.partition("¤")[0]
        line = before.count("\n")
        uri = self.open(text.replace("¤", ""), name)
        place = {"line": line, "character": len(before) - before.rfind("\n") - 1}
        params = {"textDocument": {"uri": uri}, "position": place}
        return self.ask(f"textDocument/{method}", params)

    def problems(self, text: str, name: str = "{}.yaml") -> list[dict[str, Any]]:
        uri = self.open(text, name)
        while uri not in self.diagnostics:
            self.read()
        return self.diagnostics[uri]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("node and npm are not here: the editor's help was not tried")
    must = bool(os.environ.get("MOEDEBOG_ALL_TOOLS"))
    folder: Path = tmp_path_factory.mktemp("server")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    install = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), SERVER]
    done = subprocess.run(install, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0 or not must, done.stderr
    if done.returncode:
        pytest.skip(f"npm cannot install {SERVER}: the editor's help was not tried")
    script = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    client = Client([node, str(script), "--stdio"])
    client.ask(
        "initialize",
        {
            "processId": None,
            "rootUri": ROOT.as_uri(),
            "capabilities": {
                "workspace": {"configuration": True},
                "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
            },
            "workspaceFolders": [{"uri": ROOT.as_uri(), "name": "moedebog"}],
        },
    )
    client.send({"method": "initialized", "params": {}})
    client.send({"method": "workspace/didChangeConfiguration", "params": {"settings": {}}})
    client.problems("dato: x\n")  # by then the server has the settings
    yield client
    client.process.kill()
    client.process.wait()


HEAD = "dato: 2025-09-12\nstart: 10.00\npunkter:\n"


@pytest.mark.slow
def test_completion_offers_the_keys_of_an_item(server: Client) -> None:
    offered = server.at("completion", f"{HEAD}  - titel: A\n    ¤\n")
    labels = {item["label"] for item in offered["items"]}
    keys = set(schema.load("meeting")["$defs"]["punkt"]["properties"]) - {"titel"}
    assert keys <= labels
    offered = server.at("completion", f"{HEAD}  - titel: A\n    sagstype: ¤\n")
    assert {"beslutning", "droeftelse"} <= {item["label"] for item in offered["items"]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("dato: 2025-09-12\n¤\n", {"start", "sted", "afbud", "punkter", "referat_status"}),
        (f"{HEAD}  - titel: A\n    indstilling:\n      ¤\n", {"fra", "at", "delbeslutninger"}),
        (f"{HEAD}  - titel: A\n    bilag:\n      - titel: B\n        ¤\n", {"fil", "offentlig"}),
        (f"{HEAD}  - titel: A\n    bilag:\n      - ¤\n", {"titel", "fil", "lukket"}),
        (f"{HEAD}  - titel: A\n    bilag:\n      ¤\n", {"Bilag med fil", "Lukket bilag"}),
        (f"{HEAD}  - titel: A\n    bilag: ¤\n", {"Bilag med fil", "Lukket bilag"}),
        (f"{HEAD}  - ¤\n", {"titel", "bilag", "Beslutningssag", "Pause"}),
        (f"{HEAD}  - titel: A\n    lukket:\n      ¤\n", {"grund", "offentlig_titel"}),
        (f"{HEAD}  - titel: A\n    gaester:\n      - ¤\n", {"navn", "titel", "organisation"}),
        (f"{HEAD}  - titel: A\n    beslutning:\n      - ¤\n", {"tabel", "billede"}),
        (f"{HEAD}  - titel: A\n    afstemning:\n      ¤\n", {"forslag", "for", "undlod"}),
        ("dato: 2025-09-12\nafbud:\n  - ¤\n", {"navn", "stedfortraeder", "aarsag"}),
    ],
)
def test_completion_at_other_places(text: str, keys: set[str], server: Client) -> None:
    labels = {item["label"] for item in server.at("completion", text)["items"]}
    assert keys <= labels


PLACES = {
    "punkter": "dato: 2025-09-12\nstart: 10.00\n",
    "afbud": HEAD.replace("punkter:\n", "punkter: []\n"),
    "gaester": HEAD.replace("punkter:\n", "punkter: []\n"),
    "indledning": HEAD.replace("punkter:\n", "punkter: []\n"),
    "underpunkter": f"{HEAD}  - titel: A\n    ",
    "bilag": f"{HEAD}  - titel: A\n    ",
    "indstilling": f"{HEAD}  - titel: A\n    ",
    "afstemning": f"{HEAD}  - titel: A\n    ",
    "protokolbemaerkninger": f"{HEAD}  - titel: A\n    ",
    "opfoelgning": f"{HEAD}  - titel: A\n    ",
    "ankom": f"{HEAD}  - titel: A\n    ",
    "afsnit": f"{HEAD}  - titel: A\n    ",
    "lukket": f"{HEAD}  - titel: A\n    ",
    "beslutning": f"{HEAD}  - titel: A\n    ",
    "sagsfremstilling": f"{HEAD}  - titel: A\n    ",
    "delbeslutninger": f"{HEAD}  - titel: A\n    indstilling:\n      at:\n        - x\n      ",
    "medlemmer": "navn: U\n",
    "kontakt": "navn: U\n",
    "modtagere": "navn: U\n",
    "personer": "navn: U\nmodtagere:\n  - gruppe: alle\n    ",
}
"""What stands before a key under which something is offered."""
ALONE = ("indstilling", "lukket", "kontakt")
"""Keys that hold no list."""
IN_FORUM = ("medlemmer", "kontakt", "modtagere", "personer")


def name_of(key: str) -> str:
    return "{}/forum.yaml" if key in IN_FORUM else "{}.yaml"


def positions(key: str) -> Iterator[str]:
    """Where something can be asked for: behind the colon, below the key, and behind a dash."""
    before = PLACES[key]
    inset = before.rpartition("\n")[2]
    yield f"{before}{key}: ¤\n"
    yield f"{before}{key}:\n{inset}  ¤\n"
    if key not in ALONE:
        yield f"{before}{key}:\n{inset}  - ¤\n"


def accepted(text: str, item: dict[str, Any]) -> str:
    """The file when an offer has been taken: an editor indents it like the line it begins on."""
    before, _, after = text.partition("¤")
    line = before.rpartition("\n")[2]
    inset = line[: len(line) - len(line.lstrip(" "))]
    new = filled_in(item["textEdit"]["newText"]).replace("\n", f"\n{inset}")
    start = item["textEdit"]["range"]["start"]["character"]
    return before[: len(before) - len(line) + start] + new + after


@pytest.mark.slow
@pytest.mark.parametrize("key", PLACES)
def test_each_snippet_that_is_offered_can_be_taken(key: str, server: Client) -> None:
    wanted = {
        snippet["label"] for _, of, snippet in snippets() if of == key
    }  # the same wherever a key of this name stands
    offered: set[str] = set()
    for text in positions(key):
        for item in server.at("completion", text, name_of(key))["items"]:
            if item["label"] not in wanted:
                continue
            offered.add(item["label"])
            taken = accepted(text, item)
            tree, problems = source.parse(taken.encode(), "m.yaml")
            assert problems == [], taken
            assert tree is not None
            of: schema.Name = "forum" if key in IN_FORUM else "meeting"
            assert schema.check(tree, of) == [], taken
    assert offered == wanted


@pytest.mark.slow
@pytest.mark.parametrize("key", PLACES)
def test_what_is_offered_is_shown_and_inserted_as_it_is_written(key: str, server: Client) -> None:
    for text in positions(key):
        for item in server.at("completion", text, name_of(key))["items"]:
            assert "[object" not in json.dumps(item), item


@pytest.mark.slow
@pytest.mark.parametrize("key", ["beslutning", "sagsfremstilling", "tekst"])
def test_running_text_begins_as_block_text(key: str, server: Client) -> None:
    text = f"{HEAD}  - titel: A\n    ¤\n"
    (item,) = (i for i in server.at("completion", text)["items"] if i["label"] == key)
    assert item["textEdit"]["newText"].startswith(f"{key}: |\n")
    tree, problems = source.parse(accepted(text, item).encode(), "m.yaml")
    assert tree is not None
    assert problems == []
    assert schema.check(tree, "meeting") == []


@pytest.mark.slow
def test_completion_in_a_forum(server: Client) -> None:
    offered = server.at("completion", "navn: U\n¤\n", "{}/forum.yaml")
    assert {"medlemmer", "sted", "politik"} <= {item["label"] for item in offered["items"]}


HOVERED = [
    "dato: 2025-09-12",
    "titel: A",
    "varighed: 15",
    "sagsnr: 22/1",
    "sagsnr: [22/1, 22/2]",
    "beslutning: Ja.",
    "beslutning: [Ja., Nej.]",
    "udfald: godkendt",
    "udfald: helt frit",
    "udfald: [droeftet, udsat]",
    "lukket: ja",
    "lukket: {grund: x}",
    "afstemning: {for: 1}",
    "afstemning: [{for: 1}]",
    "indstilling: {at: [x]}",
    "bilag: [{titel: x}]",
    "gaester: [Mette Hansen]",
    "ankom: [{navn: Mette Hansen}]",
]
"""Keys of an item, or of the meeting, with each form that their values can have."""


@pytest.mark.slow
@pytest.mark.parametrize("line", HOVERED)
def test_hover_explains_a_key_as_the_manual_does(line: str, server: Client) -> None:
    key = line.partition(":")[0]
    whole = schema.load("meeting")
    part = whole if key == "dato" else whole["$defs"]["punkt"]
    shape = part["properties"][key]
    marked = f"{key[0]}¤{line[1:]}"
    text = f"{HEAD}  - titel: A\n    {marked}\n"
    if key in ("dato", "titel"):
        text = HEAD.replace("dato", "d¤ato") if key == "dato" else f"{HEAD}  - {marked}\n"
    shown = re.sub(r"\\([^n])", r"\1", server.at("hover", text)["contents"]["value"])
    assert shape["description"] in shown
    assert "||" not in shown.partition("\n")[0]
    assert f"| `{key}` | {key_tables.told_of(shape)}" in MANUAL.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_wrong_key_is_flagged_and_a_good_file_is_not(server: Client) -> None:
    flagged = server.problems(f"{HEAD}  - titel: A\n    sagsfremstiling: x\n")
    assert any("sagsfremstiling" in problem["message"] for problem in flagged)
    assert {problem["range"]["start"]["line"] for problem in flagged} == {4}
    assert server.problems(f"{HEAD}  - titel: A\n    varighed: 15\n") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "flagged"),
    [("{}.yaml", True), ("ekstra-{}.yaml", True), ("{}.udsendt.yaml", False)],
)
def test_which_files_are_meetings(name: str, flagged: bool, server: Client) -> None:
    assert bool(server.problems("stad: x\n", name)) is flagged


@pytest.mark.slow
def test_a_wrong_value_is_flagged_in_danish(server: Client) -> None:
    (flagged,) = server.problems(f"{HEAD}  - titel: A\n    tid: ved middag\n")
    assert flagged["message"].startswith("Skriv tidsrummet som f.eks.")
    (flagged,) = server.problems(f"{HEAD}  - titel: A\n    sagstype: valgt\n")
    assert flagged["range"]["start"] == {"line": 4, "character": 14}


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(ROOT.glob("meetings/*/2*[0-9].yaml")), ids=lambda p: p.stem)
def test_the_sample_meetings_are_not_flagged(path: Path, server: Client) -> None:
    assert server.problems(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n| Nøgle | Betydning |\n|:--|:--|\n"])
def test_a_table_of_keys_ends_before_the_paragraph_below_it(between: str) -> None:
    mark = "<!-- nøgler: meeting lukning_ophaevet -->"
    once = key_tables.filled(f"{mark}{between}Det åbnes.\n\n| a |")
    assert once.endswith("trykkes. |\n\nDet åbnes.\n\n| a |")
    assert key_tables.filled(once) == once
    assert key_tables.filled(mark).endswith("trykkes. |")
