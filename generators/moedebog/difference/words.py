"""Changes in full sentences: Danish by the phrase book, in English for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from difflib import SequenceMatcher

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.catalogue import ReferatStatus, Udfald
from moedebog.catalogue.sections import RETTELSE
from moedebog.difference.additions import is_correction
from moedebog.difference.changes import ANONYMISED, PROGRESS, Edit, How, Value, Where, lines_of
from moedebog.difference.english import ENGLISH
from moedebog.difference.state import (
    CLOSED,
    CORRECTED,
    LABELS,
    OF_BODY,
    PEOPLE,
    AttachmentState,
    FactState,
    ItemState,
    SectionState,
    VersionState,
)
from moedebog.phrases import Phrases

_SEVERAL = 3
"""From so many items on, their new times stand in one list."""
_BEGINNING = 12
"""Words of a new section that are told."""
_HEAD, _TAIL = 14, 8
"""Words at both ends of a long passage that are told."""
_AROUND = 2
"""Words before and after a short change, by which it is found."""
_NEAR = 3
"""So many words between two changes make them one."""
_UNLIKE = 0.35
"""Texts less alike than this are told as two, not word by word."""
_TIMES = {"dato": "moved", "tid": "time", "svarfrist": "deadline"}
_LINES = {
    "sagsnr": "item_case", "slags": "item_kind", "andet": "item_more", "ophaevet": "item_more",
}  # fmt: skip


class Sentence(Struct, frozen=True):
    """A sentence on one change, or on several of one kind."""

    punkt: str
    """The id of the item that it is about; empty where it is about the document, or about which
    items there are, and their numbers and headings."""
    sted: str
    """What that item or part is called, where the sentence needs it; else empty."""
    saetning: str
    """The sentence, where it stands under the heading of its item."""
    alene: str
    """The sentence where it stands by itself."""
    linjer: tuple[str, ...] = ()
    """What is listed below it, a line each."""


class Forms(Struct, frozen=True):
    """How the forum writes dates and clock times."""

    separator: str = "."
    """Between hours and minutes."""
    short: bool = False
    """Whether dates are written in figures."""


_USUAL = Forms()


class Danish:
    """The phrases of a phrase book."""

    def __init__(self, book: Phrases, forms: Forms = _USUAL) -> None:
        self.book = book
        self.forms = forms

    def phrase(self, name: str, /, **values: str) -> str:
        """A phrase with its values."""
        return _ended(str(getattr(self.book, f"changed_{name}")).format(**values))


class English(Danish):
    """The same in English, for the terminal."""

    def phrase(self, name: str, /, **values: str) -> str:
        """A phrase with its values."""
        return _ended(ENGLISH[name].format(**values))


def _ended(sentence: str) -> str:
    """The sentence with one full stop, where it ends in words that have their own."""
    return sentence.removesuffix(".") if sentence.endswith(".«.") else sentence


def told(changes: Sequence[Edit], after: VersionState, language: Danish) -> tuple[Sentence, ...]:
    """What the changes that lead to a state are, in sentences: each is told, and each once."""
    return tuple(_Telling(changes, after, language).sentences())


def progress(after: VersionState, language: Danish) -> str:
    """How far a referat is, in one sentence with when and how it was approved."""
    said = {fact.navn: " ".join(fact.vaerdi) for fact in after.hoved}
    status, how = said.get("status", ""), said.get("godkendelse", "")
    keys = {text: key for key, text in language.book.referat_status.items()}
    match keys.get(status):
        case ReferatStatus.GODKENDT if how:
            return language.phrase("approved", approved=typography.uncapitalised(how))
        case ReferatStatus.GODKENDT:
            return language.phrase("approved_alone")
        case ReferatStatus.TIL_GODKENDELSE if how:
            return language.phrase("for_approval_until", until=how)
        case ReferatStatus.TIL_GODKENDELSE:
            return language.phrase("for_approval")
        case ReferatStatus.UDKAST:
            return language.phrase("draft_again")
    return language.phrase("status", after=status) if status else language.phrase("status_none")


def alone(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """The sentences as they stand without headings, what is listed below one in it as lines."""
    said = ((one.alene, *(f"  - {line}" for line in one.linjer)) for one in sentences)
    return tuple(map("\n".join, said))


class _Telling:
    def __init__(self, changes: Sequence[Edit], after: VersionState, language: Danish) -> None:
        self.changes = changes
        self.after = after
        self.language, self.phrase = language, language.phrase
        self.forms = language.forms
        self.book = language.book
        self.numbers = Counter(item.nr for item in after.punkter)
        self.written = any(fact.navn == "svarfrist" for fact in after.hoved)
        self.rewritten = {
            (one.punkt, one.hvad, one.plads_foer) for one in changes if one.hvordan is How.TEKST
        }
        """The sections whose words have changed: of their looks nothing is told."""
        self.off = {one.punkt for one in changes if (one.hvad, one.felt) == (Where.PUNKT, "status")}
        """The items that are off now, or were: what else of them goes or comes is told by that."""
        self.doors = {
            one.punkt for one in changes if (one.hvad, one.felt) == (Where.PUNKT, "lukket")
        }
        """The same of those that were closed or opened: of their attachments that is not told."""
        self.first_attached = self._first_attached()
        self.last_attached = self._last_attached()
        self.files_off = {
            (one.punkt, one.plads_foer)
            for one in changes
            if (one.hvad, one.felt) == (Where.BILAG, "udgaaet")
        }
        """The same of attachments: their files go and come with that."""
        self.times = [
            one
            for one in changes
            if (one.hvad, one.felt) == (Where.PUNKT, "tid")
            and one.foer
            and one.punkt not in self.off
        ]
        self.along = self._moved_along()
        self.days = list(self._days())
        self.moved_lines = self._moved_lines()
        self.headings = _Headings(changes, after)
        self.said: set[str] = set()

    def sentences(self) -> Iterator[Sentence]:
        """Each once."""
        several = len(self.times) >= _SEVERAL and all(one.nu for one in self.times)
        together = several or self.along
        first = next((one for one in self.changes if one.punkt), None)
        for change in self.changes:
            if together and change is first:
                yield self.all_times()
            if not (together and change in self.times) and not self.goes_without_saying(change):
                for one in self.sentences_of(change):
                    if one.alene not in self.said:
                        self.said.add(one.alene)
                        yield one

    def _moved_along(self) -> bool:
        """Whether the times of all items have moved by as much as the meeting's beginning."""
        changed = {one.punkt for one in self.times}
        new = {one.punkt for one in self.changes if one.hvordan is How.NYT}
        if not changed or any(
            one.tid and one.id not in changed | new for one in self.after.punkter
        ):
            return False
        heads = [
            _moved_by(first, last)
            for one in self.changes
            if (one.hvad, one.navn, one.hvordan) == (Where.HOVED, "tid", How.RETTET)
            for first, last in zip(lines_of(one.foer), lines_of(one.nu), strict=False)
        ]
        if len(heads) != 1 or not heads[0]:
            return False
        moved = [_moved_by(_text(one.foer), _text(one.nu)) for one in self.times]
        return all(own and set(own) == {heads[0][0]} for own in moved)

    def _days(self) -> Iterator[tuple[str, str]]:
        """The days of a meeting that was moved, before and now, as they head the items."""
        for one in self.changes:
            if (one.hvad, one.navn, one.hvordan) == (Where.HOVED, "dato", How.RETTET):
                pairs = zip(lines_of(one.foer), lines_of(one.nu), strict=False)
                yield from ((self.headed(was), self.headed(now)) for was, now in pairs)

    def headed(self, day: str) -> str:
        return typography.capitalised(typography.long_date(date.fromisoformat(day), self.book))

    def is_day_moved(self, change: Edit) -> bool:
        """Whether a heading over items is another only because the meeting was moved."""
        before, after = _text(change.foer), _text(change.nu)
        return any(was in before and before.replace(was, now) == after for was, now in self.days)

    def _moved_lines(self) -> dict[tuple[str, Where, int | None], Counter[str]]:
        """The paragraphs that are taken out in one place of a section and stand in another."""
        gone: dict[tuple[str, Where, int | None], Counter[str]] = {}
        new: dict[tuple[str, Where, int | None], Counter[str]] = {}
        for one in self.changes:
            if one.hvordan is How.TEKST:
                key = (one.punkt, one.hvad, one.plads_foer)
                gone.setdefault(key, Counter()).update(filter(None, lines_of(one.foer)))
                new.setdefault(key, Counter()).update(lines_of(one.nu))
        return {key: gone[key] & new[key] for key in gone}

    def _first_attached(self) -> set[str]:
        """The items that had no attachments before: the heading over those is told by them."""
        new = Counter(
            one.punkt for one in self.changes if (one.hvad, one.hvordan) == (Where.BILAG, How.NYT)
        )
        bare = Counter(one.punkt for one in self.changes if _is_bare_heading(one))
        items = (one for one in self.after.punkter if one.bilag)
        return {i.id for i in items if new[i.id] == len(i.bilag) and bare[i.id] == 1}

    def _last_attached(self) -> set[str]:
        """The items that have no attachments any more: the heading over those is told by them."""
        gone = {
            one.punkt for one in self.changes if (one.hvad, one.hvordan) == (Where.BILAG, How.VAEK)
        }
        bare = Counter(one.punkt for one in self.changes if _was_bare_heading(one))
        items = (one for one in self.after.punkter if not one.bilag)
        return {one.id for one in items if one.id in gone and bare[one.id] == 1}

    def goes_without_saying(self, change: Edit) -> bool:
        """Whether another sentence tells it: of an item or an attachment that is off, or is so no
        more; of what an item that is closed now belongs to."""
        if change.felt == "overpunkt" or (change.felt == "gruppe" and self.is_day_moved(change)):
            return True
        if change.hvad is Where.HOVED and self.is_told_in_head(change):
            return True
        if self.is_over_attachments(change):
            return True
        if change.punkt in self.off:
            return change.hvad is not Where.PUNKT or change.felt == "tid"
        if change.hvad is Where.BILAG and change.felt == "lukket" and change.punkt in self.doors:
            return True
        of_file = change.hvad is Where.BILAG and change.felt in _OF_FILE
        return of_file and (change.punkt, change.plads_foer) in self.files_off

    def is_over_attachments(self, change: Edit) -> bool:
        """Whether it is the heading over attachments, and these tell that it came or went."""
        first = _is_bare_heading(change) and change.punkt in self.first_attached
        return first or (_was_bare_heading(change) and change.punkt in self.last_attached)

    def is_told_in_head(self, change: Edit) -> bool:
        """Whether another line of the head tells it: days, that the meeting is off, or with whom it
        is held."""
        if change.navn == "tid":
            return self.is_same_clock(change)
        if change.navn == CORRECTED:
            return self.are_corrections_told(change)
        if change.navn == "status":
            return any(one.navn == "aflyst" for one in self.changes)
        if change.navn == "godkendelse":  # how far the referat is tells when and how
            return any(one.hvad is Where.HOVED and one.navn == "status" for one in self.changes)
        _, of_body, _ = change.navn.partition(OF_BODY)
        if not of_body or not any(one.navn == "sammen_med" for one in self.changes):
            return False
        return change.hvordan is How.VAEK or change.felt in ("label", "navn")

    def are_corrections_told(self, change: Edit) -> bool:
        """Whether the corrections that have come or gone are told where they stand."""
        before, after = _lines_of(change.foer), _lines_of(change.nu)
        return change.felt != "label" and all(map(self.is_told_in_place, {*before} ^ {*after}))

    def is_told_in_place(self, line: str) -> bool:
        """Whether a correction that the cover names has come or gone where this reader sees it."""
        day, sign, what = line.partition(self.book.labelled.format(label="", text=""))
        heading = self.book.correction_of.format(date=day)
        corrections = (one for one in self.changes if is_correction(one) and one.navn == heading)
        for one in corrections:
            called = one.nr in what.split() if one.nr else one.titel in what
            if called if one.punkt else what == self.book.correction_whole:
                return bool(sign)
        return False

    def is_same_clock(self, change: Edit) -> bool:
        """Whether of a meeting over several days only the days are others, which is told."""
        days = any((one.hvad, one.navn) == (Where.HOVED, "dato") for one in self.changes)
        clocks = [
            [end.rpartition("T")[2] for one in lines_of(value) for end in one.split("/")]
            for value in (change.foer, change.nu)
        ]
        return days and change.hvordan is How.RETTET and clocks[0] == clocks[1]

    def sentences_of(self, change: Edit) -> Iterator[Sentence]:
        match change.hvad:
            case Where.DOKUMENT:
                name = "unknown" if change.hvordan is How.TEKST else "layout"
                name = "anonymised" if change.felt == ANONYMISED else name
                yield self.of_document(self.phrase(name))
            case Where.HOVED if change.hvordan is How.TEKST:
                yield self.of_document(self.phrase("head_unknown"))
            case Where.HOVED:
                yield from map(self.of_document, self.fact(change))
            case Where.PUNKT if change.felt == ANONYMISED:
                yield self.inside(change, self.phrase("anonymised"))
            case Where.PUNKT:
                for inside, text in self.item(change):
                    yield self.inside(change, text) if inside else self.of_item(change, text)
                if isinstance(change.nu, ItemState) and self.is_readable_now(change, change.nu):
                    of_file = replace(change, hvad=Where.BILAG)
                    yield from (self.inside(of_file, text) for text in self.attached(change.nu))
            case Where.BILAG:
                yield from (self.inside(change, text) for text in self.attachment(change))
            case _:
                yield from (self.inside(change, text) for text in self.section(change))

    def of_document(self, text: str) -> Sentence:
        """A sentence that says by itself what it is about."""
        return Sentence("", "", text, text)

    def of_item(self, change: Edit, text: str) -> Sentence:
        """A sentence that names its item by itself."""
        own = change.hvordan is How.RETTET and change.felt not in ("nr", "gruppe")
        return Sentence(change.punkt if own else "", "", text, text)

    def inside(self, change: Edit, text: str) -> Sentence:
        """A sentence on something in an item, or in a part of the document."""
        if change.punkt:
            place = self.place(change)
        elif change.hvad is Where.INDLEDNING:
            place = self.phrase("at_start")
        elif change.hvad is Where.SLUTNING:
            place = self.phrase("at_end")
        else:
            return self.of_document(text)
        small = text if change.hvad is Where.BILAG else typography.uncapitalised(text)
        return Sentence(change.punkt, place, text, self.phrase("in_place", place=place, told=small))

    def place(self, change: Edit) -> str:
        """An item by its number; by its title too where that is needed to know it."""
        if change.nr and self.numbers[change.nr] == 1:
            return self.alone(change)
        return self.called(change)

    def alone(self, change: Edit) -> str:
        """An item by its number."""
        return self.phrase("item_alone", number=change.nr)

    def called(self, item: Edit | ItemState, name: str = "called") -> str:
        if not item.nr:
            return self.book.item_by_title.format(title=item.titel)
        return self.phrase(name, number=item.nr, title=item.titel)

    def subject(self, item: Edit | ItemState, name: str = "called") -> str:
        called = self.called(item, name)
        return self.phrase("subject", name=called) if item.nr else called

    # --- the head ---------------------------------------------------------------------

    def fact(self, change: Edit) -> Iterator[str]:
        now = change.nu if isinstance(change.nu, FactState) else None
        if change.navn == "aflyst":
            what = "held" if change.hvordan is How.VAEK else "cancelled"
            yield self.phrase(f"{what}_written" if self.written else what)
            return
        if change.navn == CORRECTED and change.hvordan is not How.FLYTTET:
            yield from self.corrected(change)
            return
        label = self.label(change.navn)
        if change.navn in PROGRESS and change.hvordan is not How.FLYTTET:
            yield progress(self.after, self.language)
            return
        match change.hvordan:
            case How.FLYTTET:
                yield self.phrase("fact_moved", label=label)
            case How.VAEK if change.navn == "sammen_med":
                yield from self.bodies(lines_of(change.foer), ())
            case How.VAEK if _is_of_people(change.navn):
                yield from self.people(lines_of(change.foer), (), label)
            case How.RETTET if change.felt == "label":
                yield self.phrase("fact_label", before=_text(change.foer), after=_text(change.nu))
            case How.VAEK:
                yield self.phrase("fact_gone", label=label)
            case How.NYT if now is not None:
                yield from self.new_fact(now)
            case _ if change.felt == "vaerdi":
                yield from self.other_fact(change, label)

    def corrected(self, change: Edit) -> Iterator[str]:
        """Which corrections the cover names now that are not read here, and which no more."""
        before, after = _lines_of(change.foer), _lines_of(change.nu)
        for one in after:
            if one not in before and not self.is_told_in_place(one):
                yield self.phrase("corrected", after=one)
        label = self.label(change.navn)
        gone = [one for one in before if one not in after and not self.is_told_in_place(one)]
        if gone and all(gone):
            names = self.book.people_separator.join(gone)
            yield self.phrase("people_gone", label=label, names=names)
        elif gone:  # it may not be said which
            yield self.phrase("fact_gone" if not after else "people_some_gone", label=label)
        elif change.felt == "label":
            yield self.phrase("fact_label", before=_text(change.foer), after=_text(change.nu))

    def label(self, name: str) -> str:
        """The label of a line; that of one without a lasting name is its name."""
        line, _, body = name.partition(OF_BODY)
        known = LABELS.get(line)
        if not known:
            return name
        label = str(getattr(self.book, known))
        return self.book.in_brackets.format(text=label, more=body) if body else label

    def new_fact(self, fact: FactState) -> Iterator[str]:
        text = self.said_in(fact.navn, fact.vaerdi)
        if fact.navn == "sammen_med":
            names = typography.enumeration(fact.vaerdi, self.book)
            yield self.phrase("joint_new", names=names)
        elif fact.navn == "moedelink":
            yield self.phrase("link", after=text)
        elif _is_of_people(fact.navn):
            yield self.phrase("people_new", label=self.label(fact.navn), names=text)
        else:
            yield self.phrase("fact_new", label=self.label(fact.navn), after=text)

    def said_in(self, name: str, value: Sequence[str]) -> str:
        """What a line says, as the forum writes it."""
        if name == "dato":
            days = [date.fromisoformat(one) for one in value]
            if self.forms.short:
                short = [typography.short_date(one, self.book) for one in days]
                return typography.enumeration(short, self.book)
            return typography.long_dates(days, self.book, weekday=True)
        if name == "tid":
            return self.book.people_separator.join(map(self.span, value))
        if name == "svarfrist":
            return self.book.people_separator.join(map(self.moment, value))
        return self.book.people_separator.join(value)

    def span(self, text: str) -> str:
        """A time from when to when, as the forum writes it."""
        start, _, end = text.partition("/")
        if "T" in start:
            first, last = (self.moment(one) if one else "" for one in (start, end))
            return self.book.from_to.format(first=first, last=last) if last else first
        if not start:
            return ""
        ends = time.fromisoformat(end) if end else None
        return typography.slot(time.fromisoformat(start), ends, self.book, self.forms.separator)

    def moment(self, text: str) -> str:
        """A day or a moment, as the forum writes it."""
        when = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        return typography.moment(when, self.book, self.forms.separator)

    def other_fact(self, change: Edit, label: str) -> Iterator[str]:
        before, after = lines_of(change.foer), lines_of(change.nu)
        if change.navn == "sammen_med":
            yield from self.bodies(before, after)
            return
        times = change.navn in _TIMES
        if not times and (_is_of_people(change.navn) or len(before) > 1 or len(after) > 1):
            yield from self.people(before, after, label)
            return
        was, now = (self.said_in(change.navn, one) for one in (before, after))
        names = _TIMES | {"sted": "place", "forum": "forum"}
        if change.navn == "moedelink":
            yield self.phrase("link", after=now)
        elif was and change.navn in names:
            yield self.phrase(names[change.navn], before=was, after=now)
        elif was:
            yield self.phrase("fact", label=label, before=was, after=now)
        else:
            yield self.phrase("fact_new", label=label, after=now)

    def bodies(self, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
        """With whom the meeting is held."""
        new = [one for one in after if one not in before]
        gone = [one for one in before if one not in after]
        for was, now in self.renamed_bodies():
            if was in gone and now in new:
                gone.remove(was)
                new.remove(now)
                yield self.phrase("forum", before=was, after=now)
        if new:
            yield self.phrase("joint_new", names=typography.enumeration(new, self.book))
        if gone:
            yield self.phrase("joint_gone", names=typography.enumeration(gone, self.book))
        if sorted(before) == sorted(after):
            yield self.phrase("joint_order", names=typography.enumeration(after, self.book))

    def people(self, before: Sequence[str], after: Sequence[str], label: str) -> Iterator[str]:
        gone = list((Counter(before) - Counter(after)).elements())
        new = list((Counter(after) - Counter(before)).elements())
        separator = self.book.people_separator
        stayed = False
        for was in list(gone):
            now = next((one for one in new if was and _named(one) == _named(was)), None)
            if now is not None:  # who is told of otherwise
                stayed = True
                gone.remove(was)
                new.remove(now)
                yield self.phrase("fact", label=label, before=was, after=now)
        if new:
            yield self.phrase("people_new", label=label, names=separator.join(new))
        if gone and all(gone):
            yield self.phrase("people_gone", label=label, names=separator.join(gone))
        elif gone:
            yield self.phrase("people_some_gone", label=label)
        if not new and not gone and not stayed:
            yield self.phrase("people_order", label=label)

    def renamed_bodies(self) -> Iterator[tuple[str, str]]:
        """The bodies of a joint meeting that are called otherwise now, though the same meet."""
        for one in self.changes:
            if (one.hvad, one.felt) == (Where.HOVED, "navn"):
                before, after = (_text(value).partition(OF_BODY)[2] for value in (one.foer, one.nu))
                yield before, after

    # --- items ------------------------------------------------------------------------

    def item(self, change: Edit) -> Iterator[tuple[bool, str]]:
        """Sentences, each with whether it needs to be said in which item it is."""
        match change.hvordan:
            case How.NYT:
                yield False, self.phrase("item_new", item=self.subject(change))
                now = change.nu
                if isinstance(now, ItemState) and now.status:
                    yield False, self.status(change, now.status, now.grund)
            case How.VAEK if not change.titel and change.nr:
                yield False, self.phrase("item_gone", item=self.alone(change))
            case How.VAEK if not change.titel:
                yield False, self.phrase("item_some_gone")
            case How.VAEK:
                yield False, self.phrase("item_gone", item=self.subject(change))
            case How.FLYTTET:
                yield False, self.moved(change)
            case How.LUKKET:
                yield from self.closed(change)
            case _:
                yield from self.value(change)

    def moved(self, change: Edit) -> str:
        subject = self.subject(change)
        if not change.plads:
            return self.phrase("item_first", item=subject)
        other = self.called(self.after.punkter[change.plads - 1], "called_within")
        return self.phrase("item_after", item=subject, other=other)

    def closed(self, change: Edit) -> Iterator[tuple[bool, str]]:
        now = change.nu
        if not isinstance(now, ItemState):
            return
        if change.felt == "udeladt":
            yield True, self.phrase("item_left_out" if now.udeladt else "item_put_back")
        elif now.lukket:
            yield False, self.now_closed(change, now.lukket)
        else:
            yield False, self.phrase("item_open", item=self.subject(change))

    def now_closed(self, change: Edit, reason: str) -> str:
        """That an item was closed: by its number, where its title says no more than that."""
        subject = self.subject(change)
        if change.titel == self.book.closed_item and self.numbers[change.nr] == 1 and change.nr:
            subject = self.alone(change)
        return self.because("item_closed", reason, item=subject)

    def is_readable_now(self, change: Edit, now: ItemState) -> bool:
        """Whether an item was opened, so that its attachments are new to these readers."""
        is_opened = change.hvordan is How.LUKKET and change.felt == "lukket" and not now.lukket
        return is_opened and not now.status

    def attached(self, item: ItemState) -> Iterator[str]:
        """The attachments of an item, each as one that is new to these readers."""
        for one in item.bilag:
            if not one.lukket and not one.udgaaet:
                called = self.phrase("attachment", label=one.nr, title=one.titel)
                subject = self.phrase("subject", name=called)
                yield self.phrase("attachment_new", attachment=subject)

    def status(self, change: Edit, status: str, reason: str) -> str:
        if not status:
            return self.phrase("item_back", item=self.subject(change))
        name = "item_postponed" if status == Udfald.UDSAT else "item_withdrawn"
        return self.with_reason(name, change, reason)

    def with_reason(self, name: str, change: Edit, reason: str) -> str:
        return self.because(name, reason, item=self.subject(change))

    def because(self, name: str, reason: str, **values: str) -> str:
        """A phrase with a ground, if one is said."""
        if reason in ("", "ja"):
            return self.phrase(name, **values)
        return self.phrase(f"{name}_because", **values, reason=typography.sentence(reason))

    def value(self, change: Edit) -> Iterator[tuple[bool, str]]:
        """What is said of another value of an item."""
        before, after = _text(change.foer), _text(change.nu)
        item = next(one for one in self.after.punkter if one.id == change.punkt)
        match change.felt:
            case "nr":
                yield False, self.number(change, before, after)
            case "titel":
                yield False, self.title(change, before, after)
            case "gruppe":
                yield from ((False, text) for text in self.group(change, before, after))
            case "niveau":
                yield False, self.level(change)
            case "tid":
                yield False, self.time(change, before, after)
            case "status":
                yield False, self.status(change, after, item.grund)
            case "grund" if not self.is_told_otherwise(change, "status"):
                yield True, self.reason(after)
            case "lukket":
                yield self.told_closed(change, before, after)
            case "udeladt":
                yield True, self.phrase("item_left_out" if item.udeladt else "item_put_back")
            case "ophaevet" if change.punkt in self.doors:
                return  # that it was opened, or closed again, is told
            case name if name in _LINES:
                yield True, self.line(change, before, after)

    def told_closed(self, change: Edit, before: str, after: str) -> tuple[bool, str]:
        if change.foer is None or (before and after):
            if after == "ja":
                return True, self.phrase("item_closed_unsaid")
            return True, self.phrase("item_closed_reason", after=typography.sentence(after))
        if after:
            return False, self.now_closed(change, after)
        return False, self.phrase("item_open", item=self.subject(change))

    def is_told_otherwise(self, change: Edit, felt: str) -> bool:
        own = (one for one in self.changes if one.punkt == change.punkt)
        return any((one.hvad, one.felt) == (Where.PUNKT, felt) for one in own)

    def reason(self, after: str) -> str:
        if not after:
            return self.phrase("item_reason_gone")
        return self.phrase("item_reason", after=typography.sentence(after))

    def number(self, change: Edit, before: str, after: str) -> str:
        values = {"before": before, "after": after, "title": change.titel}
        if not before:
            return self.phrase("item_number_new", **values)
        return self.phrase("item_number" if after else "item_number_gone", **values)

    def title(self, change: Edit, before: str, after: str) -> str:
        if not before:
            return self.phrase("item_title_now", item=self.subject(change))
        if not change.nr:
            return self.phrase("item_title_alone", before=before, after=after)
        return self.phrase("item_title", number=change.nr, before=before, after=after)

    def level(self, change: Edit) -> str:
        """Of what an item is a part now, or that it is one by itself."""
        place = next(i for i, one in enumerate(self.after.punkter) if one.id == change.punkt)
        item, before = self.after.punkter[place], self.after.punkter[:place]
        above = next((one for one in reversed(before) if one.niveau < item.niveau), None)
        if above is None:
            return self.phrase("item_own", item=self.subject(change))
        other = self.called(above, "called_within")
        return self.phrase("item_part", item=self.subject(change), other=other)

    def group(self, change: Edit, before: str, after: str) -> Iterator[str]:
        """One sentence for what has become of a heading over several items."""
        headings = self.headings
        if headings.is_renamed(before, after):
            yield self.phrase("group_title", before=before, after=after)
        elif before and headings.is_gone(before):
            yield self.phrase("group_gone", before=before)
        elif after and headings.is_new(after):
            first = next(one for one in self.after.punkter if one.gruppe == after)
            other = self.called(first, "called_within")
            yield self.phrase("group_new", after=after, other=other)
        elif after:
            yield self.phrase("item_group", item=self.subject(change), after=after)
        elif before:
            yield self.phrase("item_group_none", item=self.subject(change), before=before)
        else:
            yield self.phrase("item_group_some", item=self.subject(change))

    def time(self, change: Edit, before: str, after: str) -> str:
        subject = self.subject(change)
        before, after = self.span(before), self.span(after)
        if before and after:
            return self.phrase("item_time", item=subject, before=before, after=after)
        if after:
            return self.phrase("item_time_new", item=subject, after=after)
        return self.phrase("item_time_gone", item=subject, before=before)

    def all_times(self) -> Sentence:
        """The new times of several items: a sentence with a line for each, or one for all."""
        if self.along:
            return self.of_document(self.phrase("item_times_along"))
        lines = tuple(
            self.phrase(
                "item_times_entry",
                item=self.called(one, "called_within"),
                before=self.span(_text(one.foer)),
                after=self.span(_text(one.nu)),
            )
            for one in self.times
        )
        text = self.phrase("item_times")
        return Sentence("", "", text, text, lines)

    def line(self, change: Edit, before: str, after: str) -> str:
        name = change.felt
        if change.foer is None:  # what stood there may not be told
            if not after:
                return self.phrase("text_some_gone")
            return self.phrase("item_line_now", after=after)
        if before and after:
            return self.phrase(_LINES[name], before=before, after=after)
        if after:
            return self.phrase("item_line_new", after=after)
        return self.phrase("item_line_gone", before=before)

    # --- attachments ------------------------------------------------------------------

    def attachment(self, change: Edit) -> Iterator[str]:
        called = self.phrase("attachment", label=change.navn, title=change.bilagstitel)
        subject = self.phrase("subject", name=called)
        now = change.nu
        match change.hvordan:
            case How.NYT:
                yield self.phrase("attachment_new", attachment=subject)
                if isinstance(now, AttachmentState) and now.udgaaet:
                    yield self.phrase("attachment_withdrawn", attachment=subject)
            case How.VAEK if not change.bilagstitel and change.navn:
                yield self.phrase("attachment_gone", attachment=change.navn)
            case How.VAEK if not change.bilagstitel:
                yield self.phrase("attachment_some_gone")
            case How.VAEK:
                yield self.phrase("attachment_gone", attachment=subject)
            case How.FLYTTET:
                yield self.phrase("attachment_moved", attachment=subject)
            case How.LUKKET:
                reason = now.lukket if isinstance(now, AttachmentState) else ""
                yield self.attachment_doors(change, subject, reason)
            case _:
                yield self.attachment_value(change, subject)

    def attachment_doors(self, change: Edit, subject: str, reason: str) -> str:
        """That an attachment was closed, with why, or opened."""
        if not reason:
            return self.phrase("attachment_open", attachment=subject)
        if change.bilagstitel == self.book.closed_attachment and change.navn:
            subject = change.navn  # its title says no more than that it is closed
        return self.because("attachment_closed", reason, attachment=subject)

    def attachment_value(self, change: Edit, subject: str) -> str:
        before, after = _text(change.foer), _text(change.nu)
        label = change.navn
        if change.felt == "lukket" and change.foer is not None and not (before and after):
            return self.attachment_doors(change, subject, after)
        if change.felt == "nr":
            after = typography.uncapitalised(after)
        elif change.felt == "udsendes_med":
            after = typography.uncapitalised(self.book.documents_definite.get(after, after))
        elif change.felt == "lukket":
            label = typography.uncapitalised(label)
        values = {"attachment": subject, "label": label, "title": change.bilagstitel}
        return self.phrase(
            _attachment_phrase(change, before, after), **values, before=before, after=after
        )

    # --- text -------------------------------------------------------------------------

    def section(self, change: Edit) -> Iterator[str]:
        section = change.navn
        match change.hvordan:
            case How.TEKST:
                yield from self.text(change)
            case How.LUKKET if isinstance(change.nu, SectionState):
                yield self.closed_section(change.nu)
            case How.NYT if isinstance(change.nu, SectionState):
                yield from self.new_section(change.nu)
            case How.VAEK if not section:
                text = _shortened(" ".join(lines_of(change.foer)).split(), _HEAD, _TAIL)
                yield (
                    self.under("text_gone", "", before=text)
                    if text
                    else self.phrase("section_some_gone")
                )
            case How.VAEK:
                yield self.phrase("section_gone", section=section)
            case How.FLYTTET if not section:
                yield self.phrase("section_some_moved")
            case How.FLYTTET:
                yield self.phrase("section_moved", section=section)
            case _ if change.felt == "overskrift":
                yield self.section_title(_text(change.foer), _text(change.nu))
            case _ if (change.punkt, change.hvad, change.plads_foer) not in self.rewritten:
                yield self.under("text_look", section)

    def closed_section(self, section: SectionState) -> str:
        heading = section.overskrift
        if section.slags != CLOSED:
            return self.phrase("section_open", section=heading)
        if heading == self.book.closed_section:
            return self.phrase("section_some_closed")
        return self.phrase("section_closed", section=heading)

    def under(self, name: str, section: str, **values: str) -> str:
        if not section:
            return self.phrase(f"{name}_alone", **values)
        return self.phrase(name, section=section, **values)

    def new_section(self, section: SectionState) -> Iterator[str]:
        text = _shortened(" ".join(section.tekst).split(), _BEGINNING, 0)
        if not section.overskrift:
            yield self.under("text_new", "", after=text)
        elif section.slags == RETTELSE:
            yield self.phrase("correction_new", section=section.overskrift, after=text)
        elif text:
            yield self.phrase("section_new", section=section.overskrift, after=text)
        else:
            yield self.phrase("section_new_empty", section=section.overskrift)

    def section_title(self, before: str, after: str) -> str:
        if not before and not after:
            return self.phrase("section_title_some_gone")
        if not before:
            return self.phrase("section_title_new", after=after)
        if not after:
            return self.phrase("section_title_gone", before=before)
        return self.phrase("section_title", before=before, after=after)

    def text(self, change: Edit) -> Iterator[str]:
        section = change.navn
        if change.linje is None:
            yield self.phrase("text_unknown")
            return
        before, after = lines_of(change.foer), lines_of(change.nu)
        if before and not any(before):  # what stood there may not be told
            text = _shortened(" ".join(after).split(), _HEAD, _TAIL)
            if text:
                yield self.under("text_now", section, after=text)
            else:
                yield self.phrase("text_some_gone")
            return
        moved = self.moved_lines[change.punkt, change.hvad, change.plads_foer]
        for one in after:
            if moved[one]:
                text = _shortened(one.split(), _BEGINNING, 0)
                yield self.under("text_moved", section, text=text)
        before, after = (tuple(x for x in lines if not moved[x]) for lines in (before, after))
        if not before and not after:
            return
        for was, now in passages(before, after):
            if was and now:
                yield self.under("text", section, before=was, after=now)
            elif now:
                yield self.under("text_new", section, after=now)
            else:
                yield self.under("text_gone", section, before=was)


class _Headings:
    """What has become of the headings over several items."""

    def __init__(self, changes: Sequence[Edit], after: VersionState) -> None:
        self.after = after
        own = [one for one in changes if (one.hvad, one.felt) == (Where.PUNKT, "gruppe")]
        self.before = {one.punkt: one.foer for one in own}
        self.new = {one.punkt for one in changes if (one.hvad, one.hvordan) == _NEW_ITEM}

    def stood(self, item: ItemState) -> Value:
        """The heading that an item stood under."""
        return self.before.get(item.id, item.gruppe)

    def is_gone(self, heading: str) -> bool:
        """Whether no item stands under it any more."""
        return all(item.gruppe != heading for item in self.after.punkter)

    def is_new(self, heading: str) -> bool:
        """Whether no item stood under it that is here now, and now several do."""
        here = [item for item in self.after.punkter if item.gruppe == heading]
        old = [item for item in here if item.id not in self.new]
        return len(old) > 1 and all(self.stood(item) != heading for item in old)

    def is_renamed(self, before: str, after: str) -> bool:
        """Whether all that stood under the one stand under the other, and nothing else does."""
        if not before or not after or not self.is_gone(before):
            return False
        old = [item for item in self.after.punkter if item.id not in self.new]
        return all((self.stood(item) == before) == (item.gruppe == after) for item in old)


_NEW_ITEM = (Where.PUNKT, How.NYT)


def _lines_of(value: Value) -> tuple[str, ...]:
    """The lines of a line of the head, as it was or is; none where it was not there."""
    return value.vaerdi if isinstance(value, FactState) else lines_of(value)


def _named(person: str) -> str:
    """The name of somebody, without what is told of them."""
    return person.partition(" (")[0]


def _is_of_people(name: str) -> bool:
    return name.partition(OF_BODY)[0] in PEOPLE


def _is_bare_heading(change: Edit) -> bool:
    """Whether it is a new heading that nothing stands under but what is told by itself."""
    is_new = change.hvad is Where.AFSNIT and change.hvordan is How.NYT
    return is_new and isinstance(change.nu, SectionState) and not change.nu.tekst


def _was_bare_heading(change: Edit) -> bool:
    """The same of one that is gone."""
    is_gone = change.hvad is Where.AFSNIT and change.hvordan is How.VAEK
    return is_gone and bool(change.navn) and not change.foer


def _moved_by(before: str, after: str) -> list[int]:
    """By how many minutes a time begins later now, and ends later; empty where either has come or
    gone."""
    (start, end), (new_start, new_end) = (one.partition("/")[::2] for one in (before, after))
    if not (start and new_start) or bool(end) != bool(new_end):
        return []
    pairs = ((start, new_start), (end, new_end))
    return [_minutes(now) - _minutes(was) for was, now in pairs if now]


def _minutes(moment: str) -> int:
    clock = time.fromisoformat(moment.rpartition("T")[2])
    return clock.hour * 60 + clock.minute


_OF_FILE = frozenset({"sha256", "fil", "adresse", "udarbejdet_af"})
"""What is told of an attachment no more once it is withdrawn."""


def _attachment_phrase(change: Edit, before: str, after: str) -> str:
    """The phrase for another value of an attachment."""
    if change.felt in ("sha256", "fil"):
        if before and after:
            return "attachment_replaced"
        return "attachment_file" if after else "attachment_no_file"
    if change.felt == "titel":
        return "attachment_title" if before else "attachment_title_now"
    if change.felt == "udgaaet":
        return "attachment_withdrawn" if change.nu else "attachment_back"
    if change.felt == "lukket":
        return "attachment_reason"
    if change.felt == "adresse" and not after:
        return "attachment_no_address"
    if change.felt == "udarbejdet_af" and not after:
        return "attachment_no_maker"
    names: Mapping[str, str] = {
        "nr": "attachment_number",
        "udarbejdet_af": "attachment_maker",
        "adresse": "attachment_address",
        "udsendes_med": "attachment_sent",
    }
    return names[change.felt]


def passages(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The words that stand there now in place of others, each with what stood there.

    One of the two is empty where nothing was there, or is. Long ones are shortened.
    """
    was, now = " ".join(before).split(), " ".join(after).split()
    if not was or not now:
        yield _shortened(was, _HEAD, _TAIL), _shortened(now, _HEAD, _TAIL)
        return
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.ratio() < _UNLIKE:
        yield _shortened(was, _HEAD, _TAIL), _shortened(now, _HEAD, _TAIL)
        return
    for first, last, from_, to in _hunks(matcher):
        yield _around(was, first, last), _around(now, from_, to)


def _hunks(matcher: SequenceMatcher[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ, those near each other as one."""
    open_: tuple[int, int, int, int] | None = None
    for tag, first, last, from_, to in matcher.get_opcodes():
        if tag == "equal":
            continue
        if open_ is not None and first - open_[1] <= _NEAR:
            open_ = open_[0], last, open_[2], to
            continue
        if open_ is not None:
            yield open_
        open_ = first, last, from_, to
    if open_ is not None:
        yield open_


def _around(words: Sequence[str], first: int, last: int) -> str:
    """A stretch with a few words around it."""
    start, end = max(0, first - _AROUND), min(len(words), last + _AROUND)
    text = _shortened(words[start:end], _HEAD, _TAIL)
    before = "… " if start else ""
    after = " …" if end < len(words) else ""
    return f"{before}{text}{after}"


def _shortened(words: Sequence[str], head: int, tail: int) -> str:
    """The words, of many the first and the last."""
    if len(words) <= head + tail:
        return " ".join(words)
    return " ".join((*words[:head], "…", *words[len(words) - tail :]))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
