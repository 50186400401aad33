"""What joining tells of attachments, put into findings at their places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from indhold.findings import Kind as Matter
from moedebog import rules
from moedebog.catalogue import Krav
from moedebog.compose import Plan
from moedebog.diagnostics import Diagnostic, Phrase, joined
from moedebog.material.contents import Entry
from moedebog.material.failures import NoPages
from moedebog.material.making import INSIDE, Volume
from moedebog.material.pdfs import REFUSED, Pdfs
from moedebog.material.prepared import Account
from moedebog.material.reading import Origin, Reading, ReadOut
from moedebog.material.rules import (
    BESIDE,
    CANNOT,
    DECIDED,
    DEMANDED,
    GOES_ALONG,
    MENDED,
    NO_ALT,
    NO_PICTURE,
    NO_TAGS,
    NOT_CLAIMED,
    NOT_DESCRIBED,
    NOT_MET,
    ONLY_PICTURES,
    PARTLY,
    PUT_BESIDE,
    SHOWS_MORE,
    SIGNED,
    TAG_IT,
    TAKEN_OUT,
    TOO_LARGE,
    TOO_LARGE_PACKED,
    UNDESCRIBED,
    UNMARKED,
    UNSEEN,
    UNTAGGED,
    WANTED,
    WITHOUT_ALT,
    WITHOUT_WORDS,
)
from moedebog.meeting import Meeting
from moedebog.pictures import findings as picture_findings
from moedebog.typography import told_size
from samling import Kind, Refused, Told

_TAKEN_OUT = {
    Kind.SCRIPT: Phrase("et program", "a script"),
    Kind.ACTION: Phrase("en handling", "an action"),
    Kind.FILE: Phrase("en fil", "a file"),
    Kind.MEDIA: Phrase("lyd eller film", "sound or film"),
    Kind.XFA: Phrase("en formular af Adobes egen slags", "a form of Adobe's own kind"),
}
_DECIDED = {
    Matter.TRACKED_CHANGE: Phrase(
        "sporede ændringer står, som var de godkendt",
        "tracked changes stand as if they were accepted",
    ),
    Matter.EXTERNAL_LINK: Phrase(
        "hvad der hentes udefra, er ikke hentet",
        "what is fetched from elsewhere was not fetched",
    ),
}
_UNSEEN = {
    Matter.COMMENT: Phrase("kommentarer", "comments"),
    Matter.HIDDEN: Phrase("skjult indhold eller noter", "hidden matter or notes"),
}
_UNTOLD = {
    ReadOut.SCANNED: WITHOUT_WORDS,
    ReadOut.PICTURE: WITHOUT_ALT,
}
_NAMED = Phrase("{what} »{name}«", "{what} »{name}«")
_NO_MARKS = re.compile("[»«]")
_ON = Phrase("{what} på {pages}", "{what} on {pages}")
_AND = Phrase(" og ", " and ")
_PAGE = Phrase("side {number}", "page {number}")
_LISTED = 5
_MORE = Phrase("flere", "more")


def no_pdf(entry: Entry, failure: NoPages) -> Diagnostic:
    """That no PDF can be made of an attachment's file."""
    ending = entry.fil.suffix[1:].upper() if entry.fil else ""
    return _cannot(entry, failure.why.put(slags=ending), failure.advice)


def refusal(refused: Refused, entries: Sequence[Entry]) -> Diagnostic:
    """That an attachment cannot be joined."""
    entry = next(one for one in entries if f"{one.key}{INSIDE}" == refused.part.key)
    return no_pdf(entry, REFUSED[refused.reason])


def _cannot(entry: Entry, why: Phrase, advice: Phrase) -> Diagnostic:
    return CANNOT.at(entry.position, bilag=entry.reference, grund=why, raad=advice)


