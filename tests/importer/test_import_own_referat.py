"""What a referat of ours says of the meeting comes back into the file it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from import_support import Import, render, run
from moedebog import compose, source
from moedebog.build.check import validate
from moedebog.diagnostics import has_errors
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.workspace import Workspace
from support import document_lines

FORUM = """
navn: Fritidsudvalget
navn_i_saetning: Fritidsudvalget
moedeleder: Anna Ager
referent: Rita Rask
medlemmer:
  - navn: Anna Ager
    parti: A
    hverv: formand
  - navn: Bo Bæk
    parti: A
  - navn: Carla Clausen
    parti: B
  - navn: Dan Dam
    parti: B
  - navn: Eva Eg
    parti: V
  - navn: Finn Foss
    parti: V
stedfortraedere:
  - navn: Ida Ipsen
    parti: A
politik:
  fravaer_under_punkter: ja
"""
OTHER = """
navn: Teknikudvalget
medlemmer:
  - navn: Kaj Krog
    parti: A
  - navn: Lis Lund
    parti: V
"""
COMMON = """
dagsorden_status: udsendt
referat_status: til_godkendelse
"""

PEOPLE = """
dato: 2025-09-12
start: "10:00"
slut: "14:00"
faktisk_slut: "14:10"
ekstraordinaert: ja
form: hybrid
virtuelt_grundlag: vedtægten § 4
afbud:
  - navn: Bo Bæk
    stedfortraeder:
      navn: Ida Ipsen
      parti: A
fremmoedt:
  - alle_andre
  - navn: Eva Eg
    deltog: digitalt
bilag:
  - titel: Indkaldelse
  - titel: Mødeplan
    adresse: https://example.org/plan
    udsendes_med: referat
punkter:
  - titel: Salg af Åvej 4
    gruppe: Åbne punkter
    undergruppe: Til beslutning
    inhabil:
      - navn: Dan Dam
        erklaeret: ja
        forlod_lokalet: ja
        stedfortraeder:
          navn: Jon Juul
          parti: B
    habilitetsbeslutning:
      udfald: inhabil
    afstemning:
      for: 3
      imod:
        - Finn Foss
      undlod:
        - Eva Eg
      blanke: 1
    beslutning: Salget er godkendt.
  - titel: Cykelsti
    undergruppe: Til orientering
    moedeleder: Carla Clausen
    forlod:
      - navn: Anna Ager
        tid: "11:05"
    udfald: droeftet
  - titel: Klagesag
    ankom:
      - navn: Anna Ager
        tid: "11:30"
    beslutning: Klagen sendes videre.
    indbragt:
      af: Finn Foss
      for: Byrådet
  - titel: Ny sti
    behandlet_foer: "2"
    beslutning: Stien bliver bygget.
  - gruppe: Lukkede punkter
    ingen: ja
"""
ELECTIONS = """
dato: 2025-09-12
start: "10:00"
fremmoedt: alle_andre
punkter:
  - titel: Valg af formand
    afstemning:
      hemmelig: ja
      valg:
        til: Formand
        runder:
          - grundlag: over_halvdelen
            kandidater:
              - navn: Anna Ager
                stemmer: 3
              - navn: Carla Clausen
                stemmer: 1
            blanke: 1
            ugyldige: 1
          - grundlag: bundet
            kandidater:
              - navn: Anna Ager
                stemmer: 5
              - navn: Carla Clausen
                stemmer: 1
        valgt:
          - Anna Ager
  - titel: Valg til havnerådet
    afstemning:
      - valg:
          runder:
            - kandidater:
                - navn: Dan Dam
                  stemmer:
                    - Anna Ager
                    - Dan Dam
                    - Eva Eg
                - navn: Eva Eg
                  stemmer: 3
          valgt:
            - Dan Dam
        afgjort_af: lodtraekning
      - valg:
          til: Stedfortrædere
          lister:
            - navn: Listen A
              stemmer: 4
              pladser: 2
              valgte:
                - Bo Bæk
                - Carla Clausen
            - navn: Listen V
              stemmer: 2
              pladser: 1
              valgte:
                - Finn Foss
