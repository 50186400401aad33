"""Who holds what is closed now, and the draft of a message that asks them to delete it.

It is printed and sent by nobody: what is to be said, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moedebog import typography
from moedebog.compose.attachments import item_name
from moedebog.compose.exposed import Exposed, exposed
from moedebog.compose.planning import Plan
from moedebog.diagnostics import Phrase
from moedebog.fakta import ZONE
from moedebog.issued import Issue, in_time
from moedebog.phrases import DANISH
from moedebog.secrecy import masked
from moedebog.send.record import DOUBTFUL, Record, RecordedMessage, State, by_address

_NOTHING = Phrase(
    "Intet af det, der er lukket nu, stod åbent i noget, der er udsendt.",
    "Nothing that is closed now stood open in anything that was issued.",
)
_HELD_BY = Phrase("Det har:", "It is held by:")
_NOBODY = Phrase(
    "    ingen, som det er skrevet ned om her; se efter, hvor det ellers er sendt fra",
    "    nobody who is put down here; find out where else it was mailed from",
)
_DRAFT = Phrase(
    "Udkast til en mail; moedebog sender den ikke:",
    "Draft of a mail (in Danish); moedebog does not send it:",
)
_FIRST = Phrase(
    "Tal med databeskyttelsesrådgiveren først: et brud på persondatasikkerheden skal anmeldes "
    "inden 72 timer (databeskyttelsesforordningen, artikel 33).",
    "Talk to the data protection officer first: a breach of personal data security must be "
    "reported within 72 hours (General Data Protection Regulation, art. 33).",
)
_LETTER = """\
Emne: Slet en mail om {hvad}

Du har fået {udgaver}.
{Hvad} skulle ikke have stået åbent i det. Vi beder dig om at

- slette mailen og de filer, der fulgte med, også i papirkurven og hvor du har gemt dem,
- makulere det, du har skrevet ud,
- ikke give indholdet videre, og
- svare på denne mail, når det er gjort, og skrive, om andre har set det.

Du får selv den rigtige udgave."""


def deletion(plan: Plan, rec: Record, *, sees_closed: bool) -> Iterator[Phrase]:
    """Who holds it, and the draft; the record must be open.

    Others than the forum read addresses that are masked, and no names.
    """
    found = tuple(exposed(plan))
    if not found:
        yield _NOTHING
        return
    issues = sorted(
        {issue.id: issue for one in found for issue in one.issues}.values(), key=in_time
    )
    yield _FIRST
    yield _HELD_BY
    holders = list(_holders(rec, issues))
    for entry in holders:
        who = masked(entry.address)
        if sees_closed:
            who = f"{entry.name} <{entry.address}>" if entry.name else entry.address
        yield Phrase.same(f"    {who}")
    if not holders:
        yield _NOBODY
    yield _DRAFT
    yield Phrase.same("")
    for line in _letter(plan, found, issues).split("\n"):
        yield Phrase.same(line)


def _holders(rec: Record, issues: Sequence[Issue]) -> Iterator[RecordedMessage]:
    """One message of everybody to whom the server took one in, or may have."""
    entries = [entry for issue in issues for entry in rec.entries(issue.id)]
    had = (State.ACCEPTED, *DOUBTFUL)
    for own in by_address(entries).values():
        yield from [entry for entry in own if entry.state in had][-1:]


def _letter(plan: Plan, found: Sequence[Exposed], issues: Sequence[Issue]) -> str:
    what = typography.enumeration([_called(plan, one) for one in found], DANISH)
    versions = typography.enumeration([_version(plan, issue) for issue in issues], DANISH)
    return _LETTER.format(hvad=what, Hvad=typography.capitalised(what), udgaver=versions)


def _called(plan: Plan, one: Exposed) -> str:
    """By numbers: a title may be what is closed."""
    name = plan.item_called(one.item)
    if not one.text:
        name = item_name(one.item.numbered, plan.phrases.at_item, plan.phrases)
    numbers = typography.enumeration([bilag.nr for bilag in one.bilag], DANISH)
    if not numbers:
        return name
    return f"{name} med bilag {numbers}" if one.text else f"bilag {numbers} til {name}"


def _version(plan: Plan, issue: Issue) -> str:
    day = typography.long_date(issue.tid.astimezone(ZONE).date(), DANISH, weekday=False)
    called = (DANISH.documents.get(issue.dokument, issue.dokument), plan.called, plan.dates_text)
    return f"»{', '.join(called)}«, version {issue.version}, udsendt den {day}"
