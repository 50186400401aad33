"""What the public reads of a decision made behind closed doors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moedebog.authorities import LAW
from moedebog.catalogue import Slags, Udfald
from moedebog.catalogue.outcomes import FIXED
from moedebog.compose.ballots import Resultat
from moedebog.compose.item_facts import plain_text
from moedebog.compose.planning import PlannedItem, was_dropped
from moedebog.compose.stances import Stance, proposes_less, stances
from moedebog.compose.told import decided
from moedebog.compose.voting import counting
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afsnit, Delbeslutning, Lukket, Punkt
from moedebog.rules.case import Case
from moedebog.rules.decisions import has_decision

_DECISION = ("lukket", "offentlig_beslutning", "udfald", "beslutning")
_COUNCILS = LAW + Phrase(
    " § 8 for kommunalbestyrelser og regionsråd", " § 8 for municipal and regional councils"
)

CLOSED_UNTOLD = Rule(
    "M5170",
    Severity.WARNING,
    Phrase(
        "Referatet er godkendt, men det siger ikke, hvad offentligheden må læse om beslutningen "
        "{hvor}.",
        "The referat is approved, but it does not say what the public may read of the decision "
        "{hvor}.",
    ),
    Phrase(
        "Skriv under `lukket` en `offentlig_beslutning`, eller i `ingen_offentlig_beslutning`, "
        "hvorfor den ikke kan offentliggøres.",
        "Write under `lukket` an `offentlig_beslutning`, or in `ingen_offentlig_beslutning` why it "
        "cannot be published.",
    ),
    Example(
        wrong="referat_status: godkendt\npunkter:\n  - titel: A\n    lukket: Personsag\n"
        "    udfald: godkendt",
        right="referat_status: godkendt\npunkter:\n  - titel: A\n    lukket:\n"
        "      grund: Personsag\n      offentlig_beslutning: Godkendt.\n    udfald: godkendt",
        forum="politik: {offentliggoer_lukkede_beslutninger: ja}",
    ),
    reason=Phrase(
        "Også det, der blev besluttet for lukkede døre, skal offentligheden kunne læse, så langt "
        "tavshedspligten tillader det.",
        "The public is to be able to read what was decided behind closed doors too, as far as "
        "confidentiality allows.",
    ),
    source=_COUNCILS,
    rests_on=_DECISION,
)
OTHERWISE_TOLD = Rule(
    "M5173",
    Severity.WARNING,
    Phrase(
        "`offentlig_beslutning` siger noget andet om udfaldet, end beslutningen gør.",
        "`offentlig_beslutning` says something else of the outcome than the decision does.",
    ),
    Phrase(
        "Ret den, der er forkert. Må offentligheden ikke kende udfaldet, så skriv i stedet "
        "`ingen_offentlig_beslutning` med grunden.",
        "Correct the one that is wrong. If the public may not know the outcome, write "
        "`ingen_offentlig_beslutning` with the ground instead.",
    ),
    Example(
        wrong="- titel: A\n  lukket:\n    grund: Personsag\n    offentlig_beslutning: Godkendt.\n"
        "  udfald: ikke_godkendt",
        right="- titel: A\n  lukket:\n    grund: Personsag\n"
        "    offentlig_beslutning: Ikke godkendt.\n  udfald: ikke_godkendt",
    ),
    reason=Phrase(
        "Offentligheden læser kun den ene og får så et forkert svar.",
        "The public reads one of them alone, and so gets a wrong answer.",
    ),
    rests_on=_DECISION,
)
PRINTED_NOWHERE = Rule(
    "M5174",
    Severity.WARNING,
    Phrase(
        "`offentlig_beslutning` trykkes ikke her: {hvorfor}.",
        "`offentlig_beslutning` is not printed here: {hvorfor}.",
    ),
    Phrase(
        "Flyt den til `lukket` på det yderste, der er lukket{punktet}, eller slet den.",
        "Move it to the `lukket` of the outermost part that is closed{punktet}, or delete it.",
    ),
    Example(
        wrong="- titel: A\n  lukket: Personsag\n  underpunkter:\n    - titel: B\n      lukket:\n"
        "        grund: Personsag\n        offentlig_beslutning: Godkendt.\n"
        "      udfald: godkendt",
        right="- titel: A\n  lukket:\n    grund: Personsag\n    offentlig_beslutning: Godkendt.\n"
        "  underpunkter:\n    - titel: B\n      udfald: godkendt",
    ),
    reason=Phrase(
        "Af det, der er lukket, læser offentligheden kun det, der står yderst.",
        "Of what is closed the public reads only what stands outermost.",
    ),
    rests_on=_DECISION,
)

_OF_ITEM = Phrase("på det lukkede punkt", "on the closed item")
_OF_PART = Phrase("i det lukkede afsnit", "in the closed section")
_WITHIN_CLOSED = Phrase(
    "punktet eller afsnittet omkring den er lukket", "the item or section around it is closed"
)
_OF_BILAG = Phrase("et bilag har ingen beslutning", "an attachment has no decision")
_NOTHING = Phrase("", "")
_NO_REASON = frozenset({"", "ja", "nej", "true", "false"})
"""What says that there is a reason, or none, but not which."""
_OF_THE_ITEM = Phrase(", eller på punktet selv", ", or of the item itself")


# --- told at all ----------------------------------------------------------------------


def closed_decisions(case: Case) -> Iterator[Diagnostic]:
    """What was decided behind closed doors is told to the public, or why not."""
    meeting = case.meeting
    if not meeting.forum.politik.offentliggoer_lukkede_beslutninger or meeting.aflyst:
        return
    if not meeting.referat_status.approved:
        return
    for item in case.plan.items:
        lukket = item.punkt.lukket
        if lukket is not None and item.lukket is lukket and _may_decide(item.punkt):
            yield from _untold(lukket, _OF_ITEM)
        if item.lukket is None and not was_dropped(item.punkt):
            for afsnit in item.punkt.afsnit:
                if afsnit.lukket is not None and _decides(afsnit):
                    yield from _untold(afsnit.lukket, _OF_PART)


def _untold(lukket: Lukket, where: Phrase) -> Iterator[Diagnostic]:
    reason = (lukket.ingen_offentlig_beslutning or "").strip(" .-–").casefold()
    if not lukket.offentlig_beslutning and reason in _NO_REASON:
        yield CLOSED_UNTOLD.at(lukket.position, hvor=where)


def _may_decide(punkt: Punkt) -> bool:
    """Whether something was decided on an item, or may have been: not on one to be told of."""
    if was_dropped(punkt):
        return False
    asks = punkt.sagstype is None or punkt.sagstype.kind.decides
    return asks or has_decision(punkt) or any(map(_may_decide, punkt.underpunkter))


def _decides(afsnit: Afsnit) -> bool:
    """Whether a section tells what the meeting decided."""
    answers = afsnit.indstilling is not None and afsnit.indstilling.delbeslutninger
    return afsnit.slags is Slags.BESLUTNING or bool(answers)


# --- told where nobody reads it -------------------------------------------------------


def told_to_nobody(case: Case) -> Iterator[Diagnostic]:
    """What the public is to read stands where the public reads it."""
    for item in case.plan.items:
        if item.unknown_to_public and item.punkt.lukket:
            yield from _nowhere(item.punkt.lukket, _WITHIN_CLOSED)
        yield from _in_sections(item.punkt.afsnit, closed=item.lukket is not None)
    for bilag in case.meeting.bilag:
        if bilag.lukket:
            yield from _nowhere(bilag.lukket, _OF_BILAG)


def _in_sections(sections: Iterable[Afsnit], *, closed: bool) -> Iterator[Diagnostic]:
    for afsnit in sections:
        if closed and afsnit.lukket:
            yield from _nowhere(afsnit.lukket, _WITHIN_CLOSED)
        for bilag in afsnit.bilag:
            if bilag.lukket:
                yield from _nowhere(bilag.lukket, _OF_BILAG)
        yield from _in_sections(afsnit.afsnit, closed=closed or afsnit.lukket is not None)


def _nowhere(lukket: Lukket, why: Phrase) -> Iterator[Diagnostic]:
    if lukket.offentlig_beslutning:
        item = _OF_THE_ITEM if why is _OF_BILAG else _NOTHING
        yield PRINTED_NOWHERE.at(lukket.position, hvorfor=why, punktet=item)


# --- told otherwise than it was -------------------------------------------------------


_BOTH = frozenset({Stance.CARRIED, Stance.REJECTED})
_OF_OUTCOMES: dict[Udfald, frozenset[Stance]] = {
    Udfald.DELVIST_GODKENDT: _BOTH,
    Udfald.UDSAT: frozenset({Stance.UNSETTLED}),
    Udfald.UDGAAR: frozenset({Stance.UNSETTLED}),
    Udfald.IKKE_BEHANDLET: frozenset({Stance.UNSETTLED}),
    Udfald.TILBAGESENDT: frozenset({Stance.UNSETTLED}),
    Udfald.BORTFALDET: frozenset({Stance.REJECTED, Stance.UNSETTLED}),
}
_OF_VOTES: dict[Resultat | None, frozenset[Stance]] = {
    Resultat.VEDTAGET: frozenset({Stance.CARRIED}),
    Resultat.FORKASTET: frozenset({Stance.REJECTED}),
}


def otherwise_told(case: Case) -> Iterator[Diagnostic]:
    """What the public reads of a closed decision is not the opposite of it."""
    for item in case.plan.items:
        if _proposes_less(item.punkt):
            continue
        lukket = item.punkt.lukket
        if lukket is not None and item.lukket is lukket:
            yield from _against(lukket, _of_item(case, item))
        if item.lukket is None:
            for afsnit in item.punkt.afsnit:
                if afsnit.lukket is not None:
                    yield from _against(afsnit.lukket, _of_sections([afsnit]))


def _against(lukket: Lukket, said: frozenset[Stance]) -> Iterator[Diagnostic]:
    public = stances(plain_text(lukket.offentlig_beslutning))
    if public and said and not public & said:
        yield OTHERWISE_TOLD.at(lukket.position)


def _of_item(case: Case, item: PlannedItem) -> frozenset[Stance]:
    """What a closed item's decision says, else its votes, else its sub-items."""
    said = _of_sections(item.punkt.afsnit)
    if said:
        return said
    for group in decided(item.punkt.afsnit):
        hall = counting(case.plan, item, group)
        for vote in group.on_the_matter if not group.others else ():
            said |= _OF_VOTES.get(hall.verdict(vote).by_count, frozenset())
    if said:
        return said
    depth = item.numbered.depth + 1
    below = (one for one in case.plan.parts(item) if one.numbered.depth == depth)
    return _all(_of_item(case, one) for one in below)


