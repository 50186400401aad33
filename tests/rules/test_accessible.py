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
        *("Tryk her for at læse mere", "klik her for at se den", "her kan du læse mere"),
        *("denne side", "hjemmesiden", "på denne hjemmeside", "siden", "PDF", "pdf'en", "Word-fil"),
        *('"her"', "»her«", "[her]", "(her)", "følg linket", "denne fil"),
        *("dokumentet", "yderligere information", "få mere at vide", "this page"),
        *("læs mere på hjemmesiden", "hent PDF", "hent som pdf", "url", "website"),
        *("vores hjemmeside", "læs mere om det her", "her finder du mere", "gå til siden"),
        *("besøg hjemmesiden", "Link til hjemmeside", "Gå videre", "klik her for at downloade"),
        "click",
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
        *("bilag 2", "Bilag A", "side 4", "kommunens hjemmeside", "forsiden", "PDF om planen"),
        *("planen (PDF)", "regionens side", "dokumentet om støj", "Den Blå Side", "Se og Hør"),
        *("næste møde", "mødet den 4. maj", "få hjælp", "læs loven", "filmen", "Siden sidst"),
        *("om kommunen", "vores planer", "Tilmelding her", "til byrådet", "besøg museet"),
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
        "Et billede, der indeholder tekst, udendørs, skilt Automatisk genereret beskrivelse",
        "Et kort over en by. Automatisk genereret beskrivelse",
        "Et billede, der indeholder tekst, skærmbillede, Font/skrifttype, nummer/tal",
        "A picture containing text, outdoor Description automatically generated",
        "A picture containing text. AI-generated content may be incorrect.",
        "Billedet er AI-genereret indhold kan være ukorrekt.",
        *("Skærmbillede 2026-03-04 kl. 10.12.33", "WhatsApp Image 2026-03-04 at 10.12.33"),
        *(
            "Screenshot 2026-03-04 at 10.12.33 (2)",
            "Screenshot_20260304-101233",
            "WhatsApp-billede",
        ),
        *("IMG-20260304-WA0012", "Scan 12. maj 2026", "Skærmklip 2026-03-04 101233", "Image (3)"),
        *("WhatsApp Image 2026-03-04 at 10.12.33.jpeg", "Screenshot 2026-03-04 101233.png"),
        *("Billede fra iOS", "Image from iOS (2)", "signal-2026-03-04-101112_001", "vores logo"),
        *("FB_IMG_123456", "Kopi af logo", "Dokument 1", "Kort. Beskrivelse genereret automatisk"),
        *("Unavngivet", "Billede uden titel", "Picture 5", "Diagram 3", "Grafik 12", "logo.png"),
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
        *(
            "Foto: den nye skole set fra vejen",
            "Tegning af huset",
            "Skærmbillede af selvbetjeningen",
        ),
        *("Billede 2 viser stien", "Scan af brevet fra 12. maj 2026", "Logo for Ry Kommune"),
        *("WhatsApp-gruppens medlemmer", "Et billede, der indeholder hele planen for Ry Havn"),
        *("Billede fra 2026", "Kort 2026", "Unavngivet sø", "Signal ved banen", "Vores skole"),
        *("Dokument med underskrift", "Kopi af Jorns maleri"),
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


@pytest.mark.parametrize(
    "text",
    [
        "![Den nye cykelsti](k.png)\n\nFigur 1: Den nye cykelsti",
        "![Den nye cykelsti](k.png)\n\n*Figur 1. Den nye cykelsti.*",
        "![Den nye cykelsti](k.png)\n\nBillede 2 - Den nye cykelsti",
        "![Figur 1: Den nye cykelsti](k.png)\n\nDen nye cykelsti",
        "![Kort 3: Den nye cykelsti](k.png)\n\nFig. 3 Den nye cykelsti",
        "### Den nye cykelsti\n\n![Den nye cykelsti](k.png)",
        "![Den nye cykelsti](k.png)\n\nFoto: Den nye cykelsti",
        "![Foto af den nye cykelsti](k.png)\n\nDen nye cykelsti",
        "![Den nye cykelsti](k.png)\n\nFigur 2. Den nye cykelsti. Foto: Anna Ager",
        "![Den nye cykelsti](k.png)\n\nDen nye cykelsti (foto: Anna Ager)",
    ],
)
def test_the_words_of_a_caption_or_a_heading_are_told_as_those_of_a_picture(
    text: str, pictures: Path
) -> None:
    assert codes(text, folder=pictures) == ["M5418"]


