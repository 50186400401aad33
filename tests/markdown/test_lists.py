"""Numbers, bullets and labels as they were typed, and text that stands right below a list."""

from __future__ import annotations

import pytest

from moedebog.blocks import (
    Block,
    BulletList,
    Counting,
    Heading,
    LabelledList,
    NumberedList,
    Paragraph,
    Quote,
    Run,
)
from running_text import read, told


def printed(text: str) -> list[object]:
    blocks, found = read(text)
    assert [finding.code for finding in found] == []
    return [outline(block) for block in blocks]


def outline(block: Block) -> object:
    """Words, line breaks and what is printed before entries."""
    match block:
        case Paragraph() | Heading():
            return "".join(run.text if isinstance(run, Run) else "\n" for run in block.inlines)
        case BulletList():
            return [[outline(inner) for inner in item.blocks] for item in block.items]
        case NumberedList():
            return {
                f"{number}.": [outline(inner) for inner in item.blocks]
                for number, item in enumerate(block.items, block.start)
            }
        case LabelledList():
            return [(one.label, *map(outline, one.blocks)) for one in block.items]
        case Quote():
            return (*map(outline, block.blocks),)
    return type(block).__name__


# --- lines with nothing to be seen ------------------------------------------------------------


@pytest.mark.parametrize("unseen", ["\u00a0", "\u2003", "\u3000", " \u00a0 ", "\u200b", "\u2060\t"])
def test_a_line_with_nothing_to_be_seen_is_an_empty_one(unseen: str) -> None:
    assert printed(f"Første\n{unseen}\nAnden") == ["Første", "Anden"]
    assert printed(f"- et\n{unseen}\nTekst") == [[["et"]], "Tekst"]
    assert printed(f"> Et\n>{unseen}\n> To") == [("Et", "To")]


# --- dates and other numbers of a text --------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Møderne holdes:\n1. februar 2026\n1. marts 2026\n1. april 2026",
        "1. maj: høring slut\n1. juni: vedtagelse",
        "1. behandling: 5. maj\n1. behandling fortsat: 6. maj",
        "01. maj\n02. maj",
        "Ferie:\n1. og 2. maj\n1. og 2. juni",
        "1. sal: udlejes\n1. sal tv.: tom",
        "15. dec. 2026: møde\n5. jan. 2027: møde",
        "1. etape: vejen\n1. etape, anden del: stien",
        "1. maj\n2. maj\n3. maj",
    ],
)
def test_dates_below_one_another_are_printed_as_they_are_typed(text: str) -> None:
    assert printed(text) == [text]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("1. maj er fri.\n\n1. juni er ikke.", ["1. maj er fri.", "1. juni er ikke."]),
        ("12. september er sidste frist.", ["12. september er sidste frist."]),
        ("Fristen er den\n1. maj 2026.", ["Fristen er den 1. maj 2026."]),
        (
            "Møder den 1. februar, den\n1. marts og den\n1. april.",
            ["Møder den 1. februar, den 1. marts og den 1. april."],
        ),
        ("Udvalget mødes hver\n1. mandag i måneden.", ["Udvalget mødes hver 1. mandag i måneden."]),
        ("- 15. april: Udvalget\n- 1. marts: Høring", [[["15. april: Udvalget"],
                                                       ["1. marts: Høring"]]]),
        ("- 15. april: Udvalget", [[["15. april: Udvalget"]]]),
        ("> 1. maj\n> 1. juni", [("1. maj\n1. juni",)]),
        ("### Møder\n1. maj\n1. juni", ["Møder", "1. maj\n1. juni"]),
        (
            "Huset (fase\n1) er klar, og (fase\n2) er på vej.",
            ["Huset (fase 1) er klar, og (fase 2) er på vej."],
        ),
    ],
)  # fmt: skip
def test_a_number_of_the_text_begins_no_entry(text: str, blocks: list[object]) -> None:
    assert printed(text) == blocks


@pytest.mark.parametrize(
    "text", ["1. Maj Hansen\n2. Bo Dahl", "1. maj-sagen\n2. budgettet", "1. marts\n2. budget"]
)
def test_a_list_in_which_not_all_are_dates_is_numbered(text: str) -> None:
    (block,) = read(text)[0]
    assert isinstance(block, NumberedList)
    assert told(text) == []


