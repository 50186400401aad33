"""What a hint shows to be written is written, and the file is valid."""

from __future__ import annotations

import re

import pytest

from moedebog import commas, schema, source
from moedebog.diagnostics import Diagnostic

ITEM = "dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: A\n"


def found(text: str, name: schema.Name = "meeting") -> list[Diagnostic]:
    tree, problems = source.parse(text.encode(), "m.yaml")
    if tree is None or problems:
        return problems
    return schema.check(tree, name) or commas.broken(tree)


def applied(text: str, finding: Diagnostic) -> str:
    """The text after what the hint says has been done to it, as somebody would at the place."""
    lines = text.split("\n")
    number, column = finding.position.line - 1, finding.position.column - 1
    head, tail = lines[number][:column], lines[number][column:]
    hint = finding.hint
    if meant := re.match(r"Mente du (\S+)\?", hint):
        end = re.match(r"[^:,}\]]+", tail)
        assert end
        lines[number] = head + meant[1] + tail[end.end() :]
        return "\n".join(lines)
    if quoted := re.fullmatch(r'Sæt anførselstegn om: (".*")\.', hint):
        lines[number] = head + quoted[1] + tail.removeprefix(quoted[1].strip('"'))
        return "\n".join(lines)
    if finding.code == "M042":
        example = hint.removeprefix("Skriv f.eks. ").split(" og på næste linje ")
        if "f.eks. »" in hint or "{" in finding.message:
            lines[number] = f"{head}{tail[:1]}{example[0]}, {tail[1:]}"
        else:
            indent = re.match(r"[ -]*", lines[number])
            assert indent
            pad = " " * len(indent[0])
            lines[number + 1 : number + 1] = [
                f"{pad}{'  ' if step else ''}{line}" for step, line in enumerate(example)
            ]
        return "\n".join(lines)
    before = head.rstrip().rpartition(" ")[2].lstrip("{[-")
    if "tallet uden" in hint or "minutter" in hint:
        one = hint.partition("»")[2].partition("«")[0]
        assert one.startswith(before)
        lines[number] = (
            head
            + one.removeprefix(before).strip()
            + (re.sub(r"^[^,}]*", "", tail) if "{" in head else "")
        )
        return "\n".join(lines)
    shown = [one.replace("…", "Anna Ager") for one in re.findall("»([^«]*)«", hint)]
    assert shown, hint
    if finding.code == "M051":
        key = shown[0].partition(":")[0]
        at = lines[number].rindex(f"{key}:", 0, column)
        rest = finding.message.partition("»")[2].partition("«")[0]
        lines[number] = lines[number][:at] + shown[0] + tail.removeprefix(rest)
    elif shown[0].startswith("[") or "efter kolonet" in hint:
        lines[number] = head + shown[0]
    elif finding.code == "M038":
        lines[number : number + 1] = in_lines(lines[number], shown[0])
    else:
        entry = head.strip() == "-"
        pad = " " * (len(head) if entry else len(re.match(r"[ -]*", head)[0]) + 2)  # type: ignore[index]
        dashed = shown[0].startswith("- ")
        if entry:
            first = f"{head}{shown[0].removeprefix('- ')}"
            lines[number : number + 1] = [first, *(f"{pad}{one}" for one in shown[1:])]
        else:
            after = "  " if dashed else ""
            put = [f"{pad}{shown[0]}", *(f"{pad}{after}{one}" for one in shown[1:])]
            if "Skriv nøglen at: og" in hint:
                put = [f"{pad}at:", f"{pad}  {shown[0]}"]
            lines[number : number + 1] = [head.rstrip(), *put]
    return "\n".join(lines)


def in_lines(line: str, whole: str) -> list[str]:
    """A list between brackets, each entry on a line of its own."""
    key, _, rest = line.partition(": [")
    pad = " " * (len(key) - len(key.lstrip()) + 2)
    one = whole.removeprefix("- ")
    others = [part for part in rest.rstrip("]").replace(one, "\0").split(", ") if part != "\0"]
    return [f"{key}:", f"{pad}- {one}", *(f"{pad}- {part}" for part in others)]


