"""The tillægsdagsorden: of a dagsorden, what is new since a version that was issued.

It is made of the whole document, so that it says nothing else than that does: new items in whole,
of the others the new attachments, and at its end in sentences what else has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Block, Blocks, Heading, LabelledItem, LabelledList, Run, plain
from moedebog.compose import Plan, headed, numbered
from moedebog.compose.some_items import head_facts, some, some_facts
from moedebog.compose.wording import MAX_LEVEL
from moedebog.difference.changes import Changes, Edit, How, Where
from moedebog.difference.printed import grouped
from moedebog.difference.state import LABELS, AttachmentState, ItemState, VersionState
from moedebog.difference.words import Danish, told
from moedebog.document import Afsnitstekst, Document, Oversigt, Punkttekst
from moedebog.fakta import Bilagsfakta, Fakta, Fremmoede, Punktfakta, Rollefakta
from moedebog.issued import Issue
from moedebog.outgoing import Vedlagt

_COVER = (
    *("myndighed", "moede", "sagsnr", "tid", "svarfrist", "sted", "moedelink", "form"),
    *("moedeleder", "kontakt"),
)
"""The lines of the cover that stand on it too: who else was asked has the dagsorden."""
_CHAIR = "moedeleder"
_ATTACHMENTS, _BESIDES = "bilag", "desuden-rettet"


class Added(Struct, frozen=True):
    """What is new to a reader."""

    items: frozenset[str] = frozenset()
    """The anchors of the items that are printed in whole."""
    attachments: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By the anchors of the others the labels of their new attachments; under an empty one those
    of the meeting as a whole."""

    def __bool__(self) -> bool:
        return bool(self.items or self.attachments)


class Supplement(Struct, frozen=True):
    """A tillægsdagsorden for one audience."""

    document: Document
    fakta: Fakta
    """Its own."""
    added: Added
    before: frozenset[str]
    """SHA-256 of the attachments that went out with the version before."""

    def has_new(self, bilag: Vedlagt, digest: str) -> bool:
        """Whether an attachment is new to who has the version before, or another file than it was;
        ``digest`` is that of its file."""
        own = {(one.anker, file.reference) for one in self.fakta.punkter for file in one.bilag}
        own |= {("", one.reference) for one in self.fakta.bilag}
        return (bilag.punkt, bilag.reference) in own or digest not in self.before


class Changed(Struct, frozen=True):
    """What has changed since the version that something is added to."""

    issue: Issue
    """That version."""
    changes: Changes
    before: VersionState
    after: VersionState
    anchors: Mapping[str, str]
    """Those of the items of now, and of the headings of groups among them, by their ids."""
    partly: bool = False
    """Whether there may be more."""


def added(of: Changed, groups: Collection[str] = ()) -> Added:
    """What the changes add; ``groups`` are the anchors that are headings alone.

    What was closed to the reader and is open now is new to them.
    """
    news = [(one, of.anchors.get(one.punkt)) for one in of.changes if _adds(one)]
    items = frozenset(
        anchor
        for one, anchor in news
        if one.hvad is Where.PUNKT and anchor is not None and anchor not in groups
    )
    attachments: dict[str, set[str]] = {}
    for one, anchor in news:
        own = anchor if one.punkt else ""
        if one.hvad is Where.BILAG and own is not None and own not in items:
            attachments.setdefault(own, set()).add(one.navn)
    return Added(items, {anchor: frozenset(labels) for anchor, labels in attachments.items()})


def _adds(change: Edit) -> bool:
    now = change.nu
    if not isinstance(now, ItemState | AttachmentState):
        return False
    open_now = not now.lukket and not (isinstance(now, ItemState) and now.udeladt)
    return change.hvordan is How.NYT or (change.hvordan is How.LUKKET and open_now)


def supplement(
    document: Document, fakta: Fakta, plan: Plan, news: Added, of: Changed
) -> Supplement:
    """What a whole document and its facts add, by themselves, to a version of before."""
    return _Composing(document, fakta, plan, news, of).supplement()