@pytest.mark.parametrize("text", ["1. et\n1. to", "1. at godkende\n1. at sende", "2. a\n2. b"])
def test_numbers_that_change_are_told(text: str) -> None:
    assert told(text) == ["M080"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1) et\n2) to", ["1)", "2)"]),
        ("1) et\n3) tre", ["1)", "3)"]),
        ("01. Velkomst\n02. Oplæg", ["01.", "02."]),
        ("a) et\nb) to\nd) fire", ["a)", "b)", "d)"]),
        ("a) et\nb) to\nb) tre", ["a)", "b)", "b)"]),
        ("i) et\nii) to\niv) fire", ["i)", "ii)", "iv)"]),
        ("1a. et\n1b. to\n2a. tre", ["1a.", "1b.", "2a."]),
        ("a)mælk\nb)brød", ["a)", "b)"]),
        ("① et\n② to", ["①", "②"]),
        ("(a) et\n(c) tre", ["(a)", "(c)"]),
    ],
)
def test_what_stands_before_entries_stays(text: str, labels: list[str]) -> None:
    (block,) = read(text)[0]
    assert isinstance(block, LabelledList)
    assert [item.label for item in block.items] == labels
    assert told(text) == []


def test_a_list_that_goes_on_after_text_keeps_its_numbers() -> None:
    assert printed("1. et\n\nTekst.\n\n2. to\n\nTekst.\n\n3. tre") == [
        {"1.": ["et"]}, "Tekst.", {"2.": ["to"]}, "Tekst.", {"3.": ["tre"]},
    ]  # fmt: skip
    assert told("1. et\n\nTekst.\n\n5. plads") == ["M081"]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("1. et\n  - under\n  - under\n2. to", [{"1.": ["et", [["under"], ["under"]]],
                                                 "2.": ["to"]}]),
        ("10. et\n  * under\n11. to", [{"10.": ["et", [["under"]]], "11.": ["to"]}]),
        ("1. et\n  1. a\n  2. b\n2. to", [{"1.": ["et", {"1.": ["a"], "2.": ["b"]}],
                                           "2.": ["to"]}]),
        ("1. et\n\n  Mere om et.\n\n2. to", [{"1.": ["et", "Mere om et."], "2.": ["to"]}]),
        ("* a\n  * under\n* b", [[["a", [["under"]]], ["b"]]]),
        ("1. et\n   * under\n2. to", [{"1.": ["et", [["under"]]], "2.": ["to"]}]),
        ("- a\n  + under\n- b", [[["a", [["under"]]], ["b"]]]),
    ],
)  # fmt: skip
def test_two_blanks_make_a_list_in_a_list(text: str, blocks: list[object]) -> None:
    assert printed(text) == blocks


# --- bullets ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bullet",
    [*"➢✓❖→◾−‒―‐♦🔹\uf0fc\uf02d\uf0e0", "§ ", "ü ", "v ", "q ", "¨ ", "Ø ", "-\u00a0", "*\u00a0",
     "\u00a0- ", "§       ", "–\u2003"],
)  # fmt: skip
def test_the_usual_bullets_make_a_list(bullet: str) -> None:
    assert printed(f"Køb:\n{bullet} mælk\n{bullet} brød") == ["Køb:", [["mælk"], ["brød"]]]


def test_the_three_levels_of_word_as_mail_programs_write_them() -> None:
    text = "·       mælk\n·       brød\no       under\n§       dybere"
    assert printed(text) == [[["mælk"], ["brød", [["under", [["dybere"]]]]]]]


@pytest.mark.parametrize("text", ["* Ole\n*Ida\n* Eva", "- Ole\n-Ida", "-\u00a0Ole\n- Ida"])
def test_a_mark_that_lacks_its_blank_is_one_beside_others(text: str) -> None:
    (block,) = read(text)[0]
    assert isinstance(block, BulletList)
    assert len(block.items) == text.count("\n") + 1
    assert told(text) == []


def test_hard_blanks_after_numbers() -> None:
    assert printed("1.\u00a0a\n2.\u00a0b") == [{"1.": ["a"], "2.": ["b"]}]


@pytest.mark.parametrize(
    "text",
    [
        "→ se bilaget",
        (
            "- At der ikke oprettes en fælles model for udvikling på børne-, unge-, ældre og,\n"
            "-trivselsområdet"
        ),
        "Se litra\na) i loven, der handler om noget helt andet end dette her.",
        "§ 5 i loven bestemmer, at udvalget skal høres, og det følger også af\n§ 7, stk. 2.",
    ],
)
def test_a_sign_of_the_text_makes_no_list(text: str) -> None:
    (block,) = printed(text)
    words = block[0][0] if isinstance(block, list) else block
    assert words == text.removeprefix("- ").replace("\n", " ")


