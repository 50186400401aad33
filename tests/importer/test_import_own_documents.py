"""What our own documents show comes back as it was: nothing is guessed from its looks."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from PIL import Image
from pypdf.generic import NameObject

from import_support import imported, run
from moedebog.document import Audience, Kind
from moedebog.importer.budget import Budget
from moedebog.importer.readers.pdf.bounds import bounded
from moedebog.importer.readers.pdf.file import File
from moedebog.importer.readers.pdf.tagged import read_tree
from round_trip import RoundTrip, round_trip
from support import document_lines

BY_ORGANISATION = """
navn: Fritidsudvalget
medlemmer:
  - navn: Anna Ager
    organisation: Foreningen for Stisystemer og Vejtræer i Vestkommunen
  - navn: Bo Bæk
    organisation: Foreningen for Stisystemer og Vejtræer i Vestkommunen
  - navn: Carla Clausen
    organisation: Handelsstandsforeningen
  - navn: Dan Dam
    organisation: Handelsstandsforeningen
"""
SHORT = """
fremmoedt: alle_andre
punkter:
  - titel: Kommissorium for udvalgets arbejde med stier og grønne områder i den vestlige del
    udfald: taget_til_efterretning
  - titel: Budgetopfølgning for årets første ni måneder og de forventede afvigelser på driften
    udfald: godkendt
    afstemning:
      for: 3
      imod: 1
  - titel: Høringssvar om den fælles plan for affald, genbrug og cirkulær økonomi i regionen
    udfald:
      - droeftet
      - udsat
  - titel: Takster for leje af lokaler på kommunens skoler og i de selvejende haller
    udfald: ikke_godkendt
"""
TWELVE = "punkter:\n" + "".join(
    f"  - titel: Sag nummer {n} om stier, vejtræer og legepladser i den vestlige del af byen\n"
    f"    udfald: taget_til_efterretning\n"
    for n in range(1, 13)
)
GROUPS = """
punkter:
  - titel: Status
    gruppe: Åbne punkter
  - titel: Meddelelser
    gruppe: Drift
    undergruppe: Til orientering
    underpunkter:
      - titel: Fra formanden
        underpunkter:
          - titel: Om havnen
            beslutning: Noteret.
          - titel: Om skolen
            udfald: droeftet
      - titel: Fra forvaltningen
        udfald: taget_til_efterretning
  - titel: Anlæg
    underpunkter:
      - titel: Veje
        udfald: godkendt
      - titel: Broer
        tekst: En bro.
        udfald: ikke_godkendt
  - titel: Tom
    gruppe: Andre
    undergruppe: Til orientering
  - titel: Kasse
    gruppe: Til sidst
    undergruppe: Til orientering
  - gruppe: Lukkede
    ingen: ja
"""
ANSWERS = """
punkter:
  - titel: To ting
    indstilling:
      at:
        - godkender planen
        - finder deltagere
        - drøfter oplægget
      delbeslutninger:
        - punkt: 1
          udfald: godkendt
        - punkt: 2
          tekst: |
            - **Vest:** Kommunen ser, om den kan.
            - **Øst:** Alle vil med.

            Sekretariatet spørger igen.
        - punkt: 3
          udfald: droeftet
          tekst: Drøftet. Der aftales ikke noget nu.
"""
LISTS = """
punkter:
  - titel: Lister
    sagsfremstilling: |
      1. Første skridt

         Et afsnit inde i første skridt.

         > Et citat i skridtet.

      2. Andet skridt
         - en under
         - to under

           med eget afsnit

         Og efter underlisten.
      3. Tredje skridt
         1. a-punkt
            1. i-punkt
            2. ii-punkt
         2. b-punkt

      Og videre:

      5. Næste møde
      6. Eventuelt
    beslutning: |
      Udvalget besluttede:

      1. at gå videre

         med et afsnit
      2. at vente
  - titel: Punkttegn
    tekst: |
      - punkt et
      - punkt to

        mere om to
      - punkt tre
