"""The facts: what the document of the same kind and audience says, as values, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker
from msgspec.structs import replace

import build_fakta_schema
from closed_meeting import CLOSED
from meeting_data import EXAMPLES, FORUMS, MEETINGS, closed_words, marked, read
from moedebog import typography
from moedebog.catalogue import (
    Begivenhedsart,
    DagsordenStatus,
    Form,
    Godkendelse,
    ReferatStatus,
    TidPlacering,
)
from moedebog.compose import Composer, compose, compose_facts, plan
from moedebog.compose.facts import facts_of
from moedebog.compose.withholding import without_disqualified
from moedebog.compose.wording import printed
from moedebog.document import Audience, Document, Kind
from moedebog.events import Begivenhed
from moedebog.fakta import (
    Bilagsfakta,
    Fakta,
    Lukning,
    Moedefakta,
    Punktfakta,
    Rollefakta,
    Stemmefakta,
    Svarfakta,
    Udgave,
    Valgfakta,
)
from moedebog.load import load
from moedebog.meeting import Meeting, Politik
from moedebog.phrases import DANISH
from moedebog.phrases.item_words import USUAL
from moedebog.render.data import as_json
from moedebog.workspace import Workspace
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT, ROOT, meeting
from texts import document_lines, squeezed

SCHEMA = json.loads(build_fakta_schema.SCHEMA.read_text(encoding="utf-8"))
SAMPLES = Workspace(ROOT).meeting_files()


def sample(name: str) -> Meeting:
    ws = Workspace(ROOT)
    found = load(ws, ws.meeting_file(name)).meeting
    assert found is not None
    return found


def facts(
    text: str,
    kind: Kind = REFERAT,
    audience: Audience = OFFENTLIG,
    forum: str = "navn: Udvalget",
) -> Fakta:
    return compose_facts(meeting(text, forum), kind, audience)


# --- what is said in both --------------------------------------------------------------------


def said(fakta: Fakta, politik: Politik) -> Iterator[str]:
    """Each printed value of the facts as a Danish document writes it."""
    yield from moede(fakta.moede, fakta.dokument, politik)
    for person in fakta.personer:
        told = (person.navn, person.titel, person.organisation, person.parti)
        yield from filter(None, (*told, person.hverv, person.stedfortraeder_for))
    for absent in (*fakta.fremmoede.afbud, *fakta.fremmoede.udeblevet):
        yield from filter(None, (absent.navn, absent.stedfortraeder, absent.aarsag))
    for move in (*fakta.fremmoede.ankom, *fakta.fremmoede.forlod):
        yield move.navn
        yield slot(move.tid, None, politik)
    for punkt in fakta.punkter:
        yield from item(punkt, politik)
        # The overview of a referat has the outcome where that of a dagsorden has the slot.
        if fakta.dokument is DAGSORDEN or politik.tid_placering is not TidPlacering.KUN_OVERSIGT:
            yield slot(punkt.start, punkt.slut, politik)
    for bilag in fakta.bilag:
        yield from attachment(bilag)
    for tom in fakta.tomme_grupper:
        yield from filter(None, (tom.gruppe, tom.undergruppe))


def moede(facts: Moedefakta, kind: Kind, politik: Politik) -> Iterator[str]:
    yield facts.forum
    yield facts.titel or ""
    yield facts.myndighed or ""
    yield from facts.sagsnr
    yield from approval(facts)
    yield facts.sted or ""
    yield DANISH.forms[Form.of(facts.form)] if facts.form else ""
    if facts.ekstraordinaert:
        yield DANISH.extraordinary
    yield facts.virtuelt_grundlag or ""
    several = len(facts.dage) > 1
    yield slot(facts.start, None if several else facts.slut, politik)
    yield slot(facts.slut, None, politik) if several else ""
    if facts.svarfrist:
        yield typography.long_date(facts.svarfrist.dato, DANISH)
        yield slot(facts.svarfrist.tid, None, politik)
    for moment in filter(None, (facts.faktisk_start, facts.faktisk_slut)):
        yield slot(moment, None, politik)
    yield day(facts.dato, politik) if len(facts.dage) == 1 else ""
    for one in facts.dage[1:]:
        yield DANISH.weekdays[one.weekday()]
    if facts.aflyst:
        yield "Mødet er aflyst"
    elif kind is DAGSORDEN:
        yield DANISH.dagsorden_status.get(DagsordenStatus.of(facts.status), "")
    else:
        yield DANISH.referat_status.get(ReferatStatus.of(facts.status), "")


def approval(facts: Moedefakta) -> Iterator[str]:
    """How far a referat is; on which day it was sent out for approval, it does not say."""
    days = [facts.indsigelsesfrist]
    if (found := facts.godkendt) is not None:
        days += [found.dato, found.moede, found.frist]
        yield found.af or ""
        yield f"punkt {found.punkt}" if found.punkt else ""
    for one in filter(None, days):
        yield typography.long_date(one, DANISH, weekday=False)


def item(punkt: Punktfakta, politik: Politik) -> Iterator[str]:
    yield punkt.nr or ""
    yield punkt.titel
    yield punkt.gruppe or ""
    yield typography.long_date(punkt.dato, DANISH) if punkt.dato else ""
    yield punkt.undergruppe or ""
    yield from closing(punkt.lukket)
    yield punkt.sagstype_tekst or ""
    yield from punkt.sagsnr
    yield f"Dok.nr. {punkt.dok_nr}" if punkt.dok_nr else ""
    yield f"KLE {punkt.kle}" if punkt.kle else ""
    yield "Tillægspunkt" if punkt.tillaeg else ""
    yield punkt.tillaeg_grund or ""
    for guest in punkt.gaester:
        yield from filter(None, (guest.navn, guest.titel, guest.organisation, guest.parti))
    for person in (*punkt.fra_forvaltningen, *punkt.observatoerer):
        yield person.navn
    yield from punkt.inhabil
    yield punkt.kort_udfald or ""
    yield from punkt.erklaerede_sig_inhabile
    for one in punkt.stedfortraedere:
        yield one.navn
    if ruling := punkt.habilitetsbeslutning:
        yield from filter(None, (ruling.af, *ruling.om)) if ruling.tekst is None else ()
    for bilag in punkt.bilag:
        yield from attachment(bilag)
    for section in punkt.lukkede_afsnit:
        yield section.offentlig_titel or ""
        yield from closing(section)
    yield from decided(punkt, politik)


def decided(punkt: Punktfakta, politik: Politik) -> Iterator[str]:
    for indstilling in punkt.indstillinger:
        yield from filter(None, (indstilling.fra, indstilling.til))
        for point in indstilling.at:
            yield from point.tekst.split("\n")
        for answer in indstilling.svar:
            yield from answered(answer)
    for decision in punkt.beslutninger:
        brought = decision.indbragt
        yield from outcome(
            tuple(one for one in decision.udfald if not brought or one != "indbragt")
        )
        yield from filter(None, (brought.for_, brought.af) if brought else ())
        yield from decision.tekst.split("\n")
    for vote in punkt.afstemninger:
        yield vote.forslag or ""
        yield from voted(vote.for_, vote.imod, vote.undlod, vote.blanke, vote.ugyldige)
        yield from elected(vote.valg) if vote.valg else ()
    for statement in punkt.protokolbemaerkninger:
        yield statement.fra
        yield from statement.tekst.split("\n")
    for action in punkt.opfoelgning:
        yield action.opgave
        yield action.ansvarlig or ""
        if action.frist:
            yield day(action.frist, politik, weekday=False)


def voted(*sides: Stemmefakta | None) -> Iterator[str]:
    for side in filter(None, sides):
        yield from side.navne
        yield str(side.antal) if side.antal is not None else ""


def elected(valg: Valgfakta) -> Iterator[str]:
    yield valg.til or ""
    yield from valg.valgt
    for one in valg.runder:
        yield from voted(one.blanke, one.ugyldige)
        for candidate in one.kandidater:
            yield candidate.navn
            yield from voted(candidate.stemmer)


def closing(lukket: Lukning | None) -> Iterator[str]:
    if lukket:
        yield lukket.grund or ""
        yield from (lukket.offentlig_beslutning or "").split("\n")


def answered(answer: Svarfakta) -> Iterator[str]:
    numbers = [str(n) for n in answer.punkter]
    yield numbers[0]
    yield numbers[-1]
    yield from outcome(answer.udfald)
    yield from answer.tekst.split("\n")


def outcome(udfald: tuple[str, ...]) -> Iterator[str]:
    if udfald == ("udgaar",):
        return iter([USUAL.withdrawn])
    return (printed(one, DANISH) for one in udfald)


def attachment(bilag: Bilagsfakta) -> Iterator[str]:
    yield bilag.label.split()[-1]
    yield bilag.titel
    yield from closing(bilag.lukket)
    if bilag.stoerrelse is not None:
        yield typography.file_size(bilag.stoerrelse, DANISH)


def slot(start: datetime | None, end: datetime | None, politik: Politik) -> str:
    if start is None:
        return ""
    separator = ":" if politik.klokkeslaet == "kolon" else "."
    return typography.slot(start.time(), end.time() if end else None, DANISH, separator)


def day(when: Any, politik: Politik, weekday: bool = True) -> str:
    if politik.datoformat == "kort":
        return typography.short_date(when, DANISH)
    return typography.long_date(when, DANISH, weekday)


def unsaid(fakta: Fakta, document: Document, politik: Politik) -> list[str]:
    """What the facts tell, and the document does not."""
    shown = squeezed(document_lines(document)).casefold()
    return [one for one in said(fakta, politik) if squeezed(one).casefold() not in shown]


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_every_value_of_a_sample_is_in_its_document_in_danish(file: Any) -> None:
    found = sample(file.name)
    for kind in Kind:
        for audience in Audience:
            document, _ = compose(found, kind, audience)
            assert unsaid(compose_facts(found, kind, audience), document, found.forum.politik) == []


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(MEETINGS.map(marked), FORUMS)
def test_every_value_of_any_meeting_is_in_its_document_and_nothing_closed_is_public(
    data: dict[str, Any], forum: dict[str, Any]
) -> None:
    found = read(data, forum)
    hidden = closed_words(data)
    for kind in Kind:
        for audience in Audience:
            document, _ = compose(found, kind, audience)
            fakta = compose_facts(found, kind, audience)
            assert unsaid(fakta, document, found.forum.politik) == []
            told = as_json(fakta).decode()
            assert audience.sees_closed or not [word for word in hidden if word in told]


def test_a_member_whom_the_list_of_those_present_leaves_out_is_not_in_the_facts_of_a_referat() -> (
    None
):
    text = "dato: 2025-09-12\nstart: '10:00'\nfremmoedt: [Bo]\npunkter: [{titel: A}]"
    told = facts(text, forum="{navn: Udvalget, medlemmer: [Bo, Eva]}")
    assert [one.navn for one in told.personer] == ["Bo"]


def test_a_value_that_the_document_does_not_print_is_seen() -> None:
    found = sample("eksempel/2025-11-06")
    document, _ = compose(found, REFERAT, OFFENTLIG)
    internal = compose_facts(found, REFERAT, INTERN)
    assert "Køb af grunden Skolevej 7" in unsaid(internal, document, found.forum.politik)
    public = compose_facts(found, REFERAT, OFFENTLIG)
    late = replace(public.moede, sted="Et andet sted")
    assert unsaid(replace(public, moede=late), document, found.forum.politik) == ["Et andet sted"]


# --- what is closed --------------------------------------------------------------------------

FORUM = "{navn: Udvalget, medlemmer: [Anna Formand, Bo Hemmelig]}"


def test_what_only_the_internal_document_of_a_sample_says_is_in_no_public_facts() -> None:
    hidden = 0
    for file in SAMPLES:
        found = sample(file.name)
        for kind in Kind:
            shown = "\n".join(document_lines(compose(found, kind, OFFENTLIG)[0]))
            lines = document_lines(compose(found, kind, INTERN)[0])
            secrets = {line for line in lines if len(line) > 5 and line not in shown}
            public, internal = (
                msgspec.json.decode(as_json(compose_facts(found, kind, audience)))
                for audience in Audience
            )
            told, known = ("\n".join(strings(data)) for data in (public, internal))
            assert [secret for secret in secrets if secret in told] == []
            hidden += sum(secret in known for secret in secrets)
    assert hidden >= 3


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("kind", Kind)
def test_the_public_facts_hold_nothing_that_is_closed(kind: Kind) -> None:
    found = meeting(CLOSED, FORUM)
    told = as_json(compose_facts(found, kind, OFFENTLIG)).decode().replace("Bo Hemmelig", "")
    assert "emmelig" not in told
    assert "11:00" not in told
    assert b"emmelig" in as_json(compose_facts(found, kind, INTERN))


def test_of_a_closed_item_the_public_gets_number_title_ground_and_public_decision() -> None:
    found = meeting(CLOSED, FORUM)
    closed = compose_facts(found, REFERAT, OFFENTLIG).punkter[1]
    assert closed == Punktfakta(
        anker=closed.anker,
        nr="2.A",
        titel="Personsag",
        niveau=1,
        overpunkt=None,
        gruppe="Lukkede punkter",
        dato=None,
        lukket=Lukning(
            grund="Forvaltningslovens § 27", offentlig_beslutning="Indstillingen blev fulgt."
        ),
        kort_udfald="Indstillingen blev fulgt",
        udeladt=False,
    )
    dagsorden = compose_facts(found, DAGSORDEN, OFFENTLIG).punkter[1]
    assert dagsorden.lukket == Lukning(grund="Forvaltningslovens § 27")
    internal = compose_facts(found, REFERAT, INTERN)
    assert [punkt.nr for punkt in internal.punkter] == ["1", "2.A", "2.A.1", "2"]
    assert internal.punkter[2].overpunkt == internal.punkter[1].anker


def test_of_a_closed_section_and_attachment_the_public_gets_that_they_are_there() -> None:
    found = meeting(CLOSED, FORUM)
    half = compose_facts(found, REFERAT, OFFENTLIG).punkter[2]
    assert [section.grund for section in half.lukkede_afsnit] == ["Priser"]
    hidden, shown = half.bilag
    assert (hidden.label, hidden.titel, hidden.fil, hidden.medietype) == (
        "Bilag 1",
        "Lukket bilag",
        None,
        None,
    )
    assert (shown.label, shown.titel, shown.lukket) == ("Bilag 2", "Åbent bilag", None)
    internal = compose_facts(found, REFERAT, INTERN).punkter[3]
    assert internal.bilag[0].fil == "hemmelig2.pdf"


def test_a_part_of_a_closed_section_is_marked_in_the_internal_facts() -> None:
    text = """
        punkter:
          - titel: Pris
            afsnit:
              - {slags: beslutning, tekst: Åben.}
              - {slags: beslutning, lukket: Priser, tekst: Skjult.}
    """
    internal = facts(text, audience=INTERN).punkter[0].beslutninger
    assert [(one.tekst, one.lukket) for one in internal] == [("Åben.", False), ("Skjult.", True)]
    assert [one.tekst for one in facts(text).punkter[0].beslutninger] == ["Åben."]


def test_why_somebody_stays_away_is_in_the_internal_facts_alone() -> None:
    text = """
        afbud: [{navn: Bo, aarsag: rejse}]
        punkter: [{titel: Et}]
    """
    forum = "{navn: Udvalget, medlemmer: [Anna, Bo]}"
    assert facts(text, forum=forum).fremmoede.afbud[0].aarsag is None
    assert facts(text, audience=INTERN, forum=forum).fremmoede.afbud[0].aarsag == "rejse"


def test_when_somebody_left_a_closed_item_is_not_public() -> None:
    text = """
        punkter:
          - titel: Lukket
            lukket: ja
            forlod: [{navn: Bo, tid: "10:10"}]
          - {titel: Åbent, ankom: [{navn: Bo, tid: "10:30"}]}
    """
    forum = "{navn: Udvalget, medlemmer: [Anna, Bo]}"
    public, internal = (facts(text, audience=a, forum=forum).fremmoede for a in Audience)
    assert [(m.punkt, m.tid) for m in public.forlod] == [(None, None)]
    assert [m.punkt for m in internal.forlod] == ["punkt-1"]
    assert [str(m.tid) for m in public.ankom] == ["2025-09-12 10:30:00+02:00"]


# --- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2025-03-29", "2025-03-29T23:30:00+01:00", "2025-03-30T04:30:00+02:00"),
        ("2025-07-01", "2025-07-01T23:30:00+02:00", "2025-07-02T04:30:00+02:00"),
        ("2025-10-25", "2025-10-25T23:30:00+02:00", "2025-10-26T04:30:00+01:00"),
    ],
)
def test_times_have_the_offset_of_their_day(date: str, start: str, end: str) -> None:
    text = f"""
        dato: {date}
        start: "23:30"
        faktisk_slut: "04:30"
        punkter: [{{titel: Et, varighed: 10}}]
    """
    data = json.loads(as_json(facts(text)))
    assert (data["moede"]["start"], data["moede"]["faktisk_slut"]) == (start, end)
    assert data["punkter"][0]["start"] == start
    assert (data["moede"]["slut"], data["punkter"][0]["overpunkt"]) == (None, None)


def test_an_opening_of_its_own_stands_in_the_place_of_the_names() -> None:
    text = """
        punkter:
          - titel: Et
            indstilling: {fra: Sekretariatet, til: Rådet, indledning: "Vi foreslår:", at: [ja]}
    """
    (indstilling,) = facts(text).punkter[0].indstillinger
    assert (indstilling.fra, indstilling.til) == (None, None)
    named = text.replace('indledning: "Vi foreslår:", ', "")
    (indstilling,) = facts(named).punkter[0].indstillinger
    assert (indstilling.fra, indstilling.til) == ("Sekretariatet", "Rådet")


def test_an_answer_tells_which_points_it_answers_and_only_the_referat_has_it() -> None:
    text = """
        punkter:
          - titel: Et
            indstilling:
              fra: Sekretariatet
              at: [drøfter, godkender, udsætter]
              delbeslutninger:
                - {punkt: [1, 3], udfald: [godkendt, på vilkår]}
                - {punkt: 2, tekst: Ikke nu.}
    """
    (indstilling,) = facts(text).punkter[0].indstillinger
    assert [(point.nr, point.tekst) for point in indstilling.at] == [
        (1, "drøfter"),
        (2, "godkender"),
        (3, "udsætter"),
    ]
    assert indstilling.svar == (
        Svarfakta(punkter=(1, 3), udfald=("godkendt", "på vilkår"), tekst=""),
        Svarfakta(punkter=(2,), udfald=(), tekst="Ikke nu."),
    )
    assert facts(text, DAGSORDEN).punkter[0].indstillinger[0].svar == ()


def test_votes_are_counted_as_the_document_counts_them() -> None:
    text = """
        punkter:
          - titel: Et
            afstemning: {for: [Anna, Bo], imod: [V], undlod: 1}
    """
    forum = "{navn: Udvalget, medlemmer: [Anna, Bo]}"
    (vote,) = facts(text, forum=forum).punkter[0].afstemninger
    assert vote.for_ == Stemmefakta(antal=2, navne=("Anna", "Bo"))
    assert vote.imod == Stemmefakta(antal=None, navne=("V",))
    assert vote.undlod == Stemmefakta(antal=1, navne=())


def test_who_is_absent_is_told_with_what_the_referat_tells_of_them() -> None:
    text = """
        moedeleder: Anna
        afbud: [{navn: Bo, stedfortraeder: {navn: Ida, parti: V}}]
        punkter: [{titel: Et}]
    """
    forum = "{navn: Udvalget, medlemmer: [Anna, {navn: Bo, hverv: formand, parti: V}]}"
    assert facts(text, forum=forum).personer == (
        Rollefakta(navn="Anna", roller=("medlem", "moedeleder")),
        Rollefakta(navn="Bo", parti="V", roller=("medlem",)),
        Rollefakta(navn="Ida", parti="V", roller=("stedfortraeder",), stedfortraeder_for="Bo"),
    )
    dagsorden = facts(text, DAGSORDEN, forum=forum).personer
    assert [(p.navn, p.hverv, p.parti) for p in dagsorden[1:]] == [
        ("Bo", "formand", "V"),
        ("Ida", None, None),
    ]


def test_a_case_from_another_forum_is_marked() -> None:
    text = """
        punkter:
          - titel: Fælles
            afsnit:
              - slags: sag
                overskrift: Fra Ungeudvalget
                afsnit:
                  - {slags: beslutning, tekst: De sagde ja.}
              - {slags: beslutning, tekst: Vi sagde nej.}
    """
    decisions = facts(text).punkter[0].beslutninger
    assert [(one.tekst, one.i_sag) for one in decisions] == [
        ("De sagde ja.", True),
        ("Vi sagde nej.", False),
    ]


def test_an_attachment_has_name_size_and_type_and_a_checksum_when_asked(tmp_path: Path) -> None:
    (tmp_path / "kort.PDF").write_bytes(b"x" * 1500)
    text = "punkter: [{titel: Et, bilag: [{titel: Kort, fil: kort.PDF}, {titel: Senere}]}]"
    found = meeting(text, path=tmp_path / "2025-09-12.yaml")
    planned, _ = plan(found)
    kort, senere = facts_of(planned, REFERAT, OFFENTLIG).punkter[0].bilag
    assert (kort.fil, kort.stoerrelse, kort.medietype) == ("kort.PDF", 1500, "application/pdf")
    assert (kort.reference, kort.sha256) == ("Punkt 1, bilag 1", None)
    assert (senere.fil, senere.stoerrelse, senere.medietype) == (None, None, None)
    asked: list[Path] = []

    def checksum(path: Path) -> str:
        asked.append(path)
        return "abc"

    kort, senere = facts_of(planned, REFERAT, OFFENTLIG, checksum=checksum).punkter[0].bilag
    assert (kort.sha256, senere.sha256) == ("abc", None)
    assert asked == [tmp_path / "kort.PDF"]
    told = as_json(compose_facts(found, REFERAT, INTERN)).decode()
    assert str(tmp_path) not in told
    assert "moede.yaml" not in told


def test_an_attachment_that_the_document_lists_nowhere_is_not_told() -> None:
    text = """
        punkter:
          - titel: Et
            afsnit:
              - {slags: bilag, lukket: Priser, bilag: [{titel: Skjult}]}
    """
    (listed,) = facts(text).punkter[0].bilag
    assert (listed.titel, listed.lukket) == ("Lukket bilag", Lukning(grund=None))
    unlisted = "{navn: Udvalget, politik: {bilagsoversigt: nej}}"
    assert facts(text, forum=unlisted).punkter[0].bilag == ()
    (known,) = facts(text, audience=INTERN, forum=unlisted).punkter[0].bilag
    assert known.titel == "Skjult"


def test_who_is_disqualified_gets_the_facts_without_the_matter() -> None:
    text = """
        punkter:
          - {titel: Min sag, inhabil: [Bo], resume: Om Bo., udfald: godkendt, sagsnr: 25/1}
    """
    forum = """
        navn: Udvalget
        medlemmer: [Anna, Bo]
        politik: {tilbagehold_ved_inhabilitet: alt}
    """
    found = meeting(text, forum)
    planned, _ = plan(found)
    full = Composer(planned).dispatch(REFERAT, INTERN)
    (punkt,) = full.fakta.punkter
    assert (punkt.udeladt, len(punkt.beslutninger)) == (False, 1)
    held = Composer(without_disqualified(planned, ["Bo"], REFERAT, INTERN)).dispatch(
        REFERAT, INTERN
    )
    (punkt,) = held.fakta.punkter
    assert (punkt.udeladt, punkt.beslutninger, punkt.titel) == (True, (), "Min sag")


# --- the file --------------------------------------------------------------------------------


def test_the_schema_is_made_of_the_structs() -> None:
    """If this fails: python tools/build_fakta_schema.py."""
    assert build_fakta_schema.SCHEMA.read_text(encoding="utf-8") == build_fakta_schema.schema()


def test_every_key_is_described_and_always_there() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for name, definition in SCHEMA["$defs"].items():
        properties = definition.get("properties", {})
        assert definition.get("required", []) == list(properties)
        assert [key for key, form in properties.items() if not form.get("description")] == [], name


def every() -> Iterator[Fakta]:
    for file in SAMPLES:
        found = sample(file.name)
        for kind in Kind:
            for audience in Audience:
                yield compose_facts(found, kind, audience)


def test_the_facts_of_every_sample_follow_the_schema_and_can_be_read_again() -> None:
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    count = 0
    for fakta in every():
        data = as_json(fakta)
        assert list(validator.iter_errors(json.loads(data))) == []
        assert msgspec.json.decode(data, type=Fakta) == fakta
        assert as_json(fakta) == data
        count += 1
    assert count > 20


@pytest.mark.parametrize(
    ("key", "value"),
    [("version", 2), ("maalgruppe", "alle"), ("punkter", [{"nr": "1"}]), ("moede", None)],
)
def test_the_schema_refuses_what_is_none_of_ours(key: str, value: object) -> None:
    data = json.loads(as_json(facts("punkter: [{titel: Et}]")))
    validator = Draft202012Validator(SCHEMA)
    assert validator.is_valid(data)
    assert not validator.is_valid(data | {key: value})
    del data[key]
    assert not validator.is_valid(data)


def test_versions_are_told_where_they_are_known() -> None:
    planned, _ = plan(meeting("punkter: [{titel: Et}]"))
    mailed = Udgave(
        dokument=DAGSORDEN, version=1, tid=datetime.fromisoformat("2025-09-01T08:00:00+02:00")
    )
    assert facts_of(planned, REFERAT, OFFENTLIG).moede.udgaver == ()
    assert facts_of(planned, REFERAT, OFFENTLIG, udgaver=[mailed]).moede.udgaver == (mailed,)


@pytest.mark.parametrize("ved", [None, *Godkendelse])
@pytest.mark.parametrize("status", ["til_godkendelse", "godkendt"])
def test_what_the_record_tells_of_a_referat_is_said_in_both(
    status: str, ved: Godkendelse | None
) -> None:
    day, noted = date(2025, 10, 10), datetime(2025, 10, 11, tzinfo=UTC)
    art = Begivenhedsart.of(status)
    more: dict[str, Any] = {"moede": "2025-10-09", "punkt": "2", "frist": date(2025, 10, 3)}
    event = Begivenhed("1", art, day, noted, "Anna Ny", ved, **more)
    text = f"sagsnr: 25/9\nreferat_status: {status}\ndato: 2025-09-12\nstart: 10.00\npunkter: []\n"
    read = meeting(text, "navn: Udvalget\nmyndighed: Strandby Kommune\n")
    made, _ = plan(replace(read, begivenheder=(event,)))
    document = Composer(made).document(REFERAT, OFFENTLIG)
    printed_words = squeezed(" ".join(document_lines(document))).casefold()
    found = facts_of(made, REFERAT, OFFENTLIG)
    assert (found.moede.godkendt or found.moede.til_godkendelse) is not None
    for value in said(found, read.forum.politik):
        assert squeezed(value).casefold() in printed_words
