"""Text pasted from Word or mail, and signs that would vanish or be printed bare."""

from __future__ import annotations

import pytest

from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    Heading,
    LabelledList,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Script,
    Table,
    text_of,
)
from running_text import read, told


def good(text: str) -> Blocks:
    blocks, found = read(text)
    assert found == []
    return blocks


def outline(block: Block) -> object:
    """Words and nesting alone."""
    match block:
        case Paragraph() | Heading():
            return text_of(block.inlines)
        case BulletList() | NumberedList():
            return [[outline(inner) for inner in item.blocks] for item in block.items]
        case LabelledList():
            return {one.label: [outline(inner) for inner in one.blocks] for one in block.items}
        case Quote():
            return (*map(outline, block.blocks),)
    return type(block).__name__


# --- lists as they are pasted -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Udvalget ønsker:\n• lys\n• fart",
        "Udvalget ønsker:\n\n•\tlys\n•\tfart",
        "Udvalget ønsker:\n·       lys\n·       fart",
        "Udvalget ønsker:\n– lys\n– fart",
        "Udvalget ønsker:\n— lys\n— fart",
        "Udvalget ønsker:\no\tlys\no\tfart",
        "Udvalget ønsker:\n-lys\n-fart",
        "Udvalget ønsker:\n–lys\n–fart",
        "Udvalget ønsker:\n*lys\n*fart",
        "Udvalget ønsker:\n\uf0b7\u00a0lys\n\uf0b7\u00a0fart",
        "Udvalget ønsker:\n\n• lys\n\n• fart",
        "Udvalget ønsker:\n  ▪ lys\n  ▪ fart",
    ],
)
def test_what_word_writes_before_entries_makes_a_list(text: str) -> None:
    lead, entries = good(text)
    assert outline(lead) == "Udvalget ønsker:"
    assert isinstance(entries, BulletList)
    assert outline(entries) == [["lys"], ["fart"]]


def test_other_marks_inside_a_pasted_list_are_a_level_of_their_own() -> None:
    (block,) = good("• lys\no på vejen\no på stien\n▪ om natten\n• fart")
    assert outline(block) == [
        ["lys", [["på vejen"], ["på stien", [["om natten"]]]]],
        ["fart"],
    ]


def test_what_goes_on_after_an_entry_stays_in_it() -> None:
    (block,) = good("• lys på\nvejen\n\n  og mere\n• fart")
    assert outline(block) == [["lys på vejen", "og mere"], ["fart"]]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("a) lys\nb) fart", ["a)", "b)"]),
        ("a) lys over\n   hele vejen\nb) fart", ["a)", "b)"]),
        ("c. lys\nd. fart", ["c.", "d."]),
        ("(a) lys\n\n(b) fart", ["(a)", "(b)"]),
        ("i) lys\nii) fart\niii) støj", ["i)", "ii)", "iii)"]),
        ("(1) lys\n(2) fart", ["(1)", "(2)"]),
        ("A. Lys\nB. Fart", ["A.", "B."]),
    ],
)
def test_letters_before_entries_stay(text: str, labels: list[str]) -> None:
    (block,) = good(text)
    assert isinstance(block, LabelledList)
    assert [item.label for item in block.items] == labels


def test_letters_and_numbers_nest() -> None:
    (block,) = good("1) vej\na) lys\nb) fart\ni) om dagen\nii) om natten\nc) støj\n2) sti")
    assert outline(block) == {
        "1)": ["vej", {"a)": ["lys"], "b)": ["fart", {"i)": ["om dagen"], "ii)": ["om natten"]}],
                       "c)": ["støj"]}],
        "2)": ["sti"],
    }  # fmt: skip


def test_other_marks_after_a_blank_line_are_another_list() -> None:
    blocks = good("• lys\n• fart\n\na) vej\nb) sti\n\n1) A\na) x\nb) y\n2) B")
    assert [outline(block) for block in blocks] == [
        [["lys"], ["fart"]],
        {"a)": ["vej"], "b)": ["sti"]},
        {"1)": ["A", {"a)": ["x"], "b)": ["y"]}], "2)": ["B"]},
    ]


def test_numbers_close_to_their_text_are_a_list() -> None:
    (block,) = good("1.Lys\n2.Fart")
    assert isinstance(block, NumberedList)