"""
NOT_LISTS = """
punkter:
  - titel: Linjer
    sagsfremstilling: |
      A. Jensen har skrevet til udvalget om sagen.

      – og det var ikke det hele, sagde han.

      *Økonomi*: Regningen deles mellem to.

      12\\. september var en god dag

      og den varede længe

      Økonomi

      Beslutning: Ikke en overskrift.

      **En ledende linje i fed**

      Og teksten under den.
    beslutning: |
      **Fed ledende linje**

      Slut.
"""
QUOTES = """
punkter:
  - titel: Citater
    sagsfremstilling: |
      Han sagde:

      > Vi vil gerne have det ført til protokols.
      >
      > 1. også dette
      >
      >    med et afsnit
      > 2. og dette

      #### Fjerde niveau

      Efter citatet.
    beslutning: |
      Det blev godkendt.

      > Et citat i beslutningen.

      Sagen sendes videre.
  - titel: Udtalelse
    beslutning: Taget.
    protokolbemaerkninger:
      - fra: Bo Bæk
        tekst: |
          Jeg er imod.

          > Som der står.
"""
CODE = """
punkter:
  - titel: Kode
    tekst: |
      Kør `moedebog ``x``` sådan:

      ```
      første linje
        anden linje med en meget lang hale, der går ud over kanten, så den må brydes med et tegn

      fjerde linje
      ```

      - `alene`
      - til sidst

      Og så H~2~O, m^2^, ~~slettet~~ og [lessons learned]{lang=en}.