"""
DAYS = """
dato: 2025-09-12
start: "10:00"
slut: "15:00"
faktisk_slut: "10:45"
fremmoedt: alle_andre
punkter:
  - titel: Budget
    gruppe: Økonomi
    varighed: 60
    udfald: droeftet
  - titel: Anlæg
    dato: 2025-09-13
    tid: 09:00-11:00
    udfald: droeftet
  - titel: Takster
    gruppe: Drift
    dato: 2025-09-15
    varighed: 30
    udfald: droeftet
"""
WRITTEN = """
dato: 2026-01-15
form: skriftlig
svarfrist: 2026-01-20 kl. 12.00
fremmoedt: alle_andre
udeblevet:
  - Dan Dam
punkter:
  - titel: Tillægsbevilling
    udfald: godkendt
    afstemning:
      for: 4
      imod: 1
  - titel: Høringssvar
    udfald: godkendt
"""
JOINT = """
dato: 2026-02-10
start: "10:00"
sammen_med: teknik
fremmoedt: alle_andre
afbud:
  - Bo Bæk
  - Kaj Krog
punkter:
  - titel: Fælles plan
    udfald: godkendt
  - titel: Ny vej
    forlod:
      - Lis Lund
    udfald: droeftet
"""
NIGHT = """
dato: 2025-09-12
start: "19:00"
slut: "01:00"
faktisk_slut: "01:20"
fremmoedt: alle_andre
punkter:
  - titel: Budget
    varighed: 270
    udfald: godkendt
  - titel: Takster
    tid: 00:15-01:00
    udfald: godkendt
"""
TITLES = """
dato: 2025-09-12
start: "19:00"
slut: "21:00"
fremmoedt: alle_andre
punkter:
  - titel: Midler til fritidslivet; status og beslutning om tilskud til foreninger i landsbyerne
    udfald: godkendt
  - titel: Hvad gør vi? Fritidslivet i de små landsbyer, når den sidste skole er lukket
    udfald: droeftet
  - titel: Den nye hal m.m. Finansiering, beliggenhed og tidsplan for opførelsen af den
    udfald: droeftet
"""
BARE = """
dato: 2025-09-12
start: "19:00"
slut: "21:00"
fremmoedt: alle_andre
punkter:
""" + "".join(
    f"""  - titel: {title} tilskud til fritidslivet i de små landsbyer nummer {n} nord for fjorden
    udfald: {outcome}
"""
    for n, (title, outcome) in enumerate(
        [
            ("Orientering om", "taget_til_efterretning"),
            ("Beslutning om", "godkendt"),
            ("Drøftelse af", "droeftet"),
            ("eID og", "taget_til_efterretning"),
        ]
        * 3
    )
)
NESTED = """
dato: 2025-09-12
start: "19:00"
slut: "21:00"
fremmoedt: alle_andre
punkter:
  - titel: Budget
    gruppe: Økonomi
    undergruppe: Til beslutning
  - titel: Takster
    gruppe: Drift
    undergruppe: Til orientering
  - titel: Anlæg
    undergruppe: Til beslutning
    udfald: godkendt
  - gruppe: Øst
    ingen: ja