def test_several_bullets_on_a_line_are_told() -> None:
    assert told("• flere stier • bedre lys • lavere fart") == ["M0882"]
    assert told("▪ stier ▪ lys\n▪ fart") == ["M0882"]
    assert told("Prisen er 5 kr. • 6 kr.") == []


@pytest.mark.parametrize(
    "text",
    ["Fordeles:\n- 5.000 kr. til sti", "Budget:\n\n- 2,5 mio. kr.", "Pris:\n- 5 kr."],
)
def test_an_amount_after_a_colon_is_an_entry(text: str) -> None:
    assert isinstance(read(text)[0][1], BulletList)
    assert told(text) == []


@pytest.mark.parametrize("text", ["Saldoen er:\n- 5.000 kr.", "Resultat:\n\n- 3 %", "- 5.000 kr."])
def test_an_amount_that_may_be_less_than_nothing_is_told(text: str) -> None:
    assert told(text) == ["M086"]


# --- text right below -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Besluttet:\n- at godkende budgettet\n- at sende sagen videre\nCara Dahl tog forbehold.",
        "1. et\n2. to\nCara Dahl tog forbehold.",
        "• et\n• to\nCara Dahl tog forbehold.",
        "a) et\nb) to\nCara Dahl tog forbehold.",
        "> Citat\nTekst efter citatet.",
        "- at godkende budgettet.\nUdvalget takkede.",
        "- et\n  - nederst\nTekst.",
        "1. at godkende\n**Cara Dahl** tog forbehold.",
        "- at sende sagen til byrådet med udvalgets anbefaling\nImod stemte Bo.",
        "- godkendt\nimod stemte Bo.",
        "a) et\nb) to\na) et andet",
        "  ▪ et\n  ▪ to\n  Tekst.",
    ],
)
def test_text_right_below_an_entry_or_a_quotation_is_told_at_it(text: str) -> None:
    (finding,) = read(text)[1]
    assert finding.code == "M0880"
    assert finding.position.line == 1 + text.count("\n")
    apart = text.rsplit("\n", 1)
    assert told("\n\n".join(apart)) == []


@pytest.mark.parametrize(
    "text",
    [
        "- at godkende budgettet for 2026, sådan som det er fremlagt af\nforvaltningen",
        "- lys på\nvejen",
        "- at godkende budgettet\n  Cara Dahl tog forbehold.",
        (
            "- at sende forslaget i høring hos de naboer, der er nævnt i forvaltningens notat fra\n"
            "Eksempelby Kommune"
        ),
        "- godkendt,\nidet fristen er 1. maj",
        (
            "> Det er en lang linje i et citat, som er brudt, fordi den var fuld, og\n"
            "så gik den videre."
        ),
        "- et\n\nTekst.",
        "- et\\\nTo",
        "- et  \nTo",
    ],
)
def test_a_sentence_that_goes_on_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_list_that_begins_anew_below_text_has_one_cause() -> None:
    text = "Aftalt:\n1. at godkende\n2. at sende\nDerudover blev det aftalt:\n1. at vente\n2. at se"
    assert told(text) == ["M0880"]
    assert told(text.replace("\nDerudover", "\n\nDerudover")) == []