"""
NOTES = """
punkter:
  - titel: Noter
    tekst: |
      En påstand[^1] og en til.[^2]

      - et punkt[^3]
      - et til

      Se [kilden](https://example.org/kilde).

      مرحبا بالعالم

      Navn Navnesen\\
      Vejen 1\\
      9999 Byen

      [^1]: Den første note med [link](https://example.org/x).
      [^2]: Den anden.

          Med et afsnit mere.
      [^3]: Den tredje.
"""
TABLES = """
punkter:
  - titel: Tabeller
    tekst:
      - |
        | | 2024 | 2025 |
        |---|---:|---:|
        | Drift | 1.000 | 2.000 |
        | Anlæg | 3.000 | 4.000 |
      - tabel:
          overskrift: Ønsker til lokalet
          kolonner:
            - Gruppe
            - Ønsker
          raekker:
            - - Unge
              - |
                - lys
                - varme
            - - Ældre
              - Stole
      - tabel:
          kolonner:
            - Navn
            - By
          raekkehoveder: ja
          raekker:
            - - Anna
              - Vejle
            - - Bo
              - Vejle
"""
PARTIES = (
    "Lokallisten Syd- og Vestegnen",
    "Borgerlisten for Landdistrikter, Fjord og Skov",
    "Vejlisten",
)
"""Names of parties that are long, or look like several."""
NAMES = [
    f"{first} {last}"
    for last in ("Ager", "Bæk", "Clausen")
    for first in ("Anna", "Bo", "Dan", "Eva", "Finn", "Gerda", "Hans", "Ida", "Jon", "Kaj", "Lis")
]
OF_PARTIES = "navn: Rådet\nmedlemmer:\n" + "".join(
    f"  - navn: {name}\n    parti: {PARTIES[n % 3]}\n" for n, name in enumerate(NAMES)
)


def _named(side: str, names: list[str]) -> str:
    return f"      {side}:\n" + "".join(f"        - {name}\n" for name in names)


VOTES = f"""
fremmoedt: alle_andre
afbud:
  - {NAMES[0]}
  - navn: {NAMES[1]}
    stedfortraeder: Ib Ibsen
udeblevet:
  - {NAMES[2]}
punkter:
  - titel: Budget
    udfald: godkendt
    afstemning:
{_named("for", NAMES[3:20])}{_named("imod", NAMES[20:26])}{_named("undlod", NAMES[26:])}
  - titel: Kort
    beslutning: Godkendt. Dog uden bilag 2.
"""
NUMBERS = """
punkter:
  - titel: Goddag
    nr: ""
    tekst: Hej.
  - titel: Første
    sagsfremstilling: Tekst.
    underpunkter:
      - titel: Under
        udfald: droeftet
      - titel: Under uden
        nr: ""
        beslutning: Noget andet.
      - titel: Under eget
        nr: X
      - titel: Under igen
  - titel: Til
    nr: 1a
    udfald: udsat
  - titel: Gruppe uden
    nr: ""
    gruppe: Sager
    underpunkter:
      - titel: Ydre
        udfald: udsat
  - titel: Undergruppe uden
    nr: ""
    undergruppe: Under
    udfald: udsat
  - titel: Nummeret
    undergruppe: Under to
  - titel: Pause
    sagstype: pause
    varighed: 10
  - titel: Romersk
    nr: IV
  - titel: Beslutning
    nr: ""
    udfald: godkendt
  - titel: Sær
    nr: A-12
  - titel: Sidste
    gruppe: Slut
    nr: ""
"""
STRUCK = """
punkter:
  - titel: Streget
    sagsfremstilling: |
      ~~slettet~~ først

      - ~~slettet~~ i punkt
      - H~2~O

      | ~~A~~ | B |
      |:--|--:|
      | ~~x~~ | 1 |
    beslutning: |
      ~~nej~~ ja
"""
NESTED = """
punkter:
  - titel: Indeni
    sagsfremstilling: |
      > Vi vil gerne.
      >
      > 1. også dette
      >    - under
      > 2. og dette

      1. et

         > Et citat i listen.
         >
         > - med liste
         >
         > og mere
      2. to

      > Først et citat
      >
      > > Og et citat i citatet
      >
      > til sidst

      a) alfa

         andet afsnit

         - liste
      b) beta

      ### Tre

      Tekst.

      #### Fire

      Tekst.
    indstilling:
      at:
        - godkender
        - drøfter
      delbeslutninger:
        - punkt: 1
          udfald: godkendt
          tekst: |
            ```
            kode
              mere
            ```
        - punkt: 2
          udfald: droeftet
    beslutning: |
      Tekst.

      > Citat.
      >
      > - liste i citat
"""
MEETINGS = {
    "numbers": NUMBERS,
    "struck": STRUCK,
    "nested": NESTED,
    "short": SHORT,
    "twelve": TWELVE,
    "groups": GROUPS,
    "answers": ANSWERS,
    "lists": LISTS,
    "no lists": NOT_LISTS,
    "quotes": QUOTES,
    "code": CODE,
    "notes": NOTES,
    "tables": TABLES,
}


def check(made: RoundTrip) -> None:
    assert made.lost == []
    assert made.same


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("text", MEETINGS.values(), ids=MEETINGS)
def test_our_document_prints_the_same_when_it_is_imported(
    text: str, kind: Kind, suffix: str, tmp_path: Path
) -> None:
    check(round_trip(text, tmp_path, suffix, kind, BY_ORGANISATION))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_outcome_and_vote_of_a_short_referat_come_back_as_they_were_typed(
    suffix: str, tmp_path: Path
) -> None:
    made = round_trip(SHORT, tmp_path, suffix, forum=BY_ORGANISATION)
    tree = made.again.tree
    assert [item.get("udfald") for item in tree["punkter"]] == [
        "taget_til_efterretning",
        "godkendt",
        ["droeftet", "udsat"],
        "ikke_godkendt",
    ]
    assert tree["punkter"][1]["afstemning"] == {"for": 3, "imod": 1}
    assert tree["fremmoedt"] == "alle_andre"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_marks_that_no_page_shows_in_words_come_back(suffix: str, tmp_path: Path) -> None:
    """Struck text, lower and higher letters, and the ends of lines are in no structure."""
    text = round_trip(CODE, tmp_path / "a", suffix).again.text
    assert "H~2~O, m^2^, ~~slettet~~ og [lessons learned]{lang=en}" in text
    text = round_trip(NOTES, tmp_path / "b", suffix).again.text
    assert "Navn Navnesen\\\n" in text
    assert "Vejen 1\\\n" in text
    assert "[^3]: Den tredje." in text


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_people_of_parties_with_long_names_come_back_as_people(suffix: str, tmp_path: Path) -> None:
    made = round_trip(VOTES, tmp_path, suffix, forum=OF_PARTIES)
    check(made)
    tree = made.again.tree
    assert "indledning" not in tree
    assert tree["afbud"] == [NAMES[0], {"navn": NAMES[1], "stedfortraeder": "Ib Ibsen"}]
    assert tree["udeblevet"] == [NAMES[2]]
    vote = tree["punkter"][0]["afstemning"]
    assert [sorted(vote[side]) for side in ("for", "imod", "undlod")] == [
        sorted(NAMES[3:20]),
        sorted(NAMES[20:26]),
        sorted(NAMES[26:]),
    ]


ONLY_LISTED = """Referat
Fritidsudvalget
12. september 2025 kl. 10.00