class _Composing:
    def __init__(
        self, document: Document, fakta: Fakta, plan: Plan, news: Added, of: Changed
    ) -> None:
        self.whole, self.whole_facts = document, fakta
        self.plan, self.news, self.of = plan, news, of
        self.words = plan.phrases
        self.printed: set[tuple[str, str]] = set()
        """Anchor and label of the new attachments that stand in it by themselves."""
        self.facts = {one.anker: one for one in fakta.punkter}
        self.reasons = {
            item.numbered.anchor: item.punkt.tillaeg_grund
            for item in plan.items
            if item.punkt.tillaeg_grund and not item.closed_to(document.audience)
        }
        self.kept = set(self._kept())

    def _kept(self) -> Iterator[str]:
        """The items that stand in it, with those that they are parts of."""
        for anchor in (*self.news.items, *self.news.attachments):
            above: str | None = anchor
            while above:
                yield above
                above = self.facts[above].overpunkt

    def supplement(self) -> Supplement:
        words, whole = self.words, self.whole
        titel, sidehoved = headed(self.plan, words.supplement)
        punkter, opening = tuple(self.items()), tuple(self.opening())
        made = replace(
            whole,
            overskrift=words.supplement.upper(),
            titel=titel,
            sidehoved=sidehoved,
            fakta=LabelledList(tuple(self.cover())),
            indledning=opening,
            punkter=punkter,
            oversigt=self.overview(punkter),
            slutafsnit=tuple(self.besides(punkter)),
        )
        before = self.of.before
        files = (before.bilag, *(item.bilag for item in before.punkter))
        held = frozenset(one.sha256 for bilag in files for one in bilag if one.sha256)
        return Supplement(numbered(made), self.own_facts(), self.news, held)

    # --- around the items ---------------------------------------------------------------------

    def cover(self) -> Iterator[LabelledItem]:
        labels = {getattr(self.words, LABELS[name]) for name in _COVER}
        return (line for line in self.whole.fakta.items if line.label in labels)

    def opening(self) -> Iterator[Block]:
        issue, words = self.of.issue, self.words
        said = words.supplement_to if issue.version == 1 else words.supplement_to_version
        day = typography.long_date(issue.tid.date(), words, weekday=False)
        yield plain(said.format(version=issue.version, date=day))
        if lines := self.new_lines("", self.whole.indledning):
            yield Heading(1, (Run(words.supplement_attachments),))
            yield LabelledList(lines)

    def overview(self, punkter: Collection[Punkttekst]) -> Oversigt:
        whole = self.whole.oversigt
        anchors = {punkt.anker for punkt in punkter}
        anchors |= {punkt.gruppe.anker for punkt in punkter if punkt.gruppe}
        lines = tuple(line for line in whole.linjer if line.anker in anchors)
        columns = tuple(
            one
            for one in whole.kolonner
            if one.noegle in ("nr", "titel") or any(getattr(line, one.noegle) for line in lines)
        )
        return replace(whole, linjer=lines, kolonner=columns)

    def besides(self, punkter: Collection[Punkttekst]) -> Iterator[Afsnitstekst]:
        """What else has changed, in sentences; nothing where all that is new stands there."""
        of, words = self.of, self.words
        anchors = {punkt.anker for punkt in punkter}
        others = [one for one in of.changes if not self.is_printed(one, anchors)]
        blocks: list[Block] = [*grouped(told(others, of.after, Danish(words)), of.after, words)]
        if of.partly:
            blocks.append(plain(words.corrections_partly))
        if blocks:
            yield Afsnitstekst(_BESIDES, words.supplement_besides, 1, tuple(blocks), _BESIDES)

    def is_printed(self, change: Edit, anchors: Collection[str]) -> bool:
        """Whether it is an item or an attachment that stands there by itself."""
        anchor = self.of.anchors.get(change.punkt) if change.punkt else ""
        if anchor is None:
            return False
        if change.hvad is Where.PUNKT and change.felt == "andet":
            return self.is_reason(change, anchor)
        if change.hvordan is not How.NYT:
            return False
        if change.hvad is Where.BILAG:
            return anchor in self.news.items or (anchor, change.navn) in self.printed
        return change.hvad is Where.PUNKT and anchor in anchors

    def is_reason(self, change: Edit, anchor: str) -> bool:
        """Whether all that the line under a heading has got is why something is new, which stands
        under that heading here too."""
        said = self.reason(anchor)
        if not said or anchor not in self.kept:
            return False
        before, now = (
            str(one or "").split(self.words.parts_separator) for one in (change.foer, change.nu)
        )
        return [one for one in now if one != said] == [one for one in before if one]

    # --- items --------------------------------------------------------------------------------

    def items(self) -> Iterator[Punkttekst]:
        """Those that are new or have something new, under the headings that they stand under."""
        for punkt in some(self.whole.punkter, self.kept, self.words):
            yield self.item(punkt) if punkt.anker in self.kept else punkt

    def item(self, punkt: Punkttekst) -> Punkttekst:
        """One in whole where it is new; else its head, with its new attachments."""
        if punkt.anker in self.news.items:
            return punkt
        blocks = (block for afsnit in punkt.afsnit for block in afsnit.tekst)
        afsnit: tuple[Afsnitstekst, ...] = ()
        if lines := self.new_lines(punkt.anker, tuple(blocks)):
            heading = self.words.supplement_attachments
            level = min(punkt.niveau + 1, MAX_LEVEL)
            afsnit = (Afsnitstekst(_ATTACHMENTS, heading, level, (LabelledList(lines),)),)
        return replace(punkt, undertitel=self.reason(punkt.anker), afsnit=afsnit)

    def reason(self, anchor: str) -> str:
        """Why something is new, as it stands under the heading of its item; may be empty."""
        reason = self.reasons.get(anchor)
        return self.words.late_item_because.format(reason=reason) if reason else ""

    def new_lines(self, anchor: str, blocks: Blocks) -> tuple[LabelledItem, ...]:
        """Of the lists of attachments among some blocks, the lines of new ones."""
        news = self.news.attachments.get(anchor, frozenset())
        of = self.facts[anchor].bilag if anchor else self.whole_facts.bilag
        labels = {one.label for one in of}
        lists = [block for block in blocks if isinstance(block, LabelledList)]
        own = [one for one in lists if {line.label for line in one.items} <= labels]
        lines = tuple(line for one in own for line in one.items if line.label in news)
        self.printed |= {(anchor, line.label) for line in lines}
        return lines

    # --- facts --------------------------------------------------------------------------------

    def own_facts(self) -> Fakta:
        whole = self.whole_facts
        chair = [one.navn for one in whole.personer if _CHAIR in one.roller]
        return replace(
            whole,
            personer=tuple(Rollefakta(navn=name, roller=(_CHAIR,)) for name in chair),
            fremmoede=Fremmoede(
                noteret=None, til_stede=(), afbud=(), udeblevet=(), ankom=(), forlod=()
            ),
            punkter=tuple(self.item_facts()),
            bilag=self.new_facts("", whole.bilag),
            tomme_grupper=(),
        )

    def item_facts(self) -> Iterator[Punktfakta]:
        for punkt in some_facts(self.whole_facts.punkter, self.kept):
            is_new = punkt.anker in self.news.items
            new = self.new_facts(punkt.anker, punkt.bilag)
            yield punkt if is_new else head_facts(punkt, new)

    def new_facts(self, anchor: str, bilag: Iterable[Bilagsfakta]) -> tuple[Bilagsfakta, ...]:
        news = self.news.attachments.get(anchor, frozenset())
        return tuple(one for one in bilag if one.label in news)
