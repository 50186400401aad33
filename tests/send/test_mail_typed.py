"""Only what is typed on make's own command line sends, nothing that the environment holds."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mail_support import HOST, server, workspace
from moedebog.diagnostics import EnvironmentProblem
from moedebog.send import credentials
from moedebog.send import typed as module
from moedebog.send.typed import parent_and_arguments, typed
from support import ROOT

MAKEFILE = ROOT / "Makefile"
OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")
"""These tests may themselves be run by make."""
OURS = ("SEND", "RESEND", "DOC", "MEETING", "FORUM", "AUDIENCE")

SHOW = """\
import sys
from moedebog.send.typed import typed
print([sys.argv[1:], typed(("SEND", "RESEND")) if "--typed" in sys.argv else {}])
"""
A = "a@example.org"

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None or os.name == "nt", reason="needs make and its processes"
)


def make(
    folder: Path,
    *arguments: str,
    makefile: Path = MAKEFILE,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k not in (*OURS, *OF_MAKE)}
    return subprocess.run(
        ["make", "--no-print-directory", "-f", str(makefile), *arguments],
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT / "generators"), **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def shown(
    folder: Path,
    *arguments: str,
    makefile: Path = MAKEFILE,
    environment: dict[str, str] | None = None,
) -> object:
    """What the command sees: its arguments, and what it finds typed."""
    (folder / "show.py").write_text(SHOW)
    ours = ("BOOTSTRAP=true", f"MOEDEBOG={sys.executable} show.py")
    done = make(folder, *ours, *arguments, makefile=makefile, environment=environment)
    assert done.returncode == 0, done.stderr
    return ast.literal_eval(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("arguments", "environment", "found"),
    [
        (["SEND=1"], {}, {"SEND": "1"}),
        (["SEND=0"], {}, {"SEND": "0"}),
        (["SEND=1", "SEND="], {}, {"SEND": ""}),
        (["SEND=1", f"RESEND={A}"], {}, {"SEND": "1", "RESEND": A}),
        (["-k", "-j2", "SEND=1"], {}, {"SEND": "1"}),
        (["SEND=1"], {"RESEND": A}, {"SEND": "1"}),
        ([], {"MAKEFLAGS": "SEND=1"}, {}),
        ([], {"MAKEFLAGS": f"-- SEND=1 RESEND={A}"}, {}),
        ([], {"MAKEFLAGS": "SEND=1", "MAKELEVEL": "3"}, {}),
        ([f"RESEND={A}"], {"MAKEFLAGS": "SEND=1"}, {"RESEND": A}),
        (["MEETING=SEND=1"], {"MAKEFLAGS": "SEND=1"}, {}),
    ],
)
def test_what_was_typed_is_told_from_what_was_left(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], found: dict[str, str]
) -> None:
    assert shown(tmp_path, "mail", *arguments, environment=environment) == [
        ["mail", "--typed"],
        found,
    ]


@pytest.mark.parametrize("left", [{}, {"MAKEFLAGS": "SEND=1"}])
def test_a_makefile_alone_cannot_tell(tmp_path: Path, left: dict[str, str]) -> None:
    """Else the command need not look: should this ever fail, ``typed`` can go."""
    (tmp_path / "tell.mk").write_text("all:\n\t@echo $(origin SEND) $(MAKELEVEL) $(MAKEFLAGS)\n")
    typed_here = [] if left else ["SEND=1"]
    done = make(tmp_path, *typed_here, makefile=tmp_path / "tell.mk", environment=left)
    assert done.stdout.split()[:3] == ["command", "line", "0"]
    assert done.stdout.rstrip().endswith("SEND=1")


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        ([], {}),
        ([], {"SEND": "1", "RESEND": A}),
        (["-e"], {"SEND": "1", "RESEND": A}),
        ([], {"MAKEFILES": "left.mk"}),
    ],
)
def test_a_variable_in_the_environment_is_not_even_handed_on(
    tmp_path: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    (tmp_path / "left.mk").write_text("override SEND := 1\nexport SEND\n")
    assert shown(tmp_path, "mail", *arguments, environment=environment) == [["mail"], {}]


@pytest.mark.parametrize(
    ("recipe", "arguments", "environment", "found"),
    [
        ("mail", ["SEND=1"], {}, {}),  # typed for another make
        ("mail", [], {"MAKEFLAGS": "SEND=1"}, {}),
        ("mail SEND=1", [], {}, {"SEND": "1"}),
    ],
)
def test_a_make_below_another(
    tmp_path: Path,
    recipe: str,
    arguments: list[str],
    environment: dict[str, str],
    found: dict[str, str],
) -> None:
    outer = tmp_path / "outer.mk"
    outer.write_text(f"all:\n\t@$(MAKE) --no-print-directory -f {MAKEFILE} {recipe}\n")
    seen = shown(tmp_path, *arguments, makefile=outer, environment=environment)
    assert seen == [["mail", "--typed"], found]


def test_through_a_shell(tmp_path: Path) -> None:
    (tmp_path / "show.py").write_text(SHOW)
    command = f"MOEDEBOG=: && {sys.executable} show.py"
    done = make(tmp_path, "BOOTSTRAP=true", command, "mail", "SEND=1")
    assert ast.literal_eval(done.stdout) == [["mail", "--typed"], {"SEND": "1"}]


def test_from_beginning_to_end(tmp_path: Path) -> None:
    """The command itself, below make: with a real server, and drawn for real."""
    workspace(tmp_path)
    settings = "mail: {afsender: Sekretariatet <sekretariat@example.org>}\n"
    (tmp_path / "moedebog.yaml").write_text(settings, encoding="utf-8")
    ours = ("BOOTSTRAP=true", f"MOEDEBOG={sys.executable} -m moedebog")
    wanted = ("mail", "MEETING=2025-09-12", "DOC=dagsorden")
    with server() as inbox:
        url = {credentials.URL: f"smtp://{HOST}:{inbox.port}"}
        left = make(tmp_path, *ours, *wanted, environment={**url, "MAKEFLAGS": "SEND=1"})
        assert left.returncode == 0, left.stderr
        assert "i MAKEFLAGS i miljøet" in left.stderr
        assert "Intet er sendt." in left.stdout
        assert inbox.envelopes == []
        sent = make(tmp_path, *ours, *wanted, "SEND=1", environment=url)
        assert sent.returncode == 0, sent.stderr
    assert "3 modtagere: mailserveren har accepteret" in sent.stdout
    assert len(inbox.recipients) == 3


# --- where there is no /proc ----------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("ps") is None, reason="needs ps")
def test_ps_tells_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    parent, arguments = parent_and_arguments(os.getpid())
    monkeypatch.setattr(module, "PROC", Path("/findes-ikke"))
    by_ps, words = parent_and_arguments(os.getpid())
    assert by_ps == parent == os.getppid()
    assert words == " ".join(arguments).split()


def test_what_cannot_be_seen_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PROC", Path("/findes-ikke"))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EnvironmentProblem, match="intet er sendt"):
        typed(("SEND",))
