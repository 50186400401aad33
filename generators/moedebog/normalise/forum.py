"""``forum.yaml`` -> the forum and its policy, with the common practice as default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moedebog import cpr
from moedebog.addresses import fault
from moedebog.catalogue import (
    Afgoerelse,
    Andel,
    Bilagsnumre,
    Choice,
    Datoformat,
    Flertal,
    FremmoedeListe,
    FremmoedePlacering,
    Godkendelse,
    Gruppenumre,
    IndstillingOrdlyd,
    Klokkeslaet,
    Krav,
    Numre,
    NyePunkter,
    Opstilling,
    Retsgrundlag,
    Sagstype,
    Slags,
    SvarPlacering,
    TidPlacering,
    Tilbagehold,
)
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afsnitspolitik, Forum, Kontakt, Politik
from moedebog.normalise.people import check_chair, members
from moedebog.normalise.reading import Reader, line
from moedebog.normalise.recipients import recipients, safe_way
from moedebog.normalise.substitutes import standing_substitutes
from moedebog.normalise.times import clock_at
from moedebog.schema import PLACEHOLDER
from moedebog.source import TreePath

KIND_TWICE = Rule(
    "M123",
    Severity.ERROR,
    Phrase(
        "{slags} står her for anden gang; det står også i linje {linje}.",
        "{slags} stands here for the second time; it also stands in line {linje}.",
    ),
    Phrase("Hvert slags afsnit nævnes én gang.", "Each kind of afsnit is named once."),
    Example(
        wrong="navn: U\npolitik: {afsnit: [resume, resume]}",
        right="navn: U\npolitik: {afsnit: [resume]}",
        file="forum",
    ),
)
NEVER_IN_DAGSORDEN = Rule(
    "M124",
    Severity.ERROR,
    Phrase("{slags} kan aldrig stå i dagsordenen.", "{slags} can never stand in the dagsorden."),
    Phrase(
        "Slet linjen: det kommer kun med i referatet.",
        "Delete the line: it comes in the referat only.",
    ),
    Example(
        wrong="navn: U\npolitik: {afsnit: [{slags: beslutning, dagsorden: ja}]}",
        right="navn: U\npolitik: {afsnit: [{slags: beslutning}]}",
        file="forum",
    ),
)

_CHOICES: dict[str, type[Choice]] = {
    "tid_placering": TidPlacering,
    "klokkeslaet": Klokkeslaet,
    "datoformat": Datoformat,
    "indstillingspunkter": Opstilling,
    "indstilling_ordlyd": IndstillingOrdlyd,
    "svar_placering": SvarPlacering,
    "bilagsnumre": Bilagsnumre,
    "nummerering_i_gruppe": Gruppenumre,
    "nye_punkter": NyePunkter,
    "nummer_efter_udsendelse": Numre,
    "fremmoede_placering": FremmoedePlacering,
    "fremmoede_liste": FremmoedeListe,
    "stemmelighed": Afgoerelse,
    "flertal": Flertal,
    "godkendelse": Godkendelse,
    "tilbagehold_ved_inhabilitet": Tilbagehold,
}
_NUMBERS = (
    "frist_hverdage",
    "materiale_frist_hverdage",
    "sag_frist",
    "stoerste_bilag_mb",
    "indsigelsesfrist_dage",
)
_FORMATS = ("docx", "pdf")


def read_forum(reader: Reader, data: dict[str, Any]) -> Forum:
    """The forum; what is left out has its default."""
    for path, text in _texts(data, ()):
        reader.diagnostics += cpr.personal_numbers(text, reader.at(path), cpr.IN_FORUM)
    navn = line(data.get("navn", PLACEHOLDER))  # one that is wrong is told already
    medlemmer = members(reader, data)
    moedeleder = reader.text(data, "moedeleder")
    check_chair(reader, moedeleder, medlemmer)
    kontakt = data.get("kontakt")
    place: TreePath = ("kontakt", "email")
    if kontakt and "email" in kontakt and (diagnostic := fault(kontakt["email"], reader.at(place))):
        reader.diagnostics.append(diagnostic)
    formater = tuple(dict.fromkeys(data.get("formater", _FORMATS)))
    return Forum(
        navn,
        navn_i_saetning=reader.text(data, "navn_i_saetning") or navn,
        myndighed=reader.text(data, "myndighed"),
        politik=_policy(reader, data.get("politik", {})),
        medlemmer=medlemmer,
        stedfortraedere=standing_substitutes(reader, data, medlemmer),
        moedeleder=moedeleder,
        referent=reader.text(data, "referent"),
        start=clock_at(reader, data, "start", (), midnight_ends=False),
        slut=clock_at(reader, data, "slut", ()),
        sted=reader.text(data, "sted"),
        moedelink=reader.text(data, "moedelink"),
        kontakt=kontakt and Kontakt(**{key: line(value) for key, value in kontakt.items()}),
        modtagere=recipients(reader, data, formater),
        sikring=safe_way(reader, data, ()),
        skabelon=data.get("skabelon", "standard"),
        formater=formater,
        krav=Krav.of(data["krav"]) if "krav" in data else None,
        position=reader.at(()),
    )


def _texts(node: Any, path: TreePath) -> Iterator[tuple[TreePath, str]]:
    """Every text below a node, with its path."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, (*path, index))


