"""What was taken back of an item is not open again."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.catalogue import Begivenhedsart
from moedebog.checksums import digest_if_there
from moedebog.compose.identity import trace
from moedebog.compose.planning import PlannedItem
from moedebog.compose.typed import plain
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Audience
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.issued import Issue, IssuedItem
from moedebog.rules.case import Case
from moedebog.rules.dates import in_words

OPEN_AGAIN = Rule(
    "M624",
    Severity.WARNING,
    Phrase(
        "{hvad} blev trukket tilbage {dato} og er åbent igen, som det var.",
        "{hvad} was taken back {dato} and is open again, as it was.",
    ),
    Phrase(
        "Skriv `lukket:` med `grund:` igen, eller ret det, der ikke måtte læses. Må alle læse det "
        "nu, så skriv `lukning_ophaevet` ved punktet.",
        "Write `lukket:` with `grund:` again, or correct what was not to be read. If everybody may "
        "read it now, write `lukning_ophaevet` at the item.",
    ),
    Example(
        wrong="`lukket:` er slettet ved punkt 3, efter make traek-tilbage PUNKT=3",
        right="`lukket:` står ved punkt 3",
        file="Word",
    ),
    reason=Phrase(
        "Det næste dokument viser det, der blev kaldt tilbage.",
        "The next document shows what was called back.",
    ),
    rests_on=("lukket", "offentlig", "punkter", "id"),
    about=("lukket",),
    always=True,
    source=Phrase.same("docs/tilbagetraekning.md"),
)


def open_again(case: Case) -> Iterator[Diagnostic]:
    """Nothing of an item that was taken back is printed again as it was."""
    taken = Begivenhedsart.TRUKKET_TILBAGE
    told: set[str] = set()
    for event in case.meeting.begivenheder:
        if event.art is not taken or not event.punkt or event.punkt in told:
            continue
        for item in case.plan.items:
            if plain(item.typed) != plain(event.punkt) or item.lifted is not None:
                continue
            if any(_is_again(item, one, event) for one in _before(case, item, event)):
                told.add(event.punkt)
                nr = event.punkt
                values = {"dato": in_words(event.dato), "hvad": _what(nr, event.bilag)}
                yield OPEN_AGAIN.at(item.punkt.position, **values)


def _what(nr: str, bilag: str) -> Phrase:
    if bilag:
        return Phrase(f"Punkt {nr}, bilag {bilag},", f"Item {nr}, attachment {bilag},")
    return Phrase(f"Punkt {nr}", f"Item {nr}")


def _before(case: Case, item: PlannedItem, event: Begivenhed) -> Iterator[IssuedItem]:
    """The item in the last version that was taken back."""
    place = case.plan.items.index(item)
    known = case.plan.identified.whole.of_items[place]
    issues = (one for one in case.meeting.udgaver if _is_it(one, event))
    for issue in issues:
        yield from (one for one in issue.punkter if known is not None and one.id == known.id)


def _is_it(issue: Issue, event: Begivenhed) -> bool:
    return issue.dokument == event.of and issue.version == event.version


def _is_again(item: PlannedItem, before: IssuedItem, event: Begivenhed) -> bool:
    if item.closed_to(Audience.OFFENTLIG):
        return False
    if not event.bilag and before.spor and trace(item.punkt) == before.spor:
        return True
    numbers = event.bilag.split(", ") if event.bilag else [one.nr for one in before.bilag]
    digests = {one.sha256 for one in before.bilag if one.nr in numbers and one.sha256}
    files = (item.attachment_file(one.bilag, Audience.OFFENTLIG) for one in item.bilag if digests)
    return any(digest_if_there(one.sti) in digests for one in files if one is not None)