def converted(entries: Sequence[Entry], pdfs: Pdfs) -> Iterator[Diagnostic]:
    """What there is to say of what was no PDF."""
    for entry in entries:
        if entry.apart is not None or entry.fil is None:
            continue
        if entry.fil in pdfs.pictures:
            if pdfs.origin(entry) is Origin.PICTURE:
                yield NO_ALT.at(entry.position, bilag=entry.reference)
            if pdfs.pictures[entry.fil] == 1:  # what moves stands still
                yield from picture_findings(entry.fil, entry.position)
        elif entry.alt:
            yield NO_PICTURE.at(entry.position, bilag=entry.reference)
        account = pdfs.accounts.get(entry.fil)
        if account is None:
            continue
        decided = _kinds(account, _DECIDED)
        if decided:
            yield DECIDED.at(entry.position, bilag=entry.reference, hvad=joined(decided, _AND))
        if unseen := _kinds(account, _UNSEEN):
            yield UNSEEN.at(entry.position, bilag=entry.reference, hvad=joined(unseen, _AND))


def _kinds(account: Account, words: Mapping[Matter, Phrase]) -> list[Phrase]:
    """What there is of some kinds: none of its words, which not everybody may read."""
    left = {one.finding.kind for one in account.left}
    there = left | {one.kind for one in account.taken if one.kind is not Matter.EXTERNAL_LINK}
    return [told for kind, told in words.items() if kind in there]


def wanted_findings(
    entries: Sequence[Entry],
    volumes: Sequence[Volume],
    readings: Mapping[str, Reading],
    places: Sequence[Path],
    most: int | None,
    plan: Plan,
    others: Iterable[Diagnostic] = (),
) -> tuple[Diagnostic, ...]:
    """What there is to say, but what the forum does not want to be told."""
    found = [*others, *told_of(entries, volumes, readings)]
    found += _sizes(entries, volumes, places, most, plan.meeting)
    return tuple(rules.wanted(found, plan.meeting.forum.politik))


def demanded(
    krav: Krav | None,
    entries: Sequence[Entry],
    volumes: Sequence[Volume],
    readings: Mapping[str, Reading],
) -> Iterator[Diagnostic]:
    """Which attachments in the file are not what the forum asks."""
    if krav is None:
        return
    told = by_key(volumes)
    for entry in entries:
        if why := _short_of(krav, told[f"{entry.key}{INSIDE}"], readings.get(entry.key)):
            yield NOT_MET.at(entry.position, bilag=entry.reference, krav=krav, hvorfor=why)


def set_apart(found: Diagnostic) -> Diagnostic:
    """That an attachment goes beside the one file, in place of why it cannot go into it."""
    values = dict(found.values)
    if found.rule is NOT_MET:
        why = DEMANDED.put(krav=values.pop("krav"), hvorfor=values.pop("hvorfor"))
        values |= {"grund": why, "raad": TAG_IT}
    return BESIDE.at(found.position, **values)


def shows_more(entry: Entry) -> Diagnostic:
    """That what would be made of an attachment for everybody shows more than its file."""
    return _cannot(entry, SHOWS_MORE, NoPages.NOT_MADE.advice)


def _short_of(krav: Krav, told: Sequence[Told], read: Reading | None) -> Phrase | None:
    """Why an attachment is not what the forum asks; ``None`` where it is."""
    kinds = {one.kind for one in told}
    if Kind.UNTAGGED in kinds:
        return NO_TAGS
    if read is not None and read.how in _UNTOLD:
        return _UNTOLD[read.how]
    if pages := _on(told, Kind.UNMARKED):
        return UNMARKED.put(sider=_pages(pages))
    if krav is Krav.UA and (pages := _on(told, Kind.UNDESCRIBED)):
        return NOT_DESCRIBED.put(sider=_pages(pages))
    return NOT_CLAIMED if krav is Krav.UA and Kind.NO_UA in kinds else None


def _on(told: Sequence[Told], kind: Kind) -> list[int]:
    """The pages of which something was told."""
    return sorted({one.page for one in told if one.kind is kind and one.page})


def by_key(volumes: Sequence[Volume]) -> dict[str, list[Told]]:
    """What joining told, by the key of the part that it is about."""
    told: dict[str, list[Told]] = defaultdict(list)
    for volume in volumes:
        for one in volume.joined.told:
            told[one.part.key].append(one)
    return told