LINES = [
    # a text where a list is wanted
    "afbud: Anna Ager",
    "afbud: Anna Ager, Bo Bæk",
    "afbud: 'Anna: Ager, #Bo'",
    "gaester: 'Formand: Anna Ager'",
    "    inhabil: Bo Bæk",
    "gaester: Henrik Dahl, teknisk direktør",
    "    ankom: Anna Ager, Bo Bæk",
    "    tekst:\n      - tabel:\n          kolonner: År, beløb i kr.\n          raekker: []",
    "    indstilling:\n      at: godkender budgettet",
    "    indstilling:\n      at: godkender budgettet, idet sagen genoptages",
    "    indstilling:\n      at: 'beslutter: at godkende'",
    "    indstilling:\n      at: '# 3 godkendes'",
    "    indstilling:\n      at: '[udkast] godkendes, hvis ja'",
    "    bilag: bilag/notat.pdf",
    "    bilag: Notat",
    "    bilag:\n      - bilag/notat.pdf",
    "    bilag:\n      - 'bilag/2025: notat.pdf'",
    "    bilag: 'notat \"a\".pdf'",
    "    protokolbemaerkninger: Det er for dyrt",
    "    protokolbemaerkninger: 'For dyrt: nej'",
    "    protokolbemaerkninger:\n      - Det er for dyrt",
    "    opfoelgning: Ringe til Bo",
    "    opfoelgning:\n      - Ringe til Bo",
    "    opfoelgning:\n      - 'Husk: ring'",
    "    underpunkter: Status",
    "    underpunkter:\n      - Status",
    "    underpunkter:\n      - 'Status: nyt'",
    "    underpunkter: Status, økonomi, proces",
    # keys and values where a text stands
    "    indstilling: godkender budgettet",
    "    indstilling: 'godkender: budgettet'",
    "    afstemning: 5",
    "    afstemning:\n      - 5",
    # a number where a text is wanted, and the other way round
    "sted: 5",
    "    sagsfremstilling: 2025",
    # words
    "form: virtuel",
    "stad: Hallen",
    "    udfaald: godkendt",
    # what is missing
    "    opfoelgning:\n      - ansvarlig: Bo",
    "    bilag:\n      - fil: a.pdf",
    "    bilag: [{fil: a.pdf}]",
    "    protokolbemaerkninger:\n      - fra: Bo",
    # a comma that divides
    "    bilag: [{titel: Notat, økonomi, fil: a.pdf}]",
    "    indstilling:\n      at: [tager til efterretning, idet sagen genoptages]",
    "gaester: [Henrik Dahl, teknisk direktør]",
    "gaester: [Bo Bæk, Henrik Dahl, teknisk direktør]",
    "    afstemning: {for: V, A, imod: 2}",
    "    afstemning: {undlod: Bo Bæk, Anna Ager, for: 1}",
    "    ankom: [{navn: Bo Bæk, kl. 10.45}]",
    "    forlod: [{navn: Bo Bæk, 11}]",
    "afbud: [{navn: Anna Ager, ferie}]",
    "gaester: [{navn: Anna Ager, direktør i By og Land}]",
    "    afsnit: [{slags: sagsfremstilling, Hej med dig}]",
    "    opfoelgning: [{opgave: x, frist: 2026-02-01, senest}]",
    "    indstilling:\n      at: [x, y]\n      delbeslutninger: [{punkt: 1, 2, udfald: godkendt}]",
    "    indstilling:\n      at: [x]\n      delbeslutninger: Godkendt",
    "    indstilling:\n      at: [x]\n      delbeslutninger:\n        - Godkendt, idet alt er ok",
    # others
    "nummerering: 49",
    "    varighed: 1,5",
    "    varighed: 1:30",
    "    varighed: 20 min.",
    '    afstemning: {for: "5", imod: 2}',
    "    afstemning: 5 for, 2 imod",
    "    ankom: Bo Bæk 10.45",
    "    forlod: Bo Bæk kl. 11",
    "    afsnit: Hej",
    "    afsnit:\n      - Hej",
    "    afsnit: [{slags: beslutning, beslutning: Ja}]",
    "    afsnit: [{slags: beslutning, text: Ja}]",
    "    bilag:\n      Notat: bilag/notat.pdf",
    "    bilag:\n      -bilag/notat.pdf",
    "    bilag: [{titel: Notat, link: x.pdf}]",
    "    underpunkter:\n      - titel = B",
    "    underpunkter:\n      - titel; B",
    "udeblevet: »Bo Bæk«",
    "    indstilling: godkender, at der bygges en sti ved søen fra byen til den nye skole i 2027",
]


