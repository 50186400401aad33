"""Substitutes who come instead of members: that the body calls them in as an item of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moedebog.authorities import LAW
from moedebog.catalogue import Retsgrundlag, Sagstype, Udfald
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.meeting import Meeting, Modtager, Modtagergruppe, Punkt
from moedebog.names import Same, in_address, same
from moedebog.rules.case import Case, kind

_BY_LAW = frozenset({Retsgrundlag.BYRAAD, Retsgrundlag.REGIONSRAAD})
"""The forums of which the law asks it."""
_NOT_APPROVED = frozenset(
    {
        *(Udfald.IKKE_GODKENDT, Udfald.UDSAT, Udfald.UDGAAR),
        *(Udfald.BORTFALDET, Udfald.IKKE_BEHANDLET),
    }
)

REFUSED = Rule(
    "M5708",
    Severity.WARNING,
    Phrase(
        "»{titel}« godkender ikke, at stedfortrædere indkaldes, men de møder: {navne}.",
        "»{titel}« does not approve the calling in of substitutes, but they come: {navne}.",
    ),
    Phrase(
        "Ret udfaldet, eller slet `stedfortraeder` ved dem, de ikke mødte for.",
        "Correct the outcome, or delete `stedfortraeder` at those for whom they did not come.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\npunkter:\n"
        "  - titel: Dagens hold\n    sagstype: indkaldelse_stedfortraeder\n"
        "    udfald: ikke_godkendt",
        right="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\npunkter:\n"
        "  - titel: Dagens hold\n    sagstype: indkaldelse_stedfortraeder\n"
        "    udfald: godkendt",
        forum="politik: {retsgrundlag: byraad}",
    ),
    reason=Phrase(
        "Den, hvis indkaldelse ikke er godkendt, har ingen plads og ingen stemme.",
        "Whoever's calling in was not approved has no seat and no vote.",
    ),
    source=LAW + Phrase(" § 15 (stedfortrædere)", " § 15 (substitutes)"),
    rests_on=("afbud", "udeblevet", "punkter", "sagstype", "udfald", "afsnit", "aflyst", "form"),
)
NOT_CALLED_IN = Rule(
    "M5393",
    Severity.HINT,
    Phrase(
        "Intet punkt godkender, at {antal:stedfortræder|stedfortrædere} møder: {navne}.",
        "No item approves the calling in of {antal:substitute|substitutes}: {navne}.",
    ),
    Phrase(
        "Sæt et punkt på med `sagstype: indkaldelse_stedfortraeder`, eller skriv sagstypen på det "
        "punkt, der er.",
        "Add an item with `sagstype: indkaldelse_stedfortraeder`, or write that kind at the item "
        "that there is.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\npunkter: []",
        right="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\npunkter:\n"
        "  - titel: Dagens hold\n    sagstype: indkaldelse_stedfortraeder\n"
        "    udfald: godkendt",
        forum="politik: {retsgrundlag: byraad}",
    ),
    reason=Phrase(
        "Det er forsamlingen, der afgør, om betingelserne for at indkalde en stedfortræder er "
        "opfyldt. Står det ikke i referatet, kan ingen se, at stedfortræderen måtte stemme.",
        "It is the assembly that decides whether the conditions for calling in a substitute are "
        "met. If the referat does not say so, nobody can see that the substitute could vote.",
    ),
    source=LAW + Phrase(" § 15 (stedfortrædere)", " § 15 (substitutes)"),
    rests_on=("afbud", "udeblevet", "punkter", "sagstype", "udfald", "afsnit", "aflyst", "form"),
)

UNMAILED = Rule(
    "M657",
    Severity.WARNING,
    Phrase(
        "{navn} møder som stedfortræder for {medlem}, men er ikke blandt modtagerne og får intet "
        "tilsendt.",
        "{navn} comes as a substitute for {medlem}, but is none of the recipients and is sent "
        "nothing.",
    ),
    Phrase(
        "Skriv {navn} med e-mailadresse under modtagere i forum.yaml.",
        "Write {navn} with an e-mail address under modtagere in forum.yaml.",
    ),
    Example(
        wrong="stedfortraeder: Ida Ny, og ingen Ida Ny blandt modtagerne",
        right="{navn: Ida Ny, email: ida@example.org}",
        file="Word",
    ),
    reason=Phrase(
        "En stedfortræder skal have det samme materiale som medlemmet, i tide til at læse det.",
        "A substitute needs the same material as the member, in time to read it.",
    ),
    source=Phrase.same("docs/udsendelse.md"),
)
PERHAPS_UNMAILED = Rule(
    "M658",
    Severity.WARNING,
    Phrase(
        "{navn} møder som stedfortræder for {medlem}; er {modtager} den samme, eller får {navn} "
        "intet tilsendt?",
        "{navn} comes as a substitute for {medlem}; is {modtager} the same, or is {navn} sent "
        "nothing?",
    ),
    Phrase(
        "Skriv det samme navn begge steder, eller skriv {navn} med e-mailadresse under modtagere i "
        "forum.yaml.",
        "Write the same name in both places, or write {navn} with an e-mail address under "
        "modtagere in forum.yaml.",
    ),
    Example(
        wrong="stedfortraeder: Ida Ny, og blandt modtagerne {navn: I. Ny, email: iny@example.org}",
        right="{navn: Ida Ny, email: iny@example.org}",
        file="Word",
    ),
    reason=UNMAILED.reason,
    source=UNMAILED.source,
)


def called_in(case: Case) -> Iterator[Diagnostic]:
    """A substitute is approved under an item of that kind, where the law asks for it."""
    meeting = case.meeting
    if meeting.aflyst or meeting.forum.politik.retsgrundlag not in _BY_LAW:
        return
    entries = [one for one in (*meeting.afbud, *meeting.udeblevet) if one.stedfortraeder]
    if not entries or any(_approves(item.punkt) for item in case.plan.items):
        return
    names = list(dict.fromkeys(one.stedfortraeder.navn for one in entries if one.stedfortraeder))
    there = [name for name in names if case.plan.presence.was_there(name)]
    refused = [item.punkt for item in case.plan.items if _refuses(item.punkt)]
    if refused and there:
        first = refused[0]
        yield REFUSED.at(first.position, titel=first.titel, navne=", ".join(there))
    if refused:
        return
    place = entries[0].stedfortraeder
    assert place is not None  # noqa: S101 - it was asked for above
    yield NOT_CALLED_IN.at(place.position, navne=", ".join(names), antal=len(names))


def _approves(punkt: Punkt) -> bool:
    """Whether it is an item on calling in substitutes that has not come to nothing.

    By its kind, or by a title that is a kind's own.
    """
    said = {word for afsnit in punkt.alle_afsnit() for word in afsnit.udfald}
    return kind(punkt) is Sagstype.INDKALDELSE_STEDFORTRAEDER and not said & _NOT_APPROVED


def _refuses(punkt: Punkt) -> bool:
    """Whether it is such an item that says that they are not called in."""
    said = {word for afsnit in punkt.alle_afsnit() for word in afsnit.udfald}
    return kind(punkt) is Sagstype.INDKALDELSE_STEDFORTRAEDER and Udfald.IKKE_GODKENDT in said


def unmailed_ahead(case: Case) -> Iterator[Diagnostic]:
    """The substitutes of a meeting to come whom nothing will be mailed to."""
    meeting = case.meeting
    if case.today is None or meeting.dato < case.today or meeting.aflyst:
        return
    groups = [one for one in meeting.forum.modtagere if Kind.DAGSORDEN in one.dokumenter]
    yield from unmailed(meeting, groups)


def unmailed(meeting: Meeting, groups: Sequence[Modtagergruppe]) -> Iterator[Diagnostic]:
    """The substitutes of members with regrets who are in none of these groups, or may be in none.

    Of somebody who is mailed nothing either, as the members of another forum that meets with this
    one, there is nothing to tell.
    """
    people = [person for group in groups for person in group.personer]
    for entry in meeting.afbud:
        one = entry.stedfortraeder
        if one is None or all(_is(entry.navn, person) is Same.NO for person in people):
            continue
        found = [(person, _is(one.navn, person)) for person in people]
        if any(verdict is Same.YES for _, verdict in found):
            continue
        perhaps = [person for person, verdict in found if verdict is Same.PERHAPS]
        if perhaps:
            who = perhaps[0].navn or perhaps[0].email
            at = one.position
            yield PERHAPS_UNMAILED.at(at, navn=one.navn, medlem=entry.navn, modtager=who)
        else:
            yield UNMAILED.at(one.position, navn=one.navn, medlem=entry.navn)


def _is(name: str, person: Modtager) -> Same:
    """Whether a recipient is somebody of this name; an address made of all of it is theirs."""
    if person.navn:
        return same(name, person.navn)
    whole = in_address(name, person.email, whole=True)
    return Same.YES if whole else in_address(name, person.email)