Oversigt

| Punkt | Titel | Udfald |
|---|---|---|
| 1 | Budget | Godkendt |
| 2 | Havnen | Drøftet |
| 3 | Kassen | |

## Punkt 1: Budget

En sag om penge.

## Punkt 2: Havnen

### Beslutning

Drøftet. Der kommer en plan.

## Punkt 3: Kassen

Intet.
"""


def test_an_outcome_that_only_the_overview_has_becomes_the_decision_and_is_marked(
    tmp_path: Path,
) -> None:
    again = imported(ONLY_LISTED, tmp_path, "gammelt.md")
    budget, harbour, till = again.tree["punkter"]
    assert budget["udfald"] == "godkendt" or "godkendt" in str(budget)
    assert again.text.count("udfaldet står kun i dokumentets oversigt") == 1
    assert harbour["udfald"] == "droeftet"
    assert harbour["beslutning"] == "Drøftet. Der kommer en plan."
    assert "beslutning" not in till


@pytest.mark.slow
def test_what_somebody_wrote_into_our_word_file_is_read_as_before(tmp_path: Path) -> None:
    """A heading in bold alone is one again, as soon as another program has saved the file."""
    made = round_trip(
        "punkter:\n  - titel: Havnen\n    tekst: En sag.\n  - titel: Skolen\n",
        tmp_path,
        "docx",
        Kind.DAGSORDEN,
    )
    assert "udfald" not in made.again.tree["punkter"][0]
    document = docx.Document(str(tmp_path / "gammelt.docx"))
    below = next(p for p in document.paragraphs if "Skolen" in p.text and "Punkt" in p.text)
    below.insert_paragraph_before().add_run("Beslutning").bold = True
    below.insert_paragraph_before("Godkendt.")
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = part.blob.replace(b">moedebog<", b">Microsoft Office Word<")
    written = tmp_path / "skrevet.docx"
    document.save(str(written))
    again = run(written, tmp_path / "third", "udvalg")
    assert again.tree["punkter"][0]["udfald"] == "godkendt"


@pytest.mark.slow
def test_a_pdf_of_ours_with_text_that_its_tree_lacks_is_read_from_the_page(tmp_path: Path) -> None:
    """No word is dropped where somebody has drawn more on the pages."""
    round_trip("punkter:\n  - titel: Havnen\n  - titel: Skolen\n", tmp_path, "pdf")
    reader = pypdf.PdfReader(tmp_path / "gammelt.pdf")
    writer = pypdf.PdfWriter(clone_from=reader)
    page = writer.pages[0]
    resources: Any = page["/Resources"]
    font = next(iter(resources["/Font"]))
    content = page.get_contents()
    assert content is not None
    content.set_data(content.get_data() + f"\nBT {font} 9 Tf 60 60 Td <414243> Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    drawn = tmp_path / "tegnet.pdf"
    writer.write(drawn)
    with bounded(budget := Budget()):
        assert read_tree(File(drawn.read_bytes(), budget)) is None
        assert read_tree(File((tmp_path / "gammelt.pdf").read_bytes(), budget)) is not None


CLOSED = """
punkter:
  - titel: Køb af Åvej 4
    lukket:
      grund: Forhandling om køb
    tekst: Ejeren vil have 900.000 kr.
    beslutning: Der kan bydes indtil 850.000 kr.
    bilag:
      - titel: Vurdering
  - titel: Personsag
    lukket: ja
    udfald: godkendt
  - titel: Lokale
    afsnit:
      - slags: sagsfremstilling
        tekst: Et lokale på Havnen.
      - slags: oekonomi
        lukket: Lejen er til forhandling
        tekst: Udlejer vil have 8.000 kr. om måneden.
      - slags: beslutning
        udfald: godkendt
      - slags: bilag
        bilag:
          - titel: Lejekontrakt
            lukket: Prisen er fortrolig
          - titel: Noter
            lukket: ja
