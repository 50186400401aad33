"""The editor's help, from the real yaml-language-server over its protocol; and the snippets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from moedebog import schema
from support import ROOT

SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
SERVER = "yaml-language-server@1.19.2"


def test_the_settings_map_both_schemas() -> None:
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
    ],
)
def test_completion_at_other_places(text: str, keys: set[str], server: Client) -> None:
    labels = {item["label"] for item in server.at("completion", text)["items"]}
    assert keys <= labels


@pytest.mark.slow
@pytest.mark.parametrize("key", ["lukket", "udfald", "sagsnr", "inhabil", "varighed"])
def test_values_are_offered_as_they_are_written(key: str, server: Client) -> None:
    offered = server.at("completion", f"{HEAD}  - titel: A\n    {key}: ¤\n")["items"]
    told = [str(item.get(part)) for item in offered for part in ("label", "insertText")]
    assert not [text for text in told if "[object" in text]


@pytest.mark.slow
def test_completion_in_a_forum(server: Client) -> None:
    offered = server.at("completion", "navn: U\n¤\n", "{}/forum.yaml")
    assert {"medlemmer", "sted", "politik"} <= {item["label"] for item in offered["items"]}


@pytest.mark.slow
def test_hover_explains(server: Client) -> None:
    shown = server.at("hover", f"{HEAD}  - titel: A\n    vari¤ghed: 15\n")
    description = schema.load("meeting")["$defs"]["punkt"]["properties"]["varighed"]["description"]
    assert description[:20] in json.dumps(shown, ensure_ascii=False)


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
@pytest.mark.parametrize("path", sorted(ROOT.glob("meetings/*/2*.yaml")), ids=lambda p: p.stem)
def test_the_sample_meetings_are_not_flagged(path: Path, server: Client) -> None:
    assert server.problems(path.read_text(encoding="utf-8")) == []
