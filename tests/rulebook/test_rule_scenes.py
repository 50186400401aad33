"""What no lines of a meeting file can show, shown in a whole workspace: broken, and mended."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from moedebog import cli
from rule_scenes import FILE, FORUM, MADE, MAILINGS, MEETING, SET, TEMPLATES, WORKSPACES, Scene
from support import ROOT

VALIDATE = ("validate",)
MAIL = ("mail", "2025-09-12", "--doc", "dagsorden")
SCENES = [
    *((code, scene, VALIDATE) for code, scene in {**TEMPLATES, **WORKSPACES}.items()),
    *((code, scene, ("all",)) for code, scene in MADE.items()),
    *((code, scene, MAIL) for code, scene in MAILINGS.items()),
]
CODE = re.compile(r"(?m)^(\S[^\n]*?): (?:fejl|advarsel|råd): [^\n]*\[(M\d{3,4})\]$")
WITH_IT = {"M332": {"M342"}, "M336": {"M342"}, "M343": {"M342"}, "M410": {"M041"}}
"""What the same line breaks as well: a loop that is none does not end; each of many faults."""


def told(
    root: Path,
    scene: Scene,
    command: tuple[str, ...],
    good: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[int, list[tuple[str, str]], str]:
    """The exit status of a command in a scene, and the place and code of each finding."""
    (root / FILE).parent.mkdir(parents=True)
    (root / FILE).write_text(MEETING, encoding="utf-8")
    (root / FILE).with_name("forum.yaml").write_text(FORUM, encoding="utf-8")
    shutil.copytree(ROOT / "templates" / "standard", root / SET)
    scene(root, good)
    monkeypatch.chdir(root)
    status = cli.main(command)
    said = capsys.readouterr().err
    return status, CODE.findall(said), said


@pytest.mark.parametrize(
    ("code", "scene", "command"),
    [pytest.param(*s, marks=[pytest.mark.slow] if s[0] in MADE else []) for s in SCENES],
    ids=[s[0] for s in SCENES],
)
def test_what_is_wrong_is_told_and_the_mend_holds(
    code: str,
    scene: Scene,
    command: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, found, said = told(tmp_path / "wrong", scene, command, False, monkeypatch, capsys)
    assert {c for _, c in found} - WITH_IT.get(code, set()) == {code}, said
    status, found, said = told(tmp_path / "right", scene, command, True, monkeypatch, capsys)
    assert (status, found) == (0, []), said