@pytest.mark.parametrize(
    "text",
    [
        "Udvalget drøftede planen\n– og vedtog den.",
        "Det gælder\n-planer af enhver slags, som er lange nok til at fylde.",
        "Se litra\na) i loven, der handler om noget helt andet end dette her.",
        "– 5.000 kr. og resten af sætningen, der går videre på samme linje",
        "Saldoen er\n– 5 % i år og\n– 3 % næste år, som det er oplyst af forvaltningen her.",
        "A. P. Møller har givet et tilskud til vejen, som udvalget takker for.",
    ],
)
def test_one_line_that_begins_so_is_text(text: str) -> None:
    (block,) = good(text)
    assert outline(block) == text.replace("\n", " ")


def test_code_keeps_its_bullets() -> None:
    assert [outline(block) for block in good("```\n• a\n• b\n```")] == ["CodeBlock"]


def test_a_pasted_list_in_a_quotation() -> None:
    assert [outline(block) for block in good("> • lys\n> • fart")] == [([["lys"], ["fart"]],)]


# --- lines that would be joined ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ansøgningen sendes til:\nByens Kommune\nVejen 1\n5000 Byen",
        "Med venlig hilsen\nAnna Eksempel\nFormand",
        "Med venlig hilsen\nAnna Eksempel",
        "Der er tre ønsker:\nflere cykelstier\nbedre lys\nlavere fart",
        "-5 grader\n-3 grader\n-8 grader",
        "Mel 200 kr.\nSukker 100 kr.\nI alt 300 kr.",
        "Jeg elsker de grønne lunde\nmed tonernes vuggende gang\nJeg elsker de blanke\nSunde",
    ],
)
def test_short_lines_are_told(text: str) -> None:
    assert told(text) == ["M0892"]
    kept = text.replace("\n", "\\\n")
    assert told(kept) == []
    assert told(text.replace("\n", "  \n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Udvalget takkede.\nSagen udsættes.\nNæste møde er aftalt.",
        "Udvalget besøgte\nByens Kommune.",
        "Udvalget takkede for oplægget og drøftede, hvordan\nKommunen kan bruge det.",
        "Udvalget drøftede sagen med\nAnna Eksempel og\nBo Prøvesen.",
        "Til stede var Anna,\nBo og\nCarla.",
    ],
)
def test_running_text_is_not_told(text: str) -> None:
    assert good(text)


# --- signs that vanish ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Udgiften er 100*2*3 kr.", "10023"),
        ("Arealet er 3**4**5 m.", "345"),
        ("Se a*b*c i noten.", "abc"),
        ("Åbn __init__.py først.", "init.py"),
        ("Send *.docx,*.pdf i dag.", ".docx,.pdf"),
        ("Tal med (*) og (*) er foreløbige.", "() og ()"),
        ("Nr. 5~~6~~7 udgår.", "567"),
        # Signs that are spoken of.
        ('Brug "*" og "*" i søgningen.', '"" og ""'),
        ("Tast '_' eller '_' først.", "'' eller ''"),
        ("Tegnene »**« og »**« udgår.", "»« og »«"),
        ("Skriv „*“ for nye, „*“ for gamle.", "„“ for nye, „“"),
        ("Koderne -*- og -*- udgår.", "-- og --"),
        ('Tast "`" og "`" nu.', '"" og ""'),
        ('Tast "~~" og "~~" nu.', '"" og ""'),
        ("Kolonnerne [*] og [*] er foreløbige.", "[] og []"),
    ],
)
def test_marks_inside_a_word_are_told_at_it(text: str, words: str) -> None:
    (finding,) = read(text)[1]
    assert (finding.code, finding.words) == ("M084", words)


@pytest.mark.parametrize(
    "text",
    ["*Politiken*s leder", "**U**dvalg for **K**ultur", "2 * 3 * 4", "a_b_c", "beløb* og moms*",
     "5*6", "100\\*2\\*3", "**fed**.", "(*kursiv*)", "`a*b*c`", "har ~~7~~9 medlemmer",
     "~~syv~~**ni** og **ni**~~syv~~", 'Han sagde "*ja*" og »**nej**«.', '*"Citat"* og *»citat«*',
     "(*§ 5*) og *(se bilag)*", "*– ja –* og **- to**", "***begge*** og **fed *og* mere**"],
)  # fmt: skip
def test_marks_that_are_meant_or_stay_are_not_told(text: str) -> None:
    assert good(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Ordføreren sagde **nej* og gik.", "*nej"),
        ("Ordføreren sagde *nej** og gik.", "nej*"),
        ("***Nej** var svaret.", "*Nej"),
        ("__nej_ og gik", "_nej"),
    ],
)
def test_signs_that_are_not_as_many_before_as_after_are_told(text: str, printed: str) -> None:
    (finding,) = read(text)[1]
    assert (finding.code, finding.values["trykt"]) == ("M0870", printed)