def told_of(
    entries: Sequence[Entry],
    volumes: Sequence[Volume],
    readings: Mapping[str, Reading],
    besides: Collection[Path] = (),
) -> Iterator[Diagnostic]:
    """What there is to say of the attachments; ``besides``: those that go along as they are."""
    told = by_key(volumes)
    for entry in entries:
        own = told[f"{entry.key}{INSIDE}"]
        kinds = {one.kind for one in own}
        if Kind.REPAIRED in kinds:
            yield MENDED.at(entry.position, bilag=entry.reference)
        read = readings.get(entry.key)
        if Kind.UNTAGGED in kinds:
            yield UNTAGGED.at(entry.position, bilag=entry.reference)
        elif read is not None and read.how is ReadOut.SCANNED:
            yield ONLY_PICTURES.at(entry.position, bilag=entry.reference)
        for kind, rule in ((Kind.UNMARKED, PARTLY), (Kind.UNDESCRIBED, UNDESCRIBED)):
            if pages := _on(own, kind):
                yield rule.at(entry.position, bilag=entry.reference, sider=_pages(pages))
        if taken := [one for one in own if one.kind in _TAKEN_OUT]:
            what = joined(_what(taken), _AND)
            advice = GOES_ALONG if entry.fil in besides else WANTED
            yield TAKEN_OUT.at(entry.position, bilag=entry.reference, hvad=what, raad=advice)
        if Kind.SIGNATURE in kinds:
            advice = GOES_ALONG if entry.fil in besides else PUT_BESIDE
            yield SIGNED.at(entry.position, bilag=entry.reference, raad=advice)


def _what(taken: Sequence[Told]) -> list[Phrase]:
    """What was taken out, each thing once, with the pages that it was on.

    Names of files stand in quotation marks: so they are hidden where the attachment is closed.
    """
    places: dict[Phrase, set[int]] = defaultdict(set)
    for one in taken:
        what = _TAKEN_OUT[one.kind]
        if one.kind is Kind.FILE and one.name:
            name = _NO_MARKS.sub("'", one.name)
            what = _NAMED.put(what=what, name=name)
        places[what].update({one.page} if one.page else ())
    listed = list(places.items())[:_LISTED]
    told = [_ON.put(what=w, pages=_pages(sorted(on))) if on else w for w, on in listed]
    return [*told, _MORE] if len(places) > _LISTED else told


def _pages(pages: Sequence[int]) -> Phrase:
    told = [_PAGE.put(number=number) for number in pages[:_LISTED]]
    return joined([*told, _MORE] if len(pages) > _LISTED else told, _AND)


def _sizes(
    entries: Sequence[Entry],
    volumes: Sequence[Volume],
    places: Sequence[Path],
    most: int | None,
    meeting: Meeting,
) -> Iterator[Diagnostic]:
    """``meeting``: where a file without attachments is told of."""
    stands = {one.key: one.position for one in entries}
    for volume, place in zip(volumes, places, strict=True):
        if most is not None and volume.size > most:
            own = (part.key for top in volume.parts for part in top.all())
            yield TOO_LARGE.at(
                next((stands[key] for key in own if key in stands), meeting.position),
                fil=place.name,
                stoerrelse=told_size(volume.size),
                hoejst=told_size(most),
            )


def too_large(made: Mapping[Path, Path], most: int | None, plan: Plan) -> tuple[Diagnostic, ...]:
    """Which of the files are larger than was asked for; ``made``: by its place, where each is."""
    found = []
    for place, path in made.items():
        size = path.stat().st_size
        if most is not None and size > most:
            found.append(
                TOO_LARGE_PACKED.at(
                    plan.meeting.position,
                    fil=place.name,
                    stoerrelse=told_size(size),
                    hoejst=told_size(most),
                )
            )
    return tuple(rules.wanted(found, plan.meeting.forum.politik))