@pytest.mark.parametrize(
    ("text", "inwards"),
    [
        ("9. a\n10. b\n\n   ~> citat\n\n11. c", 1),
        ("9. a\n10. b\n   ~> citat\n11. c", 1),
        ("9. a\n10. b\n\n   ~```\n   ~kode\n   ~```\n\n11. c", 1),
        ("9. a\n10. b\n  ~```\n  ~kode\n  ~```\n11. c", 2),
        ("9. a\n10. b\n\n   ~---\n\n11. c", 1),
        ("9. a\n10. b\n\n ~Mere.\n\n11. c", 3),
        ("99. a\n100. b\n\n    ~> citat\n101. c", 1),
        ("1. a\n ~- under\n ~- under\n2. b", 2),
        ("1. a\n\n ~Mere\n2. b", 2),
        ("1.  a\n\n   ~Mere\n2.  b", 1),
        ("- a\n\n ~Mere\n- b", 1),
        ("-   a\n\n  ~Mere\n-   b", 2),
        (" - a\n\n  ~Mere\n - b", 1),
        ("- a\n ~- under\n- b", 1),
        ("- a\n ~- under\n ~- under\n- b", 1),
        ("- a\n  - b\n   ~- under\n- c", 1),
        ("- a\n ~1. b\n ~2. c\n- d", 1),
        ("1. a\n   - b\n\n    ~> citat\n2. c", 1),
        ("a) a\nb) b\n\n  ~> citat", 1),
        ("a) a\nb) b\n\n ~```\n ~kode\n ~```", 2),
        ("> 9. a\n> 10. b\n>\n>    ~Mere", 1),
        ("> - a\n>  ~- under\n> - b", 1),
        ("Vej[^1].\n\n[^1]: Note.\n\n   ~Mere.", 1),
    ],
)
def test_what_is_indented_too_little_for_an_entry_or_a_note_is_told(
    text: str, inwards: int
) -> None:
    (finding,) = read(text.replace("~", ""))[1]
    assert finding.code == "M0884"
    assert finding.position.line == 1 + text[: text.index("~")].count("\n")
    assert f"Ryk det {inwards} mellemrum længere ind" in finding.hint
    assert told(text.replace("~", " " * inwards)) == []


@pytest.mark.parametrize("text", ["| A | B |\n   |---|---|\n   | c | d |", "### Overskrift"])
def test_a_table_that_looks_as_if_in_a_list_is_to_be_moved_out(text: str) -> None:
    (finding,) = read(f"9. a\n10. b\n\n   {text}\n\n11. c")[1]
    assert finding.code == "M0884"
    assert "Ryk linjerne 3 mellemrum ud" in finding.hint
    assert told(f"9. a\n10. b\n\n{text}\n\n11. c".replace("\n   ", "\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "9. a\n10. b\n\n    > citat\n11. c",
        "9. a\n10. b\n\n   Mere.\n11. c",
        "9. a\n10. b\n   - under\n   - under\n11. c",
        "- a\n- b\n\nMere.",
        "- a\n- b\n\n> citat",
        "Aftalt:\n - a\n - b\n\nMere.",
        " - a\n - b\n\n Mere.",
        "Aftalt:\n\n - a\n - b\n\n 1. c\n 2. d",
        "1. a\n   - b\n\n   Mere.\n2. c",
        " 9. a\n10. b\n\nMere.",
        "1. a\n 2. b\n 3. c",
        "- a\n  - b\n  - c\n\n  Mere.\n- d",
        "- - a\n\n    > citat",
        "- a\n  mere\n- b",
        "- a\n mere\n- b",
        "> - a\n> - b\n>\n> Mere.",
        "> - a\n>- b\n>\n>Mere.",
        "Vej[^1].\n\n[^1]: Note.\n\n    Mere.\n\nSlut.",
        "Vej[^1].\n\n- a\n- b\n\n  [^1]: Note.",
    ],
)
def test_what_stands_where_it_belongs_is_not_told(text: str) -> None:
    assert told(text) == []


def test_one_thing_indented_too_little_hides_nothing_further_down() -> None:
    text = "9. a\n10. b\n\n   > citat\n\n11. c\n\nTekst.\n\nSaldo:\n- 5 kr."
    assert told(text) == ["M0884", "M086"]


@pytest.mark.parametrize("last", ["**I alt** | 5", "I alt | 5.000 kr.", "Sum | -3", "Sum | 5 |"])
def test_a_row_without_outer_bars_below_a_table_is_told(last: str) -> None:
    table = f"| Post | Beløb |\n|---|---|\n| Sti | 5 |\n{last}"
    codes = told(table)
    assert codes == ([] if last.endswith("|") else ["M0881"])


# --- breaks at the end ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Vejen 1\\\n5000 Byen\\", ["Vejen 1\n5000 Byen"]),
        ("Vejen 1\\ \n5000 Byen\\\u00a0", ["Vejen 1\n5000 Byen"]),
        ("- Ole\\\n- Ida\\", [[["Ole"], ["Ida"]]]),
        ("- Vejen 1\\\n  5000 Byen\\\n- Ida", [[["Vejen 1\n5000 Byen"], ["Ida"]]]),
        ("Hilsen \\\n\nAnna", ["Hilsen", "Anna"]),
        ("**Anna**\\", ["Anna"]),
        ("Se C:\\mappe\\", ["Se C:\\mappe\\"]),
        ("Se H:\\", ["Se H:\\"]),
        ("en skråstreg \\\\", ["en skråstreg \\"]),
    ],
)
def test_a_break_after_the_last_line_is_not_printed(text: str, blocks: list[object]) -> None:
    assert printed(text) == blocks