def test_an_escaped_sign_beside_emphasis_is_meant() -> None:
    assert good("**I alt**\\* og \\**nej*")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("H:\\Byråd og udvalg\\_arkiv og H:\\Sager 2026\\(lukket).",
         ["udvalg\\_arkiv", "2026\\(lukket)."]),
        ("Hent C:\\Program Files\\*.exe", ["Files\\*.exe"]),
        ("Se F:\\Skole\nog fritid\\#2026", ["fritid\\#2026"]),
        ("C:\\x er fuldt. Løn\\_x stiger.", []),
        ("C:\\\\Program Files\\\\\\*.exe", []),
    ],
)  # fmt: skip
def test_a_path_goes_on_after_a_blank(text: str, words: list[str]) -> None:
    assert [(f.code, f.words) for f in read(text)[1]] == [("M085", word) for word in words]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Se »&copy;« og AT&amp;T", ["»©«", "»&«"]),
        ("to&nbsp;ord", ["et mellemrum eller et tegn, der ikke kan ses"]),
        ("1&#8211;2 &aring;r", ["»–«", "»å«"]),
        ("R&D, &foo; og \\&amp;", []),
    ],
)
def test_signs_written_as_in_a_web_page_are_told(text: str, printed: list[str]) -> None:
    assert [(f.code, str(f.values["trykt"])) for f in read(text)[1]] == [
        ("M0872", one) for one in printed
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Se <https://example.org>.", "Se https://example.org."),
        ("Fra: Ole Hansen <ole@example.org>", "Fra: Ole Hansen <ole@example.org>"),
        ("Ole <mailto:ole@example.org>", "Ole <ole@example.org>"),
        ("https://example.org<https://example.org/> nu", "https://example.org nu"),
        ("ole@example.org<mailto:ole@example.org> nu", "ole@example.org nu"),
        ("Tekst\n<https://example.org>", "Tekst https://example.org"),
    ],
)
def test_an_address_in_signs_is_printed_as_typed(text: str, printed: str) -> None:
    (block,) = good(text)
    assert isinstance(block, Paragraph)
    assert text_of(block.inlines) == printed
    assert [run.link for run in block.inlines if isinstance(run, Run) and run.link]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Se kommunens side<https://example.org/a>.", "Se kommunens side<https://example.org/a>."),
        ("Ole Hansen<mailto:ole@example.org>", "Ole Hansen<ole@example.org>"),
        ("**Ole**<mailto:ole@example.org>", "Ole<ole@example.org>"),
        ("example.org<https://example.org>", "example.org<https://example.org>"),
    ],
)
def test_an_address_that_a_mail_program_put_after_a_text_is_told(text: str, printed: str) -> None:
    blocks, found = read(text)
    assert [finding.code for finding in found] == ["M0871"]
    assert isinstance(blocks[0], Paragraph)
    assert text_of(blocks[0].inlines) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Se \\\\server\\mappe nu.", "\\server\\mappe"),
        ("Se C:\\_x i dag.", "C:_x"),
        ("Brug og\\/eller her.", "og/eller"),
        ("Filen K:\\#alle\\brev.", "K:#alle\\brev."),
        ("Stien er mappe\\.x nu.", "mappe.x"),
    ],
)
def test_a_backslash_that_vanishes_is_told(text: str, printed: str) -> None:
    (finding,) = read(text)[1]
    assert finding.code == "M085"
    assert finding.values["trykt"] == printed


@pytest.mark.parametrize(
    "text",
    ["12\\. september", "\\* en stjerne", "a\\_b", "C:\\mappe\\fil", "\\\\\\\\server\\\\mappe",
     "linje\\\nnæste", "`\\\\server\\mappe`", "5 \\> 3", "\\[1\\]", "\\- 5 kr.", "x\\~y",
     "Re\\-implementering", "it\\'s"],
)  # fmt: skip
def test_a_backslash_that_is_needed_is_not_told(text: str) -> None:
    assert good(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det gælder kommuner med\n> 100.000 borgere",
        "> 5 %",
        ">= 5 stemmer",
        "- 5.000 kr.",
        "- 3,5 %",
        "Prisen er 100 kr.\n+ moms",
        "+ 3",
        "* Tallene er foreløbige.",
        "Budgettet er\n- 5.000 kr.",
        "Udvalget drøftede sagen\n- og vedtog den.",
        "- > 5 %\n- under",
    ],
)
def test_a_sign_read_as_the_mark_of_a_line_is_told(text: str) -> None:
    assert told(text) == ["M086"]