"""


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_what_is_closed_in_the_confidential_document_stays_closed(
    suffix: str, tmp_path: Path
) -> None:
    made = round_trip(CLOSED, tmp_path, suffix, audience=Audience.INTERN)
    check(made)
    house, person, _ = made.again.tree["punkter"]
    assert house["lukket"] == {"grund": "Forhandling om køb"}
    assert house["beslutning"] == "Der kan bydes indtil 850.000 kr."
    assert person["lukket"] == "ja"
    assert person["udfald"] == "godkendt"
    public = "\n".join(document_lines(made.again.document()))
    for secret in ("900.000", "850.000", "8.000", "Vurdering", "Lejekontrakt", "Personsag"):
        assert secret not in public
    assert "Et lokale på Havnen." in public
    assert "dokumentet er det fortrolige" in made.again.text


PICTURES = """
punkter:
  - titel: Billeder
    tekst: |
      1. Et punkt

         ![Kort over stien](billede.png)

      2. Et til

      > Et citat
      >
      > ![Kort igen](billede.png)

      Og til sidst:

      ![Kort en tredje gang](billede.png)
"""


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_picture_stays_where_it_was_however_often_it_is_shown(
    suffix: str, tmp_path: Path
) -> None:
    made = io.BytesIO()
    Image.new("RGB", (200, 120), "teal").save(made, "PNG")
    check(round_trip(PICTURES, tmp_path, suffix, picture=made.getvalue()))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_items_without_a_number_and_with_their_own_are_items(suffix: str, tmp_path: Path) -> None:
    items = round_trip(NUMBERS, tmp_path, suffix).again.tree["punkter"]
    assert [(one["titel"], one.get("nr")) for one in items] == [
        ("Goddag", ""),
        ("Første", None),
        ("Til", "1a"),
        ("Gruppe uden", ""),
        ("Undergruppe uden", ""),
        ("Nummeret", None),
        ("Pause", None),
        ("Romersk", "IV"),
        ("Beslutning", ""),
        ("Sær", "A-12"),
        ("Sidste", ""),
    ]
    below = items[1]["underpunkter"]
    assert [one.get("nr") for one in below] == [None, "", "X", None]


COUNCIL = """
navn: Byrådet
medlemmer:
  - navn: Anna Ager
    hverv: formand
    parti: A
  - navn: Finn Falk
    parti: A
  - navn: Kim Kær
    parti: A
  - navn: Bo-Erik Bæk
    parti: V
  - navn: Gry Gram
    parti: V
  - navn: Dan Dam
    parti: B
  - navn: Ove Olsen
