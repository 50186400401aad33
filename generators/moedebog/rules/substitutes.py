"""Substitutes who come instead of members: that the body calls them in as an item of its own."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.authorities import LAW
from moedebog.catalogue import Retsgrundlag, Sagstype, Udfald
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Punkt
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