@pytest.mark.parametrize(
    "text",
    ["> Et citat", "Hun sagde:\n> Det er godt.", "> 12 elever\n> og deres lærere", "- ét led",
     "Udvalget vil:\n- bygge", "- 5.000 kr.\n- 200 kr.", "- A\n  - under", "\\- 5.000 kr.",
     "Udvalget vil\n- bygge\n- rive ned", "- 12 elever deltog", "- 10.30 Ankomst"],
)  # fmt: skip
def test_a_list_and_a_quotation_are_not_told(text: str) -> None:
    assert good(text)


@pytest.mark.parametrize("line", ["---", "===", "-", "----------"])
def test_text_over_a_line_is_told_of_as_a_heading(line: str) -> None:
    blocks, found = read(f"Udvalget takkede.\n{line}\nSå gik man.")
    assert isinstance(blocks[0], Heading)
    assert [finding.code for finding in found] == ["M087"]
    assert "skriv ---, hvis der skal være en streg" in found[0].hint
    assert told("Udvalget takkede.\n\n---\n\nSå gik man.") == []


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Beløbet er uden moms.", "*Uden moms*", "Se 5.", "`x`", "Kilde: A | B"]
)
def test_text_right_below_a_table_comes_after_it(text: str) -> None:
    table, after = good(f"| Post | Beløb |\n|---|---|\n| Sti | 5 |\n{text}")
    assert isinstance(table, Table)
    assert len(table.rows) == 1
    assert isinstance(after, Paragraph)


def test_a_row_with_too_few_cells_is_told() -> None:
    assert told("| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 1 | | 3 |") == ["M088"]


@pytest.mark.parametrize(
    "text",
    [
        "| Post | Beløb |\n| Sti | 5 |",
        "Post | Beløb\nSti | 5",
        "| Post | Beløb |\n|---|---|---|\n| Sti | 5 |",
        "| Post | Beløb |",
        "Økonomi:\n| Post | Beløb |\n| Sti | 5 |",
    ],
)
def test_rows_that_make_no_table_are_told(text: str) -> None:
    assert told(text) == ["M089"]


def test_a_bar_in_a_text_is_not_told() -> None:
    assert good("Valget står mellem A | B.")
    assert good("Det skrives\nsom A | B i listen, og det skal det blive ved med i al fremtid.")


# --- what is set, and what is printed bare ----------------------------------------------------


def runs(text: str) -> list[Run]:
    (paragraph,) = good(text)
    assert isinstance(paragraph, Paragraph)
    return [run for run in paragraph.inlines if isinstance(run, Run)]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Send til a.b@example.org.", {"a.b@example.org": "mailto:a.b@example.org"}),
        (
            "Se https://www.example.org/h?id=7&v=2 eller www.example.org.",
            {
                "https://www.example.org/h?id=7&v=2": "https://www.example.org/h?id=7&v=2",
                "www.example.org": "https://www.example.org",
            },
        ),
        ("(http://example.org/a_(b))", {"http://example.org/a_(b)": "http://example.org/a_(b)"}),
        ("https://example.org/_l/15/*x", {"https://example.org/_l/15/*x": None}),
        ("»www.example.org«, og så", {"www.example.org": "https://www.example.org"}),
        ("**https://example.org**", {"https://example.org": "https://example.org"}),
        ("mailto:a@example.org", {"mailto:a@example.org": "mailto:a@example.org"}),
        ("se https://example.org/~ab/~cd/;", {"https://example.org/~ab/~cd/": None}),
    ],
)
def test_bare_addresses_are_links(text: str, links: dict[str, str | None]) -> None:
    found = {run.text: run.link for run in runs(text) if run.link}
    assert found == {said: target or said for said, target in links.items()}
    assert "".join(run.text for run in runs(text)) == text.replace("**", "")