def _policy(reader: Reader, written: dict[str, Any]) -> Politik:
    """The policy: what the forum writes, else what its legal kind sets, else common practice."""
    legal = Retsgrundlag.of(written.get("retsgrundlag", Retsgrundlag.ANDET))
    data = {**legal.preset.policy, **written}
    given: dict[str, Any] = {"retsgrundlag": legal}
    given |= {key: data[key] for key in _NUMBERS if key in data}
    given |= {key: choice.of(data[key]) for key, choice in _CHOICES.items() if key in data}
    if "beslutningsdygtig" in data:
        needed = data["beslutningsdygtig"]
        given["beslutningsdygtig"] = Andel.of(needed) if isinstance(needed, str) else needed
    for key in (
        "nummererede_pauser",
        "sagstype_i_titel",
        "vis_sagstyper",
        "bilagsoversigt",
        "bilagenes_tilgaengelighed",
        "fravaer_under_punkter",
        "hele_fravaer_under_punkter",
        "loerdag_er_hverdag",
        "offentliggoer_lukkede_beslutninger",
        "moedelink_offentlig",
        "afbud_faar_materiale",
    ):
        if key in data:
            given[key] = reader.yes(data, key)
    for key in ("punktord", "svarord", "underskriftsark_tekst"):
        if key in data:
            given[key] = line(data[key])
    words = data.get("sagstyper", {})
    rules = data.get("regler", {})
    return Politik(
        _section_policies(reader, data),
        sagstyper=tuple((Sagstype.of(kind), line(word)) for kind, word in words.items()),
        regler=tuple((code, reader.yes(rules, code)) for code in rules),
        **given,
    )


def _section_policies(reader: Reader, data: dict[str, Any]) -> tuple[Afsnitspolitik, ...]:
    """The forum's sections in its order, then those it does not name in the usual order."""
    policies: dict[Slags, Afsnitspolitik] = {}
    places: dict[Slags, TreePath] = {}
    for index, value in enumerate(data.get("afsnit", ())):
        path: TreePath = ("politik", "afsnit", index)
        details = value if isinstance(value, dict) else {"slags": value}
        slags = Slags.of(details["slags"])
        if slags in policies:
            linje = reader.at(places[slags]).line
            reader.report(KIND_TWICE, path, slags=slags, linje=linje)
            continue
        if slags.kind.minutes and reader.yes(details, "dagsorden"):
            reader.report(NEVER_IN_DAGSORDEN, (*path, "dagsorden"), slags=slags)
        heading = line(details["overskrift"]) if "overskrift" in details else None
        policies[slags] = Afsnitspolitik(
            slags,
            heading,
            dagsorden=not slags.kind.minutes and reader.yes(details, "dagsorden", True),
            referat=reader.yes(details, "referat", True),
            kraeves_ved=tuple(map(Sagstype.of, details.get("kraeves_ved", ()))),
        )
        places[slags] = path
    for slags in Slags:
        if slags not in policies:
            policies[slags] = Afsnitspolitik(slags, dagsorden=not slags.kind.minutes)
    return tuple(policies.values())