@pytest.mark.parametrize(
    "text",
    [
        "![Stien langs åen](k.png)\n\nFigur 1: Den nye cykelsti",
        "### Cykelsti\n\n![Stien langs åen](k.png)",
        "### Stien langs åen\n\nTekst.\n\n![Stien langs åen](k.png)",
        "![Udgifter i figur 1: løn og drift](k.png)\n\nFigur 1: Udgifter",
    ],
)
def test_other_words_beside_a_picture_are_not_told(text: str, pictures: Path) -> None:
    assert codes(text, folder=pictures) == []


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
        ("**Økonomi**\\\nUdgiften er 1 mio. kr.", "###"),
        ("**Økonomi:**\\\nUdgiften er 1 mio. kr.", "###"),
        ("**Hvad koster det?**\n\nUdgiften er 1 mio. kr.", "###"),
        ("**Hvad koster det?**\\\nUdgiften er 1 mio. kr.", "###"),
        ("*Økonomi*\n\nUdgiften er 1 mio. kr.", "###"),
        ("*Økonomi*\\\nUdgiften er 1 mio. kr.", "###"),
        ("> **Økonomi**\n>\n> Udgiften er 1 mio. kr.", "ud for sig selv med ###"),
        ("- **Økonomi**\n\n  Udgiften er 1 mio. kr.", "ud for sig selv med ###"),
        ("- **Økonomi**\\\n  Udgiften er 1 mio. kr.", "ud for sig selv med ###"),
        ("1. **Økonomi**\n\n   Udgiften er 1 mio. kr.", "ud for sig selv med ###"),
        ("1. **Økonomi**\\\n   Udgiften er 1 mio. kr.", "ud for sig selv med ###"),
        ("a) **Økonomi**\n\n   Udgiften er 1 mio. kr.\nb) Lys", "ud for sig selv med ###"),
        ("Udvalget svarede.\n\n**Hvad koster det?**\n\nUdgiften er 1 mio. kr.", "###"),
        ("**Godkendt budget**\n\nUdgiften er 1 mio. kr.", "###"),
        ("**Økonomi, fase 2**\n\nUdgiften er 1 mio. kr.", "###"),
        ("**Ny skole, placering**\n\nDen bygges ved åen.", "###"),
        ("**A. Baggrund**\n\nDer er tre skoler.", "###"),
        ("**I. Baggrund**\n\nDer er tre skoler.", "###"),
        ("**II. Økonomi og personale**\n\nDer er tre skoler.", "###"),
        ("**B) Tidsplan**\n\nDer er tre skoler.", "###"),
        ("**Økonomi**:\n\nUdgiften er 1 mio. kr.", "###"),
        ("**Økonomi**:\\\nUdgiften er 1 mio. kr.", "###"),
        ("**Konsekvenser (økonomi)**\\\nUdgiften er 1 mio. kr.", "###"),
        ("**Økonomiske konsekvenser (drift og anlæg)**\n\nUdgiften er 1 mio. kr.", "###"),
    ],
)
def test_a_bold_paragraph_over_text_is_told(text: str, mend: str | None) -> None:
    (finding,) = told(text, key="sagsfremstilling")
    assert finding.rule is accessible.BOLD_AS_HEADING
    assert mend is None or f"{mend} foran" in finding.hint


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
        "- **Økonomi**",
        "- **Økonomi**\n- **Drift**",
        "1. *Samarbejde om kørsel*\n\n   Udvalget drøftede det.\n2. *Lys*\n\n   Udvalget tav.",
        "- *Lys*\n\n  Udvalget drøftede det.",
        "> *Lys*\n>\n> Udvalget drøftede det.",
        "- **Økonomi** er vigtig\n\n  Udgiften.",
        "> **Vi vil have mere lys.**\n>\n> Borgerne",
        "Med venlig hilsen\n\n**Anne Andersen**\n\nFormand",
        "Venlig hilsen\\\n**Anne Andersen**\\\nFormand",
        "Mvh.\n\n**Anne Andersen**\n\nFormand for udvalget",
        "**Anne Andersen**\\\nFormand",
        "**12. maj 2026**\n\nUdvalget mødtes.",
        "**Den 12. maj 2026 kl. 10.00**\n\nUdvalget mødtes.",
        "**12.05.2026**\n\nUdvalget mødtes.",
        "**Kl. 10.00-12.00**\n\nUdvalget mødtes.",
        "**1.234.567 kr.**\n\ner udgiften.",
        "*Udvalget ønsker en plan for hele området og for de næste år*\n\nDet sker i maj.",
        "*Havnen* ligger øde\n\nTekst.",
        "*Kilde: Danmarks Statistik*\n\nTekst.",
        "![Kort](cykelsti.png)\n\n*Stien langs åen*\n\nTekst.",
        "*Anne Andersen*\n\nFormand",
        "| A | B |\n|---|---|\n| c | d |\n\n*Udgifter i 2026*\n\nTekst.",
        "| A | B |\n|---|---|\n| c | **Anna** er formand |",
        "Vej 1\\\n**Ry**\\\nDanmark",
        "**Tabel 1. Udgifter**\n\n| A | B |\n|---|---|\n| c | d |",
        "### Økonomi\n\nUdgiften.",
        "**Økonomi**\n\n### Drift\n\nUdgiften.",
        "**Kl. 10 [planen](https://example.org)**\n\nUdgiften.",
        "**Vejen 1, 5000 Odense C**\n\nMødet holdes her.",
        "**Afbud: Anne Madsen**\n\nHun deltager næste gang.",
        "**Godkendt**\n\nUdvalget lagde vægt på økonomien.",
        "**Venlig hilsen**\n\nSekretariatet skriver igen.",
        "*Se også bilag 2*\n\nUdgiften er 1 mio. kr.",
        "**Vedtaget med 19 stemmer mod 7**\n\nUdvalget lagde vægt på økonomien.",
        "**Godkendt med bemærkninger**\n\nUdvalget lagde vægt på økonomien.",
        "**Oversendes til byrådet**\n\nUdvalget lagde vægt på økonomien.",
        "1. **Godkendt**\n\n   Udvalget lagde vægt på økonomien.",
        "Borgere spørger:\n\n**Hvornår åbner broen?**\n\nI maj.\n\n**Hvad koster den?**\n\n5 mio.",
        "### Spørgetid\n\n**Hvornår åbner broen?**\n\nDen åbner i maj.",
        "**Hvornår åbner broen?**\n\nSvar: I maj.",
        "**Hvornår åbner broen?**\\\nForvaltningen svarer, at det sker i maj.",
        "1. **Hvornår åbner broen?**\n\n   Den åbner i maj.",
        "**Anne Andersen, formand**\n\nUdgiften er 1 mio. kr.",
        "**Rådhuset, Torvet 1**\n\nMødet holdes her.",
        "**CVR-nr. 12 34 56 78**\n\nFirmaet vandt udbuddet.",
        "**A. Bæk**\n\nFormand for udvalget siden maj.",
        "**Anna Ager (formand)**\n\nHun deltager næste gang.",
        "**Godkendt (enstemmigt)**\n\nUdvalget lagde vægt på økonomien.",
        "**Udvalget godkendte planen**\n\nDet lagde vægt på økonomien.",
        "**Fristen er den 1. maj**\n\nSvar sendes til Bo.",
        "**Der er ikke penge til mere**\n\nDet var svaret.",
        "**Økonomi**: Udgiften er 1 mio. kr.\n\nDen falder i 2027.",
    ],
)
def test_other_bold_text_is_not_told(text: str, pictures: Path) -> None:
    assert codes(text, folder=pictures) == []


