"""What people write, for those who hear it: links, pictures, headings, tables, lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog.compose import plan
from moedebog.diagnostics import Diagnostic
from moedebog.examples import PNG
from moedebog.rules import Case, accessible, check
from support import MEETING_FILE, meeting

TOLD = {
    rule.code: rule
    for rule in (
        accessible.BOLD_AS_HEADING,
        accessible.CAPITALS_AS_HEADING,
        accessible.LINK_SAYS_NOTHING,
        accessible.LONG_ADDRESS,
        accessible.SAME_LINK_TEXT,
        accessible.ALT_SAYS_NOTHING,
        accessible.ALT_REPEATED,
        accessible.ALT_TOO_LONG,
        accessible.ALT_IS_BESIDE,
        accessible.EMPTY_ENTRY,
        accessible.ONLY_AIR,
        accessible.EMPTY_HEAD,
        accessible.NO_TABLE_OF_DATA,
    )
}
LONG = "https://example.org/" + "en-lang-sti/" * 5


def told(text: str, key: str = "tekst", folder: Path | None = None) -> list[Diagnostic]:
    """The findings of this kind in a text of an item; pictures are in ``folder``."""
    lines = "\n".join(f"      {line}" for line in text.split("\n"))
    written = f"punkter:\n  - titel: A\n    {key}: |\n{lines}\n"
    path = MEETING_FILE if folder is None else folder / "2025-09-12.yaml"
    planned, problems = plan(meeting(written, path=path))
    assert problems == []
    return [d for d in check(Case(planned)) if d.code in TOLD]


def codes(text: str, key: str = "tekst", folder: Path | None = None) -> list[str]:
    return [one.code for one in told(text, key, folder)]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for number, name in enumerate(("k.png", "l.png", "cykelsti.png", "IMG_1234.png")):
        (tmp_path / name).write_bytes(PNG + b"\0" * number)
    return tmp_path


# --- links --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("her", "Her", "HER.", "klik her", "Klik her!", "tryk her", "læs mere", "Læs mere her"),
        *("mere", "link", "linket", "se mere her", "dette link", "via dette link", "find den her"),
        *("download", "hent filen her", "→", "*her*", "**læs** mere", "click here", "read more"),
    ],
)
def test_a_link_that_says_nothing_is_told(text: str) -> None:
    (finding,) = told(f"Se svaret [{text}](https://example.org/svar) i dag.")
    assert finding.rule is accessible.LINK_SAYS_NOTHING


@pytest.mark.parametrize(
    "text",
    [
        *("høringssvaret", "læs høringssvaret her", "Her og nu-planen", "mere om planen", "112"),
        *("linkene i bilaget", "hent ansøgningen", "her i kommunen", "Den", "se planen", "2024"),
        *("example.org", "navn@example.org", "herreturneringen", "Merete", "Linkøbing"),
    ],
)
def test_a_link_that_says_where_it_leads_is_not_told(text: str) -> None:
    assert codes(f"Læs [{text}](https://example.org/svar).") == []


def test_a_long_address_is_told_and_a_short_one_is_not() -> None:
    assert codes(f"Se {LONG} i dag.") == ["M5413"]
    assert codes(f"Se <{LONG}>.") == ["M5413"]
    assert codes("Se https://example.org/planer/2025 i dag.") == []
    assert codes(f"Se [planen]({LONG}).") == []
    assert codes(f"Skriv `{LONG}` i feltet.") == []


def test_one_text_that_leads_to_several_places_is_told_once() -> None:
    both = "[planen](https://example.org/{}) og [planen](https://example.org/{})"
    assert codes(both.format("a", "b")) == ["M5414"]
    assert codes(both.format("a", "b") + " og [Planen](https://example.org/c)") == ["M5414"]
    assert codes(both.format("a", "a/")) == []
    assert codes("Skriv til [Bo](mailto:bo@example.org) eller [Bo Bæk](tel:112).") == []


# --- pictures -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "alt",
    [
        *(
            "billede",
            "Billede 2",
            "et billede",
            "Figur 1",
            "figur",
            "foto",
            "IMG_1234.jpg",
            "k.png",
        ),
        *("IMG_1234", "DSC01234", "skærmbillede 2024-05-01", "Logo", "diagram", "graf", "123", "…"),
        *("Indsat billede", "image3.jpeg", "TODO", "screenshot", "P1010234"),
    ],
)
def test_an_alternative_text_that_says_nothing_is_told(alt: str, pictures: Path) -> None:
    assert codes(f"![{alt}](k.png)", folder=pictures) == ["M5415"]


@pytest.mark.parametrize(
    "alt",
    [
        *("Kort over stien", "Figur 1: Udgifterne stiger fra 2 til 5 mio. kr.", "Cykelsti", "Kort"),
        *(
            "Byens logo: en svane",
            "Billede af broen fra nord",
            "Diagram over udgifterne",
            "Rute 12",
        ),
        *("Foto: den nye skole set fra vejen", "Tegning af huset"),
    ],
)
def test_an_alternative_text_that_says_something_is_not_told(alt: str, pictures: Path) -> None:
    assert codes(f"![{alt}](cykelsti.png)", folder=pictures) == []


def test_the_same_words_for_two_pictures_are_told_and_one_picture_twice_is_not(
    pictures: Path,
) -> None:
    assert codes("![Vejen](k.png)\n\nog\n\n![vejen](l.png)", folder=pictures) == ["M5416"]
    assert codes("![Vejen](k.png)\n\nog\n\n![Vejen](k.png)", folder=pictures) == []


def test_long_and_repeated_alternative_texts_are_told(pictures: Path) -> None:
    assert codes(f"![{'Vejen går mod nord. ' * 13}](k.png)", folder=pictures) == ["M5417"]
    assert codes(f"![{'Vejen går mod nord. ' * 12}](k.png)", folder=pictures) == []
    assert codes("![Den nye vej](k.png)\n\n*Den nye vej.*", folder=pictures) == ["M5418"]
    assert codes("Den nye vej:\n\n![Den nye vej](k.png)", folder=pictures) == ["M5418"]
    assert codes("![Vejen set fra nord](k.png)\n\nDen nye vej", folder=pictures) == []


# --- headings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("**Økonomi**\n\nUdgiften er 1 mio. kr.", "###"),
        ("__Økonomi__\n\n- løn\n- drift", "###"),
        ("**Økonomi:**\n\nUdgiften er 1 mio. kr.", "###"),
        ("***Tidsplan for byggeriet***\n\nI 2026.", "###"),
        ("Indledning.\n\n**Økonomi og *drift***\n\nUdgiften.", None),
        ("### Baggrund\n\nVejen er smal.\n\n**Økonomi**\n\nUdgiften.", "####"),
        ("Først.\n\n**Økonomi**\n\n| A | B |\n|---|---|\n| c | d |", "###"),
    ],
)
def test_a_bold_paragraph_over_text_is_told(text: str, mend: str | None) -> None:
    (finding,) = told(text, key="sagsfremstilling")
    assert finding.rule is accessible.BOLD_AS_HEADING
    assert mend is None or f"Skriv {mend} foran" in finding.hint


@pytest.mark.parametrize(
    "text",
    [
        "**Økonomi**",
        "Udvalget siger:\n\n**Godkendt**",
        "**Forslaget falder.**\n\nUdvalget drøfter det igen.",
        "**Vigtigt: svar inden fredag**\n\nSvar sendes til Bo.",
        "**Økonomi** er vigtig\n\nUdgiften er 1 mio. kr.",
        "**Udvalget ønsker at gå videre med:**\n\n- lys\n- lavere fart",
        "**Anna Ager**\n\n**Bo Bæk**",
        "**Udgiften er 1 mio. kr. i 2026 og 2 mio. kr. i 2027 og i de år, der følger**\n\nTekst",
        "- **Økonomi**\n\n  Udgiften.",
        "**Tabel 1. Udgifter**\n\n| A | B |\n|---|---|\n| c | d |",
        "### Økonomi\n\nUdgiften.",
        "**Økonomi**\n\n### Drift\n\nUdgiften.",
        "**Kl. 10 [planen](https://example.org)**\n\nUdgiften.",
    ],
)
def test_other_bold_text_is_not_told(text: str) -> None:
    assert codes(text) == []


def test_a_decision_may_begin_in_bold() -> None:
    assert codes("**Godkendt**\n\nAnna Ager deltog ikke.", key="beslutning") == []


@pytest.mark.parametrize("text", ["ØKONOMI", "SAGENS BAGGRUND", "**ØKONOMI:**", "ØKONOMI 2026"])
def test_a_line_in_capitals_over_text_is_told(text: str) -> None:
    assert codes(f"{text}\n\nUdgiften er 1 mio. kr.") == ["M5411"]
    assert codes(f"Udgiften.\n\n{text}") == []


@pytest.mark.parametrize("text", ["OBS", "KL", "FORTROLIGT", "2026", "ØKONOMI ER ALT.", "MED 1"])
def test_other_capitals_are_not_told(text: str) -> None:
    assert codes(f"{text}\n\nUdgiften er 1 mio. kr.") == []


# --- lists, rules, tables -----------------------------------------------------------------


@pytest.mark.parametrize("text", ["- a\n-\n- b", "1. a\n2.\n3. c", "- a\n-", "- a\n\n  - b\n  -"])
def test_an_entry_without_text_is_told(text: str) -> None:
    assert codes(text) == ["M5419"]


def test_lists_to_write_on_and_full_ones_are_not_told() -> None:
    assert codes("Skriv her:\n\n1.\n2.\n3.") == []
    assert codes("- a\n- b") == []


def test_rules_after_each_other_are_told_and_one_is_not() -> None:
    assert codes("a\n\n---\n\n---\n\nb") == ["M5420"]
    assert codes("a\n\n---\n***\n\n---\n\nb") == ["M5420", "M5420"]
    assert codes("a\n\n---\n\nb") == []


@pytest.mark.parametrize(
    ("head", "rows", "number"),
    [
        (("Post", "", "2026"), [("Sti", "5", "6")], 1),
        (("Post", "2025", ""), [("Sti", "5", "6")], 1),
        (("", "", ""), [("Sti", "5", "6")], 1),
        (("Post", "", ""), [("Sti", "5", "6")], 2),
        (("", "2025", "2026"), [("Sti", "5", "6")], 0),
        (("Navn", "Parti", ""), [("Anna", "A", ""), ("Bo", "B", "")], 0),
    ],
)
def test_an_empty_head_over_something_is_told(
    head: tuple[str, ...], rows: list[tuple[str, ...]], number: int
) -> None:
    lines = [head, ("---",) * len(head), *rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    assert codes(text) == ["M3613"] * number


def test_a_table_of_one_column_or_without_rows_is_told() -> None:
    assert codes("| Ønsker |\n|---|\n| lys |\n| fart |") == ["M3614"]
    assert codes("| Navn | Parti |\n|---|---|") == ["M3614"]
    assert codes("| Navn | Parti |\n|---|---|\n| Anna | A |") == []