@pytest.mark.parametrize(
    "text", ["a@b", "www.x", "https://", "`www.example.org`", "x@", "ftp://example.org", "@navn"]
)
def test_what_is_no_address_is_no_link(text: str) -> None:
    assert [run.link for run in runs(text)] == [None]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("o'hara@example.org", "mailto:o'hara@example.org"),
        ("ole&ida@example.org", "mailto:ole&ida@example.org"),
        ("B&amp;O@example.org", "mailto:B&O@example.org"),
        ("https://example.org/sag-[1]-x", "https://example.org/sag-%5B1%5D-x"),
        ("https://example.org/?q=a|b", "https://example.org/?q=a%7Cb"),
        ("https://example.org/?f[type]=sag", "https://example.org/?f%5Btype%5D=sag"),
        ("https://example.org/{id}/a", "https://example.org/%7Bid%7D/a"),
    ],
)
def test_an_address_is_not_cut_short(text: str, link: str) -> None:
    (run,) = runs(text)
    assert run.link == link


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("'ole@example.org'", "ole@example.org"),
        ("[https://example.org]", "https://example.org"),
        ("https://example.org/sti[1]", "https://example.org/sti"),
        ("www.example.org|Kontakt", "www.example.org"),
    ],
)
def test_what_stands_around_an_address_is_no_part_of_it(text: str, said: str) -> None:
    assert [run.text for run in runs(text) if run.link] == [said]
    assert [run.link for run in runs("o’hara@example.org")] == [None]


def test_an_address_inside_a_link_is_its_text() -> None:
    (run,) = runs("[www.example.org](https://example.org/x)")
    assert (run.text, run.link) == ("www.example.org", "https://example.org/x")


def test_struck_lowered_and_raised_text() -> None:
    assert runs("~~ud~~ CO~2~ m^2^ 10^-6^") == [
        Run("ud", struck=True),
        Run(" CO"),
        Run("2", script=Script.SUB),
        Run(" m"),
        Run("2", script=Script.SUPER),
        Run(" 10"),
        Run("-6", script=Script.SUPER),
    ]


@pytest.mark.parametrize(
    "text", ["~50 stk. ~60", "~5-~10", "a^2+b^2", "2^3 og 3^2", "~50~60", "CO\\~2\\~", "^_^", "x~y"]
)
def test_signs_that_raise_nothing_are_printed(text: str) -> None:
    assert [run.script for run in runs(text)] == [None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Antallet er 350.[^1]", "M0890"),
        ("Antallet er 350.^[Danmarks Statistik]", "M0890"),
        ("[^note]: Danmarks Statistik.", "M0893"),
        ("Det er ** vigtigt **.", "M0891"),
        ("Det er **vigtigt.", "M0891"),
        ("Det er *vigtigt *.", "M0891"),
        ("Det er ==vigtigt==.", "M0891"),
        ("Det er ~~ vigtigt.", "M0891"),
        ("- [ ] send brevet\n- ring", "M0891"),
        ("##Baggrund", "M0891"),
        (":::note", "M0891"),
        ("Se [[Forside]] her.", "M0891"),
        ("Se [planen](bilag/den nye.pdf) her.", "M0891"),
        ("Se ![kort](bilag/et kort.png)", "M0891"),
        ("Et afsnit {.vigtigt}", "M0891"),
        ("Se ![kort](bilag/kort over (by) nr. 1.png)", "M0891"),
        ("[Notat](bilag/notat (1) x.pdf)", "M0891"),
        ("Grunden er 500 m^2.", "M0891"),
        ("Grunden er 500m^2, i alt 3 km^2", "M0891"),
        ("Udledningen af CO_2 falder.", "M0891"),
        ("CO_2-udledningen falder.", "M0891"),
        ("Summen er x^n+1^.", "M0891"),
        ("Summen er m^{2}^.", "M0891"),
        ("Udgår: ~slettet~.", "M0891"),
        ("Nyt: ++tilføjet++.", "M0891"),
        ("Se ||skjult|| her.", "M0891"),
    ],
)
def test_what_looks_like_markup_and_is_none_is_told(text: str, code: str) -> None:
    assert set(told(text)) == {code}


@pytest.mark.parametrize(
    "text",
    ["C++/C++ og A++ til B++", "BILAG_2 og CO_2_plan.pdf", "~/mappe og ~5 til ~6", "a^2 + b^2",
     "Navn: ____", "[sic]", "a == b", "#MeToo", "x = [1]", "{x}", "***", "C++", "\\==a==", "[x]",
     "`==a==`", "\\[^1]", "5 ** 6", "Se § 5 [uddrag] (2024)"],
)  # fmt: skip
def test_what_is_no_markup_is_not_told(text: str) -> None:
    assert not {"M0890", "M0891"} & set(told(text))