def test_bold_questions_in_an_item_of_questions_are_no_headings() -> None:
    text = "**Hvornår åbner broen?**\n\nDen åbner i maj."
    lines = "\n".join(f"      {line}" for line in text.split("\n"))
    for title, number in (("Spørgetid", 0), ("Borgerspørgsmål", 0), ("Broen", 1)):
        planned, _ = plan(meeting(f"punkter:\n  - titel: {title}\n    tekst: |\n{lines}\n"))
        assert [d.code for d in check(Case(planned)) if d.code in TOLD] == ["M5410"] * number


def test_a_decision_may_begin_in_bold() -> None:
    assert codes("**Godkendt**\n\nAnna Ager deltog ikke.", key="beslutning") == []


@pytest.mark.parametrize("line", ["**Økonomi**", "**Økonomi:**", "**A. Baggrund**"])
def test_a_usual_heading_is_no_decision(line: str) -> None:
    assert codes(f"{line}\n\nUdgiften er 1 mio. kr.", key="beslutning") == ["M5410"]


@pytest.mark.parametrize("line", ["Afventer høring", "Fremmes", "Sendt til byrådet", "Linje A"])
def test_a_decision_in_bold_that_is_no_usual_heading_is_not_told(line: str) -> None:
    assert codes(f"**{line}**\n\nUdgiften er 1 mio. kr.", key="beslutning") == []


