"""Each command is ``make x KEY=value`` and ``moedebog x VALUE --key``, told in the same words."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from moedebog import cli, report, schema
from moedebog.catalogue import Begivenhedsart, Godkendelse, Retsgrundlag
from moedebog.cli import table
from moedebog.cli.commands import RUN
from moedebog.cli.table import (
    COMMANDS,
    EVERYWHERE,
    GRUPPE,
    RESEND,
    SEND,
    SLET,
    STATUS,
    UDKAST,
    Argument,
    CommandRow,
)
from moedebog.diagnostics import Language
from moedebog.document import Audience, Kind
from support import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
OPTIONS = {option.name: option for one in COMMANDS for option in (*one.options, *EVERYWHERE)}
FOR_DEVELOPERS = {"test", "quick", "fuzz", "conformance", "bench", "lint", "package", "program"}


def targets() -> dict[str, tuple[str, str]]:
    """The targets of the Makefile that are told of, in Danish and English."""
    lines = re.findall(r"(?m)^([\w-]+):.*## (.*)\n## en: (.*)$", MAKEFILE)
    return {name: (danish, english) for name, danish, english in lines}


def test_what_the_table_and_the_schema_spell_by_themselves_is_what_there_is() -> None:
    """Neither loads what has the words: every command would start later for it."""
    assert tuple(Kind) == table.DOCUMENTS
    assert tuple(Audience) == table.AUDIENCES
    assert table.FORMATS == report.FORMATS
    assert tuple(Retsgrundlag) == table.LEGAL_KINDS
    assert set(table.EVENTS) == set(Begivenhedsart) - {Begivenhedsart.KASSERET}
    assert tuple(Godkendelse) == table.APPROVALS
    group = schema.load("forum")["$defs"]["modtagergruppe"]["properties"]
    assert group["maalgruppe"]["enum"] == list(Audience)
    assert group["dokumenter"]["items"]["enum"] == list(Kind)


TYPED_ALONE = {SEND.key, RESEND.key, UDKAST.key, GRUPPE.key, STATUS.key, SLET.key}
"""The keys that make itself must be told."""


def test_every_command_of_the_table_is_run_and_no_other() -> None:
    assert [command.name for command in COMMANDS] == list(RUN)


def test_the_makefile_has_a_target_for_each_command_and_tells_of_it_in_both_languages() -> None:
    told = targets()
    assert set(told) == {command.name for command in COMMANDS} | FOR_DEVELOPERS
    assert len(re.findall(r"(?m)^[\w-]+:.*## ", MAKEFILE)) == len(told)
    for command in COMMANDS:
        assert told[command.name] == (
            f"{command.help.danish}: {command.make}",
            f"{command.help.english}: {command.make}",
        )
        # The names go through the environment, so a target is nothing but the command.
        recipe = re.search(rf"(?m)^{command.name}:.*\n##.*\n\t@\$\(MOEDEBOG\) (.*)$", MAKEFILE)
        if command.name == "help":  # which is there before anything is installed
            continue
        assert recipe
        typed = re.sub(r" \$\((?:SENDING|NOTING|SEEING|DELETING|RECALLING)\)$", "", recipe[1])
        assert typed == command.name


def test_make_hands_every_key_over_as_it_was_typed() -> None:
    keys = {option.key for option in OPTIONS.values()} - TYPED_ALONE
    taken = dict(re.findall(r"(?m)^override (\w+) := \$\(value (\w+)\)$", MAKEFILE))
    assert taken == {key: key for key in (*keys, "SECONDS")}
    exported = re.search(r"(?m)^export (.*)$", MAKEFILE)
    assert exported
    assert set(exported[1].split()) == {*keys, "SECONDS", "MAKECMDGOALS"}
    # These must be typed for make itself, and are arguments; tests/send/test_mail_typed.py.
    for key in TYPED_ALONE:
        assert f"$(call TYPED,{key})" in MAKEFILE


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_an_option_and_its_key_have_one_name(option: Argument) -> None:
    key = option.name.lstrip("-").replace("-", "_").upper()
    # LANG is the system's own variable, and CI says that a server runs the command.
    assert option.key == {"LANG": "MOEDEBOG_LANG", "CI": "MOEDEBOG_CI"}.get(key, key)


def test_what_is_the_same_in_several_commands_is_one_option() -> None:
    for command in COMMANDS:
        names = [option.name for option in (*command.options, *EVERYWHERE)]
        assert len(set(names)) == len(names)
        keys = {option.key for option in (*command.options, *EVERYWHERE)}
        assert len(keys) == len(names)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_command_tells_of_itself_as_make_does(
    command: CommandRow, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([command.name, "--help", "--lang", language])
    assert not ended.value.code
    shown = " ".join(capsys.readouterr().out.split())
    text = command.help.within(language)
    assert f"{text[0].upper()}{text[1:]}." in shown
    assert command.make in shown
    for option in (*command.options, *EVERYWHERE):
        assert option.help.within(language) in shown
    assert "--ask" not in shown
    with pytest.raises(SystemExit):
        cli.main(["--help", "--lang", language])
    assert text in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_make_help_shows_the_same_before_anything_is_installed(language: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-I", ROOT / "generators" / "bootstrap.py", "help"],
        env={**os.environ, "MOEDEBOG_LANG": language, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    for name, texts in targets().items():
        assert f"  make {name:<11} {texts[language == 'en']}\n" in shown
    assert "##" not in shown
    assert "en:" not in shown
    everywhere = " ".join(f"[{option.key}={option.example}]" for option in EVERYWHERE)
    assert f": {everywhere}\n" in shown


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_a_key_in_the_environment_counts_as_its_option(
    option: Argument, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moedebog.cli.arguments import parsed

    command = next(one for one in COMMANDS if option in (*one.options, *EVERYWHERE))
    flag = option.value is None
    places = [one for one in command.options if one.name[0] != "-"]
    before = places[: places.index(option)] if option in places else []
    typed = [one.example for one in before]
    typed += [option.example] if option.name[0] != "-" else [option.name]
    typed += [option.example] if option.name[0] == "-" and not flag else []
    for key in {one.key for one in OPTIONS.values()}:
        monkeypatch.delenv(key, raising=False)
    wanted = getattr(parsed([command.name, *typed], "da"), option.attribute)
    plain = getattr(parsed([command.name], "da"), option.attribute)
    assert wanted != plain
    monkeypatch.setenv(option.key, option.example)
    found = getattr(parsed([command.name], "da"), option.attribute)
    assert found == (wanted if option.environment else plain)