"""
MEETINGS = {
    "bare": BARE,
    "nested": NESTED,
    "titles": TITLES,
    "people": PEOPLE,
    "elections": ELECTIONS,
    "days": DAYS,
    "written": WRITTEN,
    "joint": JOINT,
    "night": NIGHT,
}


def workspace(root: Path, forum: str = FORUM) -> Workspace:
    for folder, text in (("udvalg", forum), ("teknik", OTHER)):
        (root / "meetings" / folder).mkdir(parents=True)
        (root / "meetings" / folder / "forum.yaml").write_text(text, encoding="utf-8")
    return Workspace(root)


def plain(tree: Any) -> Any:
    """A tree with yes as ``ja``, and a list of one vote or name as that one."""
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain(one) for one in tree]
    return "ja" if tree is True else tree


def there_and_back(text: str, root: Path, suffix: str, forum: str = FORUM) -> tuple[Any, Import]:
    """The data of a meeting, and what its referat becomes."""
    ws = workspace(root / "old", forum)
    path = root / "old" / "meetings" / "udvalg" / "gammelt.yaml"
    path.write_text(COMMON + text, encoding="utf-8")
    file = ws.meeting_file("udvalg/gammelt")
    assert not has_errors(validate(ws, [file]))
    meeting = load(ws, file).meeting
    assert meeting is not None
    document, _ = compose.compose(meeting, Kind.REFERAT, Audience.OFFENTLIG)
    old = root / f"gammelt.{suffix}"
    old.write_bytes(render(document)[suffix == "pdf"])
    workspace(root / "new", forum)
    again = run(old, root / "new", "udvalg")
    assert document_lines(again.document()) == document_lines(document)
    tree, _ = source.read(path, path.name)
    assert tree is not None
    return plain(tree.data), again


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("text", MEETINGS.values(), ids=MEETINGS)
def test_a_referat_of_ours_comes_back_as_the_data_it_was_made_of(
    text: str, suffix: str, tmp_path: Path
) -> None:
    data, again = there_and_back(text, tmp_path, suffix)
    assert again.result.unsure == 0
    assert plain(again.tree) == data


ATTACHED = """
dato: 2025-09-12
start: "10:00"
fremmoedt: alle_andre
bilag:
  - titel: Indkaldelse
  - titel: Underskrifter
    udsendes_med: referat
punkter:
  - titel: Budget
    bilag:
      - titel: Budgettet
      - titel: Oplæg
        nr: 1.A
      - titel: Svar
        udsendes_med: referat
  - titel: Regnskab
    bilag:
      - titel: Regnskabet
        udsendes_med: referat
  - titel: Haven
    bilag:
      - titel: Skitse
        udsendes_med: referat
      - titel: Kort
        nr: B
        udsendes_med: referat
  - titel: Søen
    bilag:
      - titel: Støj
        udsendes_med: eftersendes
      - titel: Tal
        udarbejdet_af: Rådgiver A/S
        udsendes_med: omdelt
"""


@pytest.mark.parametrize("numbers", ["pr_punkt", "punkt_bilag", "gennemloebende"])
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_attachments_come_back_with_their_numbers_and_what_they_came_with(
    suffix: str, numbers: str, tmp_path: Path
) -> None:
    forum = f"{FORUM}  bilagsnumre: {numbers}\n"
    data, again = there_and_back(ATTACHED, tmp_path, suffix, forum)
    assert again.result.unsure == 0
    assert plain(again.tree) == data


DOORS = """
dato: 2025-09-12
start: "19:00"
slut: "21:00"
fremmoedt: alle_andre
punkter:
  - titel: Valg til rådet
    lukket:
      aabnet_paa_moedet: ja
    udfald: godkendt
  - titel: Handel
    lukket:
      grund: Forhandling
      offentlig_titel: Handel
      offentlig_beslutning: Godkendt.
      besluttet_paa_moedet: ja