@pytest.mark.parametrize("typed", LINES)
def test_what_a_hint_shows_is_valid_where_it_is_written(typed: str) -> None:
    text = ITEM + typed + "\n"
    if not typed.startswith(" "):
        text = f"{typed}\n{ITEM}"
    follow(text, "meeting", steps=2)


def follow(text: str, name: schema.Name, steps: int) -> None:
    """Write what the hints show, one after the other: then there is nothing left to tell."""
    first = found(text, name)
    assert first
    for _ in range(steps):
        problems = found(text, name)
        if not problems:
            break
        text = applied(text, problems[0])
    assert found(text, name) == [], f"{first[0]}\n{text}"


FORUM = [
    "medlemmer: Anna Ager, Bo Bæk",
    "medlemmer: Anna Ager, formand",
    "modtagere: anna@example.org",
    "modtagere: anna@example.org, bo@example.org",
    "modtagere:\n  - anna@example.org",
    "modtagere:\n  - gruppe: alle\n    personer: anna@example.org, bo@example.org",
    "modtagere:\n  - gruppe: alle\n    personer: anna@example.org",
    "kontakt: anna@example.org",
    "formater: pdf, docx",
    "politik:\n  regler: M202",
    "politik:\n  regler:\n    - M202",
    "politik:\n  afsnit: resume, beslutning",
    "politik:\n  sagstyper: Til orientering",
]


@pytest.mark.parametrize("typed", FORUM)
def test_a_hint_about_the_forum_is_valid_where_it_is_written(typed: str) -> None:
    follow(f"navn: Udvalget\n{typed}\n", "forum", steps=3)


@pytest.mark.parametrize(
    "whole",
    [
        "nummerering: {start: 1, zzz: 1}",
        "    forlod: [{navn: Bo, tid: 10.30, zzz: 1}]",
        "    protokolbemaerkninger: [{fra: Bo, tekst: Nej, zzz: 1}]",
        "    opfoelgning: [{opgave: Ringe, ansvarlig: Bo, frist: 2025-10-01, zzz: 1}]",
        "    gaester: [{navn: Bo, titel: A, organisation: B, parti: C, zzz: 1}]",
        "    tekst: [{billede: {fil: a.png, alt: A, zzz: 1}}]",
    ],
)
def test_a_hint_about_what_can_stand_somewhere_never_lists_nothing(whole: str) -> None:
    text = ITEM + whole + "\n" if whole.startswith(" ") else f"{whole}\n{ITEM}"
    hints = [one for d in found(text) if d.code == "M041" for one in (d.hint, d.texts("en")[1])]
    assert hints
    assert not any(re.search(r":\s*\.|»«|:\s*$", hint) for hint in hints), hints