def _all(several: Iterable[frozenset[Stance]]) -> frozenset[Stance]:
    return frozenset(stance for stances_of_one in several for stance in stances_of_one)


def _of_sections(sections: Iterable[Afsnit]) -> frozenset[Stance]:
    """What decisions say: their outcomes, else their texts."""
    sections = list(sections)
    decisions = [afsnit for afsnit in sections if afsnit.slags is Slags.BESLUTNING]
    answers = [d for a in sections if a.indstilling for d in a.indstilling.delbeslutninger]
    both: list[Afsnit | Delbeslutning] = [*decisions, *answers]
    outcomes = [u for one in both for u in one.udfald]
    if outcomes:
        return _all(map(_of_outcome, outcomes))
    return _all(stances(plain_text(one.tekst)) for one in both)


def _of_outcome(outcome: str) -> frozenset[Stance]:
    if outcome not in FIXED:
        return stances(outcome)
    fixed = FIXED[outcome]
    if fixed in _OF_OUTCOMES:
        return _OF_OUTCOMES[fixed]
    if fixed.kind.carries is None:
        return frozenset()
    return frozenset({Stance.CARRIED if fixed.kind.carries else Stance.REJECTED})


def _proposes_less(punkt: Punkt) -> bool:
    """Whether an item is about saying no, or putting off: then a yes may read like a no."""
    titles = [punkt.titel, punkt.lukket.offentlig_titel or "" if punkt.lukket else ""]
    points = (
        plain_text(point.tekst)
        for afsnit in punkt.alle_afsnit()
        if afsnit.indstilling
        for point in afsnit.indstilling.at
    )
    return any(map(proposes_less, titles)) or any(proposes_less(one, point=True) for one in points)