@pytest.mark.parametrize("text", ["ØKONOMI", "SAGENS BAGGRUND", "**ØKONOMI:**", "ØKONOMI 2026"])
def test_a_line_in_capitals_over_text_is_told(text: str) -> None:
    assert codes(f"{text}\n\nUdgiften er 1 mio. kr.") == ["M5411"]
    assert codes(f"{text}\\\nUdgiften er 1 mio. kr.") == ["M5411"]
    assert codes(f"> {text}\n>\n> Udgiften er 1 mio. kr.") == ["M5411"]
    assert codes(f"Udgiften.\n\n{text}") == []


@pytest.mark.parametrize(
    "text",
    [
        *("NORDEA BANK ABP", "ARP-HANSEN A/S", "DANSKE BANK A/S", "ISS FACILITY SERVICES APS"),
        *("OK A.M.B.A.", "VESTAS", "COOP DANMARK", "NOVO NORDISK FONDEN"),
    ],
)
def test_a_company_in_capitals_is_not_told_where_it_is_no_heading(text: str) -> None:
    assert codes(f"Udvalget valgte:\n\n{text}\n\nTilbuddet var lavest.") == []


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
    "text", ["A.\\\n\\\nB.", "A.  \n\\\nB.", "A.\\\n\\\n\\\nB.", "- a\\\n  \\\n  b"]
)
def test_several_line_breaks_in_a_row_are_told_once(text: str) -> None:
    (finding,) = told(text)
    assert finding.rule is accessible.ONLY_AIR
    assert "linjeskift" in str(finding).lower()


@pytest.mark.parametrize("text", ["A.\\\nB.\\\nC.", "A.\n\nB."])
def test_single_line_breaks_are_not_told(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("head", "rows", "number"),
    [
        (("Post", "", "2026"), [("Sti", "5", "6")], 1),
        (("Post", "2025", ""), [("Sti", "5", "6")], 1),
        (("", "", ""), [("Sti", "5", "6")], 1),
        (("Post", "", ""), [("Sti", "5", "6")], 2),
        (("", "2025", "2026"), [("Sti", "5", "6")], 0),
        (("Navn", "Parti", ""), [("Anna", "A", ""), ("Bo", "B", "")], 0),
        (("", "Navn", "Parti"), [("1", "Anna", "A"), ("2", "Bo", "B")], 1),
        (("", "Navn"), [("Anna", "Formand"), ("Bo", "Medlem")], 0),
    ],
)
def test_an_empty_head_over_something_is_told(
    head: tuple[str, ...], rows: list[tuple[str, ...]], number: int
) -> None:
    lines = [head, ("---",) * len(head), *rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    assert codes(text) == ["M3613"] * number


@pytest.mark.parametrize(
    ("head", "more", "number"),
    [
        ('["", 2025, 2026]', "", 0),
        ('["", 2025, 2026]', "raekkehoveder: ja", 0),
        ('["", 2025, 2026]', "raekkehoveder: nej", 1),
        ('[Post, "", 2026]', "", 1),
        ('[Post, " ", ""]', "", 2),
        ('["", "", ""]', "", 1),
        ('["", "", ""]', "raekkehoveder: ja", 1),
    ],
)
def test_an_empty_head_is_told_alike_however_the_table_is_written(
    head: str, more: str, number: int
) -> None:
    written = (
        "punkter:\n  - titel: A\n    tekst:\n      - tabel:\n"
        f"          kolonner: {head}\n          raekker:\n            - [Sti, 5, 6]\n"
        "            - [Vej, 7, 8]\n"
    )
    planned, problems = plan(meeting(written + (f"          {more}\n" if more else "")))
    assert problems == []
    assert [d.code for d in check(Case(planned)) if d.code in TOLD] == ["M3613"] * number


def test_a_table_of_one_column_or_without_rows_is_told() -> None:
    assert codes("| Ønsker |\n|---|\n| lys |\n| fart |") == ["M3614"]
    assert codes("| Navn | Parti |\n|---|---|") == ["M3614"]
    assert codes("| Navn | Parti |\n|---|---|\n| Anna | A |") == []