"""
COUNCIL_VOTES = """
fremmoedt: alle_andre
afbud:
  - navn: Gry Gram
    stedfortraeder:
      navn: Ida Ibsen
      parti: V
punkter:
  - titel: Et
    udfald: godkendt
    afstemning:
      for:
        - A
        - B
      imod:
        antal: 1
        navne:
          - V
      undlod:
        - Ove Olsen
  - titel: To
    udfald: godkendt
    forlod:
      - navn: Kim Kær
        tid: "10:30"
    afstemning:
      for: 4
      imod: 2
  - titel: Tre
    udfald: godkendt
    afstemning:
      for:
        - A
        - V
      imod:
        - B
"""


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_parties_come_back_by_name_and_people_as_people(suffix: str, tmp_path: Path) -> None:
    made = round_trip(COUNCIL_VOTES, tmp_path, suffix, forum=COUNCIL)
    check(made)
    tree = made.again.tree
    assert tree["fremmoedt"] == "alle_andre"
    assert "indledning" not in tree
    votes = [one["afstemning"] for one in tree["punkter"]]
    assert votes[0] == {
        "for": ["A", "B"],
        "imod": {"antal": 1, "navne": ["V"]},
        "undlod": ["Ove Olsen"],
    }
    assert votes[2] == {"for": ["A", "V"], "imod": ["B"]}
    assert tree["punkter"][1]["forlod"] == [{"navn": "Kim Kær", "tid": "10:30"}]


LONG = (
    "Et afsnit, som er så langt, at det går over flere linjer, så man kan se, hvordan det ser ud "
    "på en side på den brede led, og om det bliver brudt midt i det hele eller ej."
)
WIDE = f"""
punkter:
  - titel: Bred
    sagsfremstilling:
      - "{LONG}"
      - tabel:
          kolonner:
{"".join(f"            - Kolonne{n}{chr(10)}" for n in range(14))}          raekker:
            - {"".join(f"- 1.200.{n}00 kr.{chr(10)}              " for n in range(14))}
      - |
        {LONG}

        Navn Navnesen\\
        Vejen 1\\
        9999 Byen
    beslutning: "{LONG}"
"""


@pytest.mark.slow
def test_lines_on_a_page_turned_for_a_wide_table_are_no_breaks(tmp_path: Path) -> None:
    made = round_trip(WIDE, tmp_path, "pdf")
    pages = pypdf.PdfReader(tmp_path / "gammelt.pdf").pages
    assert any(page.mediabox.width > page.mediabox.height for page in pages)
    assert [line for line in made.again.text.split("\n") if line.endswith("\\")] == [
        "        Navn Navnesen\\",
        "        Vejen 1\\",
    ]


BOXED = """
punkter:
  - titel: Kasse
    indstilling:
      at:
        - godkender
        - drøfter
      delbeslutninger:
        - punkt: 1
          udfald: afvist af udvalget
          tekst: For dyrt.
        - punkt: 2
          udfald: droeftet
    beslutning: |
      ![Kort](billede.png)

      Tekst efter.
    udfald: godkendt
  - titel: Videre
    indbragt:
      for: Ankestyrelsen
    beslutning: Drøftet.
"""


@pytest.mark.slow
def test_a_box_of_a_word_file_is_read_without_its_edge(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("RGB", (200, 120), "teal").save(made, "PNG")
    again = round_trip(BOXED, tmp_path, "docx", picture=made.getvalue())
    check(again)
    boxed = again.again.tree["punkter"][0]
    assert "---" not in boxed["beslutning"]
    assert boxed["indstilling"]["delbeslutninger"][0] == {
        "punkt": 1,
        "udfald": "Afvist af udvalget",
        "tekst": "For dyrt.",
    }
    assert "udfald" not in again.again.tree["punkter"][1]
