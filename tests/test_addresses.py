"""E-mail addresses: one mailbox however it is written, and nothing hidden in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog import cli
from moedebog.addresses import ascii_link, fault, mailbox, on_the_wire
from moedebog.diagnostics import Position
from moedebog.send.smtp import server
from moedebog.settings.command import load_settings
from moedebog.workspace import Workspace

HERE = Position("forum.yaml", 1, 1)


@pytest.mark.parametrize(
    "written",
    [
        "Anna@Example.org",
        "anna@example.org.",
        "anna@exa\u200bmple.org",
        "an\u00adna@example.org",
        "anna\ufeff@example.org",
        "anna@example.org\u200f",
        "anna@e\u2060xample.org",
        "anna@ｅxample.org",
        "ａnna@example.org",
        "anna@example\u3002org",
    ],
)
def test_one_mailbox_however_it_is_written(written: str) -> None:
    assert mailbox(written) == "anna@example.org"


def test_a_domain_in_letters_and_in_ascii_are_one() -> None:
    assert mailbox("a@møde.example.org") == mailbox("A@XN--MDE-0NA.example.org")
    assert mailbox("a@a\u030al.example.org") == mailbox("a@ål.example.org")
    assert mailbox("straße@example.org") != mailbox("strasse@example.org")


def test_sharp_s_is_a_letter_of_its_own_in_a_domain() -> None:
    assert on_the_wire("a@ß.dk") == ("a@xn--zca.dk", False)
    assert mailbox("a@ß.dk") != mailbox("a@ss.dk")
    assert server("smtp://post.straße.example").host == "post.xn--strae-oqa.example"


@pytest.mark.parametrize(
    ("address", "character"),
    [
        ("an\u200bna@example.org", "U+200B"),
        ("anna@exam\u00adple.org", "U+00AD"),
        ("\ufeffanna@example.org", "U+FEFF"),
        ("anna@\u202eexample.org", "U+202E"),
        ("anna\u3164@example.org", "U+3164"),
        ("anna@ｅxample.org", "U+FF45"),
        ("аnna@example.org", "U+0430"),
        ("anna@exаmple.org", "U+0430"),
        ("anna@сое.org", "U+0441"),
        ("anna@ɑexample.org", "U+0251"),
        ("an‐na@example.org", "U+2010"),
        ("a\u0301\u0334@example.org", "U+0334"),
        ("anna@example\u3002org", "U+3002"),
        ("anna@ь.org", "U+044C"),
        ("anna@b.d\u0138", "U+0138"),
        ("\u0185o@example.org", "U+0185"),
        ("o\u02bcneil@example.org", "U+02BC"),
        ("an\u30fcna@example.org", "U+30FC"),
        ("an\u4e00na@example.org", "U+4E00"),
        ("anna@\u13df.org", "U+13DF"),
        ("\ua4ee@example.org", "U+A4EE"),
        ("\u0430nna@почта.example", "U+0430"),
        ("anna\u093f@example.org", "U+093F"),
    ],
)
def test_what_is_not_what_it_looks_like_is_told(address: str, character: str) -> None:
    found = fault(address, HERE)
    assert found
    assert found.code == "M131"
    assert character in found.message


@pytest.mark.parametrize(
    "address",
    [
        "kontakt@møde.example",
        "åse.ærø@example.org",
        "a\u030ase@example.org",  # as some systems write an å; it is sent as one letter
        "o'neil+liste_2@under_streg.example.org",
        "post@xn--mde-0na.example",
        "post@straße.example",
        "почта@пример.example",
        "post@例え.example",
        "データ@例え.example",
        "анна@яндекс.example",
        "हिन्दी@example.org",
        "nguyễn.văn@example.org",
        "thơ@example.org",
    ],
)
def test_what_may_stand_in_an_address(address: str) -> None:
    assert fault(address, HERE) is None


def test_a_domain_that_cannot_be_looked_up_is_told() -> None:
    found = fault("a@☃.example.org", HERE)
    assert found
    assert found.code == "M131"
    found = fault("a@-å.example.org", HERE)
    assert found
    assert found.code == "M132"


@pytest.mark.parametrize("domain", ["b..dk", "-b.dk", "b-.dk", f"{'b' * 64}.dk"])
def test_an_ascii_domain_with_an_empty_or_wrong_label_is_told(domain: str) -> None:
    found = fault(f"anna@{domain}", HERE)
    assert found
    assert found.code == "M132"
    assert fault(f"anna@{'b' * 63}.x.dk", HERE) is None


@pytest.mark.parametrize("key", ["afsender", "svar_til"])
def test_the_senders_address_is_looked_at_too(tmp_path: Path, key: str) -> None:
    (tmp_path / "meetings").mkdir()
    path = tmp_path / "moedebog.yaml"
    path.write_text(f"mail:\n  {key}: Kontoret <post@ex\u200bample.org>\n", encoding="utf-8")
    settings, found = load_settings(Workspace(tmp_path))
    assert settings is None
    assert [(d.code, d.position.line) for d in found] == [("M131", 2)]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("      - ann\u200ba@example.org", "7:12"),
        ("      - {navn: Anna, email: anna@exаmple.org}", "7:34"),
    ],
)
def test_a_deceptive_address_is_told_at_the_word(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    place: str,
) -> None:
    folder = tmp_path / "meetings" / "u"
    folder.mkdir(parents=True)
    (folder / "2025-09-12.yaml").write_text("dato: 2025-09-12\nstart: 10:00\npunkter: []\n")
    forum = f"navn: U\n\n\nmodtagere:\n  - gruppe: alle\n    personer:\n{line}\n"
    (folder / "forum.yaml").write_text(forum, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["validate"]) == 1
    shown = capsys.readouterr()
    assert f"meetings/u/forum.yaml:{place}: fejl" in shown.out + shown.err


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://møde.example.org:8443/ø", "https://xn--mde-0na.example.org:8443/%C3%B8"),
        ("https://example.org/ø?q=å%20b#ö", "https://example.org/%C3%B8?q=%C3%A5%20b#%C3%B6"),
        ("https://example.org/o\u0308", "https://example.org/%C3%B6"),
        (
            "mailto:bø@møde.example.org?subject=Å",
            "mailto:b%C3%B8@xn--mde-0na.example.org?subject=%C3%85",
        ),
        ("https://[ø", "https://[%C3%B8"),
    ],
)
def test_a_link_is_handed_on_in_ascii(link: str, expected: str) -> None:
    assert ascii_link(link) == expected