# --- lines that would be joined ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "**Ansvarlig:** Rita Ravn\n**Frist:** 1. maj 2026\n**Status:** i gang",
        "§ 1. Formål\n§ 2. Medlemmer\n§ 3. Møder",
        "Tlf. 75 12 34 56\nwww.example.org\nole@example.org",
        "¹ Beløb\n² Skøn",
        "[1] Beløb\n[2] Skøn",
        "ad 1) godkendt\nad 2) udsat",
        "mandag\ntirsdag\nonsdag",
        "kl. 10.00 Velkomst\nkl. 10.15 Oplæg",
        "så grøn en sommer,\nså blå en sø,\nså stille et sted",
        "den grønne lund\nden blanke sø\nden høje himmel",
        "Sti: 5 mio. kr.\nLys: 3 mio. kr.",
        "Budget: 100\n-100 kr.",
        "– 5.000 kr.\n– 3.000 kr.",
        "Ole: Jeg er imod.\nIda: Jeg er for.",
        "Ole: Jeg er imod, fordi stien bliver for dyr, og\nvejen er god nok.\nIda: Jeg er for.",
        "Ad 1: Godkendt.\nAd 2: Udsat.\nAd 3: Udgår.",
        "**Økonomi**\nDer er afsat 5 mio. kr. i 2026 og 3 mio. kr. i overslagsåret 2027.",
        (
            "Ole Hansen, Vejen 1, 5000 Eksempelby, tlf. 75 12 34 56\n"
            "Ida Vang, Vejen 2, 5000 Eksempelby, tlf. 75 12 34 57\n"
            "Bo Dahl, Vejen 3, 5000 Eksempelby, tlf. 75 12 34 58"
        ),
        (
            "tirsdag den 3. februar 2026 kl. 16.30-18.00 i byrådssalen\n"
            "tirsdag den 3. marts 2026 kl. 16.30-18.00 i byrådssalen\n"
            "tirsdag den 7. april 2026 kl. 16.30-18.00 i byrådssalen"
        ),
        "✓ godkendt\n✗ afvist\n✓ udsat",
        "Bilag 1: Kort.\nBilag 2: Notat.",
        "= stier.\n= lys.",
        "1: mælk\n2: brød",
    ],
)
def test_lines_that_are_to_stay_apart_are_told(text: str) -> None:
    assert told(text) == ["M0892"]
    assert told(text.replace("\n", "\\\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Se lov om\n§ 5 og\n§ 7.",
        "Udvalget drøftede sagen\nog tog den til\nefterretning.",
        "**Vigtigt**\nog godt",
        (
            "Udvalget gennemgik forslaget fra forvaltningen, og formanden svarede på alt, hvad\n"
            "Cara Dahl stillede om økonomien."
        ),
        (
            "Til mødet deltog også repræsentanter fra Eksempelby Kommune, Prøveby Kommune og\n"
            "Region Eksempel.\nDe takkede for invitationen."
        ),
        (
            "Sagen: Udvalget drøftede den i går, og den blev udsat, fordi der mangler en\n"
            "beregning af prisen."
        ),
    ],
)
def test_running_text_is_silent(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("level", "number", "label"),
    [(0, 1, "1."), (1, 1, "a."), (2, 1, "i."), (3, 12, "12."), (4, 26, "z."), (1, 27, "aa."),
     (1, 28, "bb."), (2, 4, "iv."), (2, 9, "ix."), (2, 14, "xiv."), (2, 40, "xl."),
     (2, 99, "xcix.")],
)  # fmt: skip
def test_numbers_inside_numbers_are_letters_and_small_numerals(
    level: int, number: int, label: str
) -> None:
    assert Counting.at(level).label(number) == label


def test_numbers_that_change_are_told_as_they_are_printed() -> None:
    _, findings = read("1. Et\n   1. under\n   3. under")
    assert [finding.code for finding in findings] == ["M080"]
    assert "1, 3" in findings[0].message
    assert "a, b" in findings[0].message
    _, findings = read("- Et\n  1. under\n  3. under")
    assert "1, 2" in findings[0].message