FOLLOWED = [
    (
        "    protokolbemaerkninger: |\n      Anna Ager ønskede det sagt.\n\n      Også Bo.",
        "»- fra: …«, »tekst: |«, den anden to mellemrum længere inde end stregen",
        "    protokolbemaerkninger:\n      - fra: A\n        tekst: |\n          A\n\n          B",
    ),
    (
        "    indstilling: Forvaltningen indstiller, at sagen, som er lang, godkendes af udvalget",
        "»fra: Forvaltningen«, »at:« og, to mellemrum længere inde, »- sagen, som er lang",
        "    indstilling:\n      fra: X\n      at:\n        - sagen, som er lang, godkendes",
    ),
    (
        "    indstilling:\n      at:\n        godkender planen\n        drøfter budgettet",
        "»- godkender planen«, »- drøfter budgettet«",
        "    indstilling:\n      at:\n        - godkender planen\n        - drøfter budgettet",
    ),
    (
        "    inhabil: |\n      Anna Ager\n      Bo Bæk",
        "»- Anna Ager«, »- Bo Bæk«",
        "    inhabil:\n      - Anna Ager\n      - Bo Bæk",
    ),
    (
        "    inhabil:\n      – Anna Ager\n      – Bo Bæk",
        "»- Anna Ager«, »- Bo Bæk«",
        "    inhabil:\n      - Anna Ager\n      - Bo Bæk",
    ),
    (
        "    lukket:\n      - grund: Personsag",
        "skriv »grund: …« uden - foran",
        "    lukket:\n      grund: Personsag",
    ),
    (
        "    afsnit:\n      - sagsfremstilling: Hej",
        "»slags: sagsfremstilling« og »tekst: …«",
        "    afsnit:\n      - slags: sagsfremstilling\n        tekst: Hej",
    ),
    (
        "    afstemning: Enstemmigt vedtaget",
        "»beslutning: Enstemmigt vedtaget«, og slet afstemning",
        "    beslutning: Enstemmigt vedtaget",
    ),
    (
        "    sagstype: beslutning\n    bilag: [{titel: Notat, udsendes_med: referat, dagsorden}]",
        "som der kun kan stå én af her, sådan: »udsendes_med: referat«",
        "    sagstype: beslutning\n    bilag: [{titel: Notat, udsendes_med: referat}]",
    ),
]


@pytest.mark.parametrize(("typed", "shown", "mended"), FOLLOWED)
def test_a_hint_in_words_leads_to_a_valid_file(typed: str, shown: str, mended: str) -> None:
    problems = found(f"{ITEM}{typed}\n")
    assert any(shown in problem.hint for problem in problems), list(map(str, problems))
    assert found(f"{ITEM}{mended}\n") == []


def test_no_hint_cuts_what_it_shows_to_be_written() -> None:
    said = "tager orienteringen om den nye sti ved søen til efterretning og takker for arbejdet"
    for key in ("indstilling", "protokolbemaerkninger", "opfoelgning", "afsnit", "inhabil"):
        (problem,) = found(f"{ITEM}    {key}: {said}\n")
        assert said in problem.hint


def test_an_item_beside_punkter_is_shown_below_it() -> None:
    first, *_ = found("dato: 2025-09-12\nstart: 10.00\npunkter:\ntitel: A\n")
    assert "»  - titel: A«" in first.hint


def test_of_two_decisions_on_habilitet_one_stays_and_says_both() -> None:
    two = (
        "    habilitetsbeslutning:\n      - udfald: inhabil\n        om: [Bo]\n"
        "      - udfald: habil\n        om: [Carl]\n"
    )
    (finding,) = found(ITEM + two)
    assert finding.code == "M043"
    assert "kun stå én" in finding.hint
    assert "`tekst`" in finding.hint
    one = (
        "    habilitetsbeslutning:\n      udfald: inhabil\n      om: [Bo]\n"
        "      tekst: Bo er inhabil, og Carl er habil.\n"
    )
    assert not found(ITEM + one)


@pytest.mark.parametrize(
    "line",
    [
        "habilitetsbeslutning: {udfald: habil, om: Frida Gran}",
        "indbragt: {af: [Dorte Eg, Frida Gran], for: Byrådet}",
    ],
)
def test_one_name_or_several_may_stand_where_people_act(line: str) -> None:
    assert not found(f"{ITEM}    {line}\n")


def test_an_empty_text_is_called_empty() -> None:
    (finding,) = found(f'{ITEM}    lukket: {{grund: x, offentlig_beslutning: ""}}\n')
    assert "kan ikke være tom" in finding.message