"""


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_what_the_meeting_decided_of_its_doors_comes_back(suffix: str, tmp_path: Path) -> None:
    data, again = there_and_back(DOORS, tmp_path, suffix)
    assert [one["lukket"] for one in plain(again.tree)["punkter"]] == [
        one["lukket"] for one in data["punkter"]
    ]


def test_why_somebody_sent_regrets_comes_back_marked_where_it_may_be_a_title(
    tmp_path: Path,
) -> None:
    ws = workspace(tmp_path)
    old = tmp_path / "gammelt.txt"
    old.write_text(
        "Referat\nFritidsudvalget\n12. september 2025 kl. 10.00\n"
        "Afbud: Bo Bæk (A, rejser)\n\nPunkt 1: Budget\nBeslutning\nGodkendt.\n\n"
        "Punkt 2: Eventuelt\n",
        encoding="utf-8",
    )
    again = run(old, ws.root, "udvalg")
    assert again.tree["afbud"] == [{"navn": "Bo Bæk", "aarsag": "rejser"}]
    assert "»rejser« er måske ikke årsagen" in again.text


def test_those_present_are_not_claimed_where_their_list_is_not_understood(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    old = tmp_path / "gammelt.txt"
    old.write_text(
        "Referat\nFritidsudvalget\n12. september 2025 kl. 10.00\n"
        "Til stede: Anna Ager og så vidt vides de fleste andre, men ikke hele tiden\n\n"
        "Punkt 1: Budget\nBeslutning\nGodkendt.\n\nPunkt 2: Eventuelt\n",
        encoding="utf-8",
    )
    again = run(old, ws.root, "udvalg")
    assert "fremmoedt" not in again.tree
    assert "de fleste andre" in again.tree["indledning"]
    assert "skriv det som fremmoedt" in again.text


def test_a_line_of_those_away_for_a_while_does_not_stop_the_import(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    old = tmp_path / "gammelt.txt"
    old.write_text(
        "Referat\nFritidsudvalget\n12. september 2025 kl. 10.00\n"
        "Til stede: Anna Ager; Bo Bæk\nFraværende en del af mødet: Anna Ager (kl. 11.05-11.30)\n\n"
        "Punkt 1: Budget\nBeslutning\nGodkendt.\n\nPunkt 2: Eventuelt\n",
        encoding="utf-8",
    )
    again = run(old, ws.root, "udvalg")
    assert "kl. 11.05-11.30" in again.text


QUOTED = """
dato: 2025-09-12
start: "10:00"
fremmoedt: alle_andre
punkter:
  - titel: Takster
    beslutning: |
      Det blev godkendt.

      > Vi vil gerne have det ført til protokols.

      Sagen sendes videre.
"""


@pytest.mark.slow
def test_a_quote_in_a_decision_tears_no_letters_off_the_lines_around_it(tmp_path: Path) -> None:
    _, again = there_and_back(QUOTED, tmp_path, "pdf")
    assert "Det blev godkendt." in again.text
    assert "Sagen sendes videre." in again.text


PEOPLE_OF_MANY = [
    f"{first} {last}" for last in ("Ager", "Bæk") for first in ("Anna", "Bo", "Eva")
] + [f"{first} Clausen" for first in ("Dan", "Finn", "Gerda", "Hans", "Ida", "Jon", "Kaj")]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("parties", ["AV", "ABCDFGHIKLMNO"])
def test_the_sides_of_many_come_back_by_name(parties: str, suffix: str, tmp_path: Path) -> None:
    forum = "navn: Rådet\nmedlemmer:\n" + "".join(
        f"  - navn: {name}\n    parti: {parties[n % len(parties)]}\n"
        for n, name in enumerate(PEOPLE_OF_MANY)
    )
    sides = {
        "for": PEOPLE_OF_MANY[:10],
        "imod": PEOPLE_OF_MANY[10:12],
        "undlod": PEOPLE_OF_MANY[12:],
    }
    vote = "".join(
        f"      {side}:\n" + "".join(f"        - {name}\n" for name in names)
        for side, names in sides.items()
    )
    item = f"  - titel: Takster\n    beslutning: Det er så.\n    afstemning:\n{vote}"
    text = f"dato: 2025-09-12\nstart: '10:00'\nfremmoedt: alle_andre\npunkter:\n{item}"
    _, again = there_and_back(text, tmp_path, suffix, forum)
    found = again.tree["punkter"][0]["afstemning"]
    assert {side: sorted(names) for side, names in found.items()} == {
        side: sorted(names) for side, names in sides.items()
    }
