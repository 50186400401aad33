"""The importer in small: never a crash, never a lost word, never text read as markup."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from import_support import document_words, imported, run, words
from moedebog import cli, compose, markdown, source
from moedebog.diagnostics import Position, UsageProblem, has_errors
from moedebog.document import Audience
from moedebog.importer import import_file
from moedebog.importer.genre import patterns
from moedebog.importer.one_file import TURNED
from moedebog.importer.pieces import Kind, text_piece
from moedebog.importer.readers import choosing, joining, letters
from moedebog.importer.readers.text import reader as read_text
from moedebog.importer.recognise import people
from moedebog.importer.recognise import title as titles
from moedebog.importer.write import yaml_text
from moedebog.importer.write.markup import body
from moedebog.load import load
from moedebog.workspace import Workspace
from support import lines

HEAD = "Referat fra Udvalget den 3. marts 2025 kl. 10.00\n\n"


# --- any text -------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        *("Punkt 1: Velkomst", "Punkt 2: Sag, kl. 10.00-10.15", "Punkt 3: Sag (kl. 9-25:99)"),
        *(
            "1. Valg",
            "2. Valg",
            "7.",
            "Ad 3",
            "Punkt : Pause",
            "Pkt. 7",
            "3.1 Under",
            "Lukket punkt",
        ),
        *(
            "Beslutning",
            "INDSTILLING",
            "RESUMÈ",
            "Bilag",
            "Bilag.pdf",
            "/etc/a.pdf",
            "C:\\x\\b.docx",
        ),
        *(
            "- a",
            "  - b",
            "1. Godkendt.",
            "2. Godkendt.",
            "at sagen godkendes,",
            "| a | b |",
            "a\tb\tc",
        ),
        *(
            "---",
            "<b>x</b>",
            "[a](b)",
            "![x](y)",
            "{lang=en}",
            "&copy;",
            "*",
            "**x",
            "``` x",
            "~~~",
        ),
        *("Indholdsfortegnelse", "Velkomst.....3", "Dagsorden:", "Til stede: Anna Eksempel, Bo Ny"),
        *("Afbud: Bo Ny", "Mødeleder: Hans Ukendt", "Tid: kl. 12.00-11.00", "\f", "", "", "\u00ad"),
        *(
            "Fraværende: Bo Ny",
            "Bo Ny ankom kl. 10.20.",
            "DAGSORDEN",
            "Afstemning",
            "For: 3",
            "\x00",
        ),
        *(
            "Opfølgning",
            "Protokolbemærkning fra A:",
            "Oversigt",
            "kl. 10.30",
            "Sagsnr. 25/1",
            "x #1",
        ),
    ]
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FRAGMENTS | st.text(max_size=60), max_size=30))
def test_any_text_becomes_a_valid_meeting(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    result = imported(HEAD + "\n".join(parts) + "\n\nslut", tmp_path_factory.mktemp("any"))
    assert result.meeting.punkter


KINDS = st.sampled_from(
    [
        *(
            "Punkt {n}: Titel {w}",
            "{n}. {w} her",
            "Ad {n} {w}",
            "- {w}",
            "  - {w}",
            "1. {w}",
            "a. {w}",
        ),
        *(
            "Beslutning: {w}",
            "Beslutning\n\n{w}",
            "INDSTILLING\n\nDet indstilles, at {w}:\n\n1. {w}x",
        ),
        *("Indstilling\n\nat {w} godkendes,\n\nat {w}y drøftes", "Bilag\n\n{w}.pdf\n{w}z", "# {w}"),
        *(
            "| {w} | b |\n|---|---|\n| c | {w}c |",
            "a\t{w}\tc\nd\te\t{w}f",
            "**{w}**",
            "Overskrift {w}",
        ),
        *(
            "Sagsnr. 25/{n}-{w}",
            "Til stede: {w}",
            "Afbud: {w} Hansen",
            "Fraværende: {w}",
            "Tid: {w}",
        ),
        *("Protokolbemærkning fra {w}:\n\n{w}p", "Afstemning\n\nFor: {w}", "Opfølgning\n\n{w}"),
        *(
            "Indholdsfortegnelse\n\n{w}.....3",
            "Dagsorden:\n1. {w}\n2. {w}d",
            "[{w}](#)",
            "{w}: {w}k",
        ),
        *(
            "Tekst om {w}, der er lang nok til at være et helt afsnit for sig selv.",
            "kl. 10.00 {w}",
        ),
        *(
            "Pause {w} (kl. 11.00-11.10)",
            "Lukkede punkter\n\nPunkt {n}: {w}",
            "Referat {w}",
            "§ {w}",
        ),
    ]
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(KINDS, min_size=1, max_size=25), st.sampled_from(["\n", "\n\n"]))
def test_no_word_is_dropped(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], between: str
) -> None:
    """Every odd word that is put into a document of odd pieces is in what comes out."""
    texts = [kind.format(n=n, w=f"qz{n}w") for n, kind in enumerate(kinds, 1)]
    result = imported(HEAD + between.join(texts) + "\n", tmp_path_factory.mktemp("words"))
    wanted = {word for text in texts for word in re.findall(r"qz\d+w\w*", text)}
    made = " ".join(document_words(result.document(audience=Audience.INTERN)))
    assert {word for word in wanted if word not in made} == set(), result.text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300))
def test_any_bytes_give_a_meeting_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    root = tmp_path_factory.mktemp("bytes")
    for name in ("a.txt", "a.docx", "a.pdf"):
        file = root / name
        file.write_bytes(data)
        (root / "meetings").mkdir(exist_ok=True)
        try:
            import_file(Workspace(root), file, name[2:], "2025-01-01")
        except UsageProblem:
            continue


MARKS = st.text(st.sampled_from("ab 1.*_`[](){}<>&#|-+~=!\\/:;,'\"åéX\n"), max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKS, min_size=1, max_size=4))
def test_text_that_looks_like_markdown_prints_literally(parts: list[str]) -> None:
    pieces = [text_piece(" ".join(part.split())) for part in parts if part.split()]
    written = "\n\n".join(str(part) for part in body(pieces))
    blocks, problems = markdown.parse(written, lambda _: Position(""), Path())
    assert not has_errors(problems), written
    assert lines(blocks) == [piece.text for piece in pieces], written


@given(
    st.recursive(
        st.text(max_size=40) | st.integers(0, 99) | st.booleans(),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(st.sampled_from(["titel", "tekst", "at", "navn"]), inner, min_size=1)
        ),
        max_leaves=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back(value: Any) -> None:
    value = {"x": clean(value)}
    text = yaml_text.dump(value, yaml_text.Order(("x",), {}))
    tree, problems = source.parse(text.encode(), "x.yaml")
    assert tree is not None, (text, list(map(str, problems)))
    assert flat(tree.data) == flat(value), text


def clean(value: Any) -> Any:
    """Texts as the importer has them: no controls, no space at the ends, no empty lines."""
    if isinstance(value, str):
        kept = "".join(c for c in value if c.isprintable()).strip()
        return " ".join(kept.split()) or "x"
    if isinstance(value, dict):
        return {key: clean(inner) for key, inner in value.items()}
    return [clean(inner) for inner in value] if isinstance(value, list) else value


def flat(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: flat(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [flat(inner) for inner in value]
    return (
        {True: "ja", False: "nej"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("referat_311006.txt", True),
        ("2031-10-06.txt", True),
        ("referat_310610.txt", False),
        ("referat_311007.txt", False),
    ],
)
def test_a_day_that_the_name_of_the_file_turns_round_is_marked(
    name: str, marked: bool, tmp_path: Path
) -> None:
    result = imported("Referat\n\nDato: 10-06-2031\n\n1. Valg\n\nBo blev valgt.\n", tmp_path, name)
    assert str(result.tree["dato"]) == "2031-06-10"
    assert (TURNED.format(day="2031-10-06") in result.text) is marked


# --- errors and refusals ----------------------------------------------------------------------


def test_it_refuses_to_overwrite(tmp_path: Path) -> None:
    imported(f"{HEAD}Punkt 1: Valg\n", tmp_path)
    with pytest.raises(UsageProblem, match="findes allerede"):
        imported(f"{HEAD}Punkt 1: Noget andet\n", tmp_path)
    assert "Noget andet" not in (tmp_path / "meetings/udvalg/2025-03-03.yaml").read_text("utf-8")


ONE = "\n\nPunkt 1: Valg\n\nJa.\n\nPunkt 2: Eventuelt\n\nNej.\n\n"
BARE = "\n\n1. Valg\n\nJa.\n\n2. Eventuelt\n\nNej.\n\n"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("REFERAT Udvalget d. {}{ONE}", "03-03-2025", "07-04-2025"),
        ("Referat fra Udvalget den {}{BARE}", "3. marts 2025", "7. april 2025"),
        ("# Referat\n\nDato: {}\n\nSted: Salen{BARE}", "3. marts 2025", "7. april 2025"),
        ("Mødedato: {}\nMødested: Salen\nDeltagere: Bo Ny{ONE}", "3. marts 2025", "7. april 2025"),
        ("Dagsorden for Udvalget den 3. marts 2025 kl. {}{ONE}", "10.00", "14.00"),
        ("Referat fra Udvalget den {}\n\nSted: X\n\nPunkt 4{ON}", "3. marts 2025", "7. april 2025"),
        ("# Møde {}\n\n## Dagsorden\n1. Valg\n2. Eventuelt\n\n", "3. marts 2025", "7. april 2025"),
        ("Dagsorden {}\n- Valg\n- Bygning\n\n", "mandag 03-03-2025", "torsdag 10-04-2025"),
        (
            "# {}\n\n## Dagsorden\n- Tal om bogen\n\n## Referat\n- Ny titel\n\n",
            "Uge 07",
            "Uge 08 - 18/2",
        ),
        ("Dato: {}\nTilstede: Bo Prøve\nVi talte.\n\nFarvel.\n\n", "03.03.2025", "10.04.2025"),
    ],
)
def test_several_meetings_in_one_file(text: str, first: str, second: str, tmp_path: Path) -> None:
    for between in ("ONE", "BARE"):
        text = text.replace(f"{{{between}}}", globals()[between])
    # Numbers may run on through the year.
    meetings = [text.replace("{ON}", f"{n}: A\n\nPunkt 4{n + 1}: B\n\n") for n in (1, 3)]
    text = meetings[0].format(first) + meetings[1].format(second)
    with pytest.raises(UsageProblem, match="rummer 2 møder") as caught:
        imported(text, tmp_path)
    places = [int(number) for number in re.findall(r"linje (\d+): ", str(caught.value))]
    begin = text.split("\n")[0]
    assert [text.split("\n")[at - 1] for at in places] == [begin, begin.replace(first, second)]


@pytest.mark.parametrize(
    "text",
    [
        "Kære Bo\n\nTak for dit brev af 3. marts 2025. Vi vender tilbage.\n\nHilsen Ane Prøve\n",
        "Prisliste pr. 1. januar 2025\n\n1. Kaffe 20 kr.\n2. Te 15 kr.\n3. Kage 25 kr.\n",
        "Fra: Bo Prøve\nSendt: 3. marts 2025\nTil:\nEmne: Før møde 4. marts 2025\n\nHvorfor?\n",
        "# prøve\n\n## Installation\n\n1. Hent filen\n2. Kør den\n\n## Licens\n\nX\n",
        "# Mødet trak ud\n\n3. marts 2024.\n\nByen ventede.\n\nHavnen er lukket, skriver avisen.\n",
    ],
)
def test_what_is_no_meeting_is_told_to_be_none(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="hverken en dagsorden eller et referat"):
        imported(text, tmp_path)


@pytest.mark.parametrize(
    "inside",
    [
        "Referat fra Udvalget den 7. april 2025",
        "Referat af mødet den 7. april 2025\n\n1. Godkendt.\n\n2. Drøftet.",
        "Bilag\n\nReferat fra Udvalget d. 03-02-2025\nDagsorden for Udvalget d. 07-04-2025",
        "Beslutning\n\nNæste møde:\n\nDato: 7. april 2025\n\nSted: Salen",
        "Referat\n\nVi mødtes den 7. april 2025.\n\n1. Ja.\n\n2. Nej.",
        "Møder i 2025: 7. april 2025 kl. 10.00\n\n5. maj 2025 kl. 10.00",
        "Møde den 7. april 2025:\n\n- Valg\n- Bygning\n\nMøde den 8. april 2025:\n\n- Mad",
    ],
)
def test_other_meetings_may_be_spoken_of(inside: str, tmp_path: Path) -> None:
    result = imported(
        f"{HEAD}Punkt 1: Valg\n\n{inside}\n\nPunkt 2: Næste møde\n\nI maj.\n", tmp_path
    )
    assert len(result.meeting.punkter) == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.doc", b"x", "gem den som .docx"),
        ("a.odt", b"x", "gem den som .docx"),
        ("a.rtf", b"{\\rtf1 x}", "gem den som .docx"),
        ("a.html", b"<p>x</p>", "hverken"),
        ("a.doc", b"<html><p>x</p>", "hverken"),
        ("a.html", b"<script>x</script>", "ingen tekst"),
        ("a.typ", b"= x", "Lav den PDF"),
        ("a.png", b"x", "OCR"),
        ("a.xlsx", b"x", "Word"),
        ("a.zip", b"PK\x03\x04x", "Pak den ud"),
        ("a.msg", b"x", "vedhæftede"),
        ("a.xyz", b"x", r"\.docx"),
        ("tom.txt", b" \n", "er tom"),
        ("tom.docx", b"", "er tom"),
        ("udendato.txt", b"Punkt 1: Valg", "dato"),
        ("a.txt", bytes(range(32)) * 20, "ikke en tekstfil"),
        ("a.pdf", b"%PDF-1.4 nonsense", "PDF"),
        ("a.docx", b"PK nonsense", "Word"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageProblem, match=said):
        run(tmp_path / name, tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="findes ikke"):
        run(tmp_path / "a.txt", tmp_path)
    with pytest.raises(UsageProblem, match="er en mappe"):
        run(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("encoding", "start"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("cp1252", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_a_text_in_any_usual_encoding(encoding: str, start: bytes, tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Økonomi på Ærø\r\n\r\nPrisen er 5 – og ikke \u201dmere\u201d.\r\n"
    file = tmp_path / "gammelt.txt"
    file.write_bytes(start + text.encode(encoding))
    result = run(file, tmp_path)
    assert result.meeting.punkter[0].titel == "Økonomi på Ærø"
    assert "Prisen er 5 – og ikke \u201dmere\u201d." in result.text


def test_one_spoilt_byte_spoils_one_letter(tmp_path: Path) -> None:
    file = tmp_path / "gammelt.txt"
    text = f"{HEAD}Punkt 1: Økonomi på Ærø\n\nBørn, m\0d og flere ærinder på øen.\n"
    file.write_bytes(text.encode().replace(b"\0", b"\xf8"))
    result = run(file, tmp_path)
    assert "Børn, m□d og flere ærinder" in result.text
    assert "# import: et tegn kan ikke læses og står som □" in result.text


def test_a_file_with_another_name_than_it_has(tmp_path: Path) -> None:
    word, pdf = imported(f"{HEAD}Punkt 1: Valg\n\nJa.\n", tmp_path / "a").rendered()
    for name, data in (("b.pdf", word), ("c.docx", pdf), ("d.dat", pdf)):
        (tmp_path / name).write_bytes(data)
        assert run(tmp_path / name, tmp_path, name[0]).meeting.punkter[0].titel == "Valg"


def test_more_text_than_a_meeting_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "MOST_TEXT", 100)
    with pytest.raises(UsageProblem, match="mere tekst"):
        imported(f"{HEAD}Punkt 1: Valg\n\n{'ord ' * 30}\n", tmp_path)
    monkeypatch.setattr(choosing, "LARGEST", 100)
    with pytest.raises(UsageProblem, match="større end"):
        imported(f"{HEAD}Punkt 1: Valg\n\n{'ord ' * 30}\n", tmp_path)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    (tmp_path / "gammelt.txt").write_text(
        f"{HEAD}Punkt 1: Valg\n\nBeslutning\n\nSe [her](#).\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FILE", "gammelt.txt")
    monkeypatch.setenv("FORUM", "udvalg")
    assert cli.main(["import"]) == 2
    assert "moedebog init" in capsys.readouterr().err
    (tmp_path / "meetings").mkdir()
    assert cli.main(["import"]) == 0
    out, err = capsys.readouterr()
    assert "meetings/udvalg/2025-03-03.yaml" in out
    assert "1 sted er usikkert" in err
    assert cli.main(["validate"]) == 0
    assert cli.main(["import"]) == 2


# --- patterns ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "slags"),
    [
        ("RESUMÈ", "resume"),
        ("Resume:", "resume"),
        ("SAGSFREMSTLLING", "sagsfremstilling"),
        ("Økonomi", "oekonomi"),
        ("INDSTILLING OG PROCES:", "indstilling"),
        ("Beslutning i Byrådet den 4. marts 2025", "beslutning"),
        ("Økonomiudvalgets beslutning", "beslutning"),
        ("Protokolbemærkninger", "protokolbemaerkninger"),
        ("BILAG", "bilag"),
        ("Formandskabets drøftelse og beslutning", None),
        ("Baggrund", None),
        ("Beslutning vedrørende ny aftale", None),
    ],
)
def test_headings(heading: str, slags: str | None) -> None:
    found = patterns.section_of(heading)
    assert (found.slags if found else None) == slags


@pytest.mark.parametrize(
    ("title", "text", "slot", "kind"),
    [
        ("Velkomst (kl. 14:30-14:45)", "Velkomst", "14:30-14:45", "velkomst"),
        ("Besøg (kl. 14.45 – 15:05)", "Besøg", "14:45-15:05", ""),
        ("Status på reformen, kl. 10.30-10.45", "Status på reformen", "10:30-10:45", ""),
        ("10.00-10.15: Nyt fra formanden", "Nyt fra formanden", "10:00-10:15", ""),
        ("Beslutningssag: Midler", "Midler", "", "beslutning"),
        ("Gensidigt orienteringspunkt: Nyt", "Nyt", "", "gensidig_orientering"),
        (
            "Skriftlig orientering om mødeplan",
            "Skriftlig orientering om mødeplan",
            "",
            "skriftlig_orientering",
        ),
        ("Lov nr. 644 af 11.06", "Lov nr. 644 af 11.06", "", ""),
        ("Møde kl. 25.00-26.00", "Møde kl. 25.00-26.00", "", ""),
    ],
)
def test_titles(title: str, text: str, slot: str, kind: str) -> None:
    found = titles.read(title)
    said = "-".join(f"{t:%H:%M}" for t in found.slot or () if t)
    assert (found.text, said, found.kind or "") == (text, slot, kind)


def test_names() -> None:
    found = people.parse(
        "Bo Libergren, V, Stephanie Storbank, Billund Kommune, Bo Ny, PLO (Fravær)"
    )
    assert found is not None
    assert [(p.navn, p.parti, p.organisation, p.absent) for p in found] == [
        ("Bo Libergren", "V", "", False),
        ("Stephanie Storbank", "", "Billund Kommune", False),
        ("Bo Ny", "", "PLO", True),
    ]
    assert people.parse("Alle de sædvanlige mødte op til tiden") is None


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("en målsæt-", "ning", "en målsætning"),
        ("en SSL-", "enhed", "en SSL-enhed"),
        ("aftalen 2024-", "2027", "aftalen 2024-2027"),
        ("Esbjerg-", "Varde", "Esbjerg-Varde"),
        ("børne-", "og ungeområdet", "børne- og ungeområdet"),
        ("re-", "implementering", "re-implementering"),
        ("tekst -", "mere", "tekst - mere"),
    ],
)
def test_a_word_over_two_lines(before: str, after: str, joined: str) -> None:
    assert joining.join(before, after, frozenset(["re-implementering"])) == joined


def test_characters_are_those_that_one_types() -> None:
    text = "o\ufb03ciel\u00a0mo\u0308de\u00adleder \uf0b7 A\u20112 (cid:7)\x07"
    assert letters.clean(text) == f"officiel mödeleder • A-2 {letters.UNREADABLE} "


def test_broken_words_and_running_heads() -> None:
    page = "Udvalget\n{}\nSide {} af 3\n\f"
    text = (
        page.format("Der er en målsæt-\nning for\u00adslag.", 1)
        + page.format("To.", 2)
        + page.format("Tre.", 3)
    )
    found = [p.text for p in read_text.read(text.encode())]
    assert found == ["Der er en målsætning forslag.", "To.", "Tre."]


def test_nested_lists_and_tables_of_plain_text() -> None:
    text = "- a\n  - b\n    - c\n- d\n\nPost\tBeløb\tAntal\nSti\t5\t1\n"
    found = read_text.read(text.encode())
    assert [(p.level, p.text) for p in found if p.kind is Kind.ITEM] == [
        (0, "a"),
        (1, "b"),
        (2, "c"),
        (0, "d"),
    ]
    assert found[-1].kind is Kind.TABLE
    assert len(found[-1].rows[0]) == 3


ANSWERS = HEAD + (
    "Punkt 1: Sag\n\nIndstilling\n\nDet indstilles, at udvalget\n\n1. godkender\n2. drøfter\n\n"
    "Beslutning\n\n{}"
)


def test_answers_only_where_it_is_certain(tmp_path: Path) -> None:
    sure = imported(ANSWERS.format("1. Godkendt.\n2. Drøftet kort.\n"), tmp_path / "a").tree
    assert sure["punkter"][0]["indstilling"]["delbeslutninger"] == [
        {"punkt": 1, "udfald": "godkendt"},
        {"punkt": 2, "tekst": "Drøftet kort."},
    ]
    for unsure in ("1. Godkendt.\n", "- Godkendt.\n- Drøftet.\n", "1. Ja.\n2. Ja.\n3. Ja.\n"):
        tree = imported(ANSWERS.format(unsure), tmp_path / str(hash(unsure))).tree
        assert "delbeslutninger" not in tree["punkter"][0]["indstilling"]


def test_answers_after_a_discussion_have_a_place_of_their_own(tmp_path: Path) -> None:
    text = ANSWERS.format("Vi talte længe.\n\nBeslutning\n\n1. Godkendt.\n2. Drøftet.\n")
    result = imported(text, tmp_path)
    kinds = [part["slags"] for part in result.tree["punkter"][0]["afsnit"]]
    assert kinds == ["indstilling", "beslutning", "beslutning"]
    shown = [(a.overskrift, lines(a.tekst)) for a in result.document().punkter[0].afsnit]
    assert shown[1:] == [
        ("Beslutning", ["Vi talte længe."]),
        ("Beslutning", ["1.", "Godkendt.", "2.", "Drøftet."]),
    ]


def test_attachments_named_twice_are_one(tmp_path: Path) -> None:
    text = (
        f"{HEAD}Punkt 1: Sag\n\nSagsfremstilling\n\nTekst.\n\n"
        "BILAG\n\n- Notat: Ny model\n- Kort uden fil\n\n"
        "Beslutning\n\nJa.\n\nBilag\n\nNy model (endelig).docx\n"
    )
    result = imported(text, tmp_path)
    bilag = [b for a in result.meeting.punkter[0].alle_afsnit() for b in a.bilag]
    assert [(b.titel, b.fil.navn if b.fil else None) for b in bilag] == [
        ("Ny model (endelig)", "bilag/Ny model (endelig).docx"),
        ("Kort uden fil", None),
    ]
    assert "# import:" in result.text
    assert "notat" in document_words(result.document())


def test_word_file_with_lists_links_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Referat fra Udvalget den 3. marts 2025", 0)
    document.add_heading("1. Valg", 1)
    document.add_paragraph("Tal *med* stjerner").add_run(" og fed").bold = True
    document.add_paragraph("et", style="List Bullet")
    document.add_paragraph("to", style="List Bullet 2")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Post", "Kr.", "Sti", "5"], strict=True):
        cell.text = text
    document.add_heading("2. Eventuelt", 1)
    file = tmp_path / "gammelt.docx"
    document.save(str(file))
    result = run(file, tmp_path)
    assert [p.titel for p in result.meeting.punkter] == ["Valg", "Eventuelt"]
    text = result.tree["punkter"][0]["beslutning"]
    assert "Tal \\*med\\* stjerner **og fed**" in text
    assert "- et\n  - to" in text
    assert "| Post | Kr. |" in text


def test_existing_forum_is_kept_and_its_names_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(
        "navn: Udvalget\nmedlemmer: [Anna Eksempel, Bo Ny]\n", "utf-8"
    )
    text = f"{HEAD}Til stede: Anna Eksempel\n\nAfbud: Bo Ny, Ukendt Person\n\nPunkt 1: Valg\n"
    result = imported(text, tmp_path)
    assert result.tree["afbud"] == ["Bo Ny"]
    assert "Ukendt Person" in result.text
    assert "Ukendt Person er ikke medlem" in result.text
    assert not result.result.forum_drafted


def test_facts_of_the_cover_that_the_forum_knows_otherwise_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(
        "navn: Udvalget\nkontakt: {navn: Sekretariatet, telefon: 12 34 56 78}\n"
        "medlemmer: [Anna Eksempel, Bo Ny]\n",
        "utf-8",
    )
    text = "REFERAT Udvalget for Teknik d. 03-03-2025\n\nKontakt: {}\n\n{}\n\nPunkt 1: Valg\n"
    other = imported(text.format("Arkivet, a@example.org", "Forlod mødet: Bo Ny"), tmp_path)
    kept = str(other.tree["indledning"])
    assert "Kontakt: Arkivet, a@example.org" in kept
    assert "Udvalget for Teknik" in kept
    assert "Forlod mødet: Bo Ny" in kept
    (tmp_path / "meetings/udvalg/2025-03-03.yaml").unlink()
    text = "REFERAT Udvalget d. 03-03-2025\n\nKontakt: {}\n\nPunkt 1: Valg\n"
    same = imported(text.format("Sekretariatet, 12 34 56 78"), tmp_path)
    assert "indledning" not in same.tree


def test_unplaced_text_is_kept(tmp_path: Path) -> None:
    result = imported(
        f"{HEAD}Husk kaffe og kage til alle, der kommer.\n\nPunkt 1: Valg\n\nLøs tekst.\n", tmp_path
    )
    assert {"husk", "kaffe", "løs"} <= set(document_words(result.document()))
    assert words("husk kaffe") == ["husk", "kaffe"]
    loaded = load(result.ws, result.ws.meeting_files()[0])
    assert loaded.meeting
    assert not has_errors(compose.compose_all(loaded.meeting)[1])


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    """A good Word file and a good PDF with any stretch of bytes spoilt."""
    good = imported(f"{HEAD}Punkt 1: Valg\n\nJa.\n", tmp_path / "a")
    for suffix, data in zip(("docx", "pdf"), good.rendered(), strict=True):
        for part in range(12):
            at = len(data) * part // 12
            file = tmp_path / f"b{part}.{suffix}"
            file.write_bytes(data[:at] + b"\x00<>\xff" * 20 + data[at + 80 :])
            try:
                import_file(good.ws, file, None, f"2024-01-{part + 1:02}-{suffix}")
            except UsageProblem:
                continue


def test_an_indstilling_without_points_stays_one(tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Sag\n\nINDSTILLING OG PROCES:\n\nStatus tages til efterretning.\n"
    result = imported(text, tmp_path)
    shown = result.document().punkter[0].afsnit[0]
    assert (shown.slags, shown.overskrift) == ("indstilling", "Indstilling og proces")
    assert "indstilling" not in "".join(re.findall("# import.*", result.text))


LATE = f"{HEAD}Punkt 1: Sag\n\nBeslutning\n\n{{}}\n\n{{}}\n\nPunkt 2: Slut\n"


@pytest.mark.parametrize(
    ("sentence", "listed", "came"),
    [
        (
            "Merete Munks oplæg udsendes med referatet.",
            "Bilag\n\nOplæg Merete Munk.pptx",
            ["referat"],
        ),
        ("Oplægget om støj udsendes med referatet.", "Bilag\n\nOplæg om støj.pptx", ["referat"]),
        (
            "Notatet om støj vedhæftes referatet.",
            "Bilag\n\nNotat om støj.pdf\nKort.pdf",
            ["referat", "dagsorden"],
        ),
        ("Godkendt.", "Bilag eftersendt\n\nNotat om støj.pdf", ["referat"]),
        ("Godkendt.", "Bilag udsendt med referatet:\n\nNotat om støj.pdf", ["referat"]),
        ("Godkendt.", "Bilag\n\nNotat (eftersendt)\nKort.pdf", ["eftersendes", "dagsorden"]),
        ("Referatet udsendes til godkendelse.", "Bilag\n\nNotat om støj.pdf", ["dagsorden"]),
        (
            "Referat af sidste møde er vedhæftet som bilag.",
            "Bilag\n\nReferat af møde.pdf",
            ["dagsorden"],
        ),
    ],
)
def test_attachments_that_come_with_the_referat(
    sentence: str, listed: str, came: list[str], tmp_path: Path
) -> None:
    result = imported(LATE.format(sentence, listed), tmp_path)
    bilag = [b for a in result.meeting.punkter[0].alle_afsnit() for b in a.bilag]
    assert [b.udsendes_med.value for b in bilag] == came
    assert "står bilaget ikke under bilag" not in result.text


def test_an_attachment_named_nowhere_else_is_asked_for(tmp_path: Path) -> None:
    text = LATE.format("En ny retningslinje vedhæftes referatet.", "Bilag\n\nKort.pdf")
    result = imported(text, tmp_path)
    assert "# import: »En ny retningslinje vedhæftes referatet.«: står bilaget ikke" in result.text
    assert not [
        b
        for a in result.meeting.punkter[0].alle_afsnit()
        for b in a.bilag
        if b.udsendes_med == "referat"
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("07\u00ad09\u00ad2031", "07-09-2031"),
        ("Ada \u00ad Bo", "Ada - Bo"),
        ("for\u00adslag", "forslag"),
    ],
)
def test_a_soft_hyphen_outside_of_a_word_is_a_hyphen(typed: str, read: str) -> None:
    assert letters.clean(typed) == read
