"""The page that stands in place of a document that was published and has been taken back.

It is made of the whole document, so that it says nothing else than that does: whose it is, of which
day, and that it can no longer be read. What was taken back it names by number, never by title.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import BulletList, LabelledItem, LabelledList, ListItem, plain
from moedebog.compose import Plan, headed
from moedebog.document import ATTACHMENT_LIST, Afsnitstekst, Document
from moedebog.fakta import Fakta, Fremmoede


class TombstoneWords(Struct, frozen=True):
    """What the page says. Everybody reads it."""

    dato: date
    """When it was taken back."""
    grund: str
    af: str = ""
    """Who took it back; may be empty."""
    punkter: tuple[str, ...] = ()
    """The items that are taken back, as they are named by number; none: the whole document."""
    bilag: tuple[str, ...] = ()
    """The attachments that were published with it, by their references."""


class Tombstone(Struct, frozen=True):
    """The page for the public, and its facts."""

    document: Document
    fakta: Fakta


def tombstone(whole: Document, fakta: Fakta, plan: Plan, said: TombstoneWords) -> Tombstone:
    """The page in place of a public document."""
    words = plan.phrases
    titel, sidehoved = headed(plan, words.documents[whole.kind])
    state = typography.uncapitalised(words.recalled)
    made = replace(
        whole,
        titel=words.in_brackets.format(text=titel, more=state),
        sidehoved=sidehoved,
        status=words.recalled,
        fakta=LabelledList(tuple(_facts(plan, said))),
        indledning=(plain(words.recalled_text),),
        oversigt=replace(whole.oversigt, linjer=()),
        punkter=(),
        slutafsnit=tuple(_attachments(plan, said.bilag)),
        fremmed=(),
        udgave=None,
        godkendelse="",
        rettelser=None,
    )
    return Tombstone(made, _without_matter(fakta))


def _facts(plan: Plan, said: TombstoneWords) -> list[LabelledItem]:
    words = plan.phrases
    scope = words.list_separator.join(said.punkter) or words.recalled_whole
    lines = [(words.recalled, plan.date_text(said.dato))]
    if said.af:
        lines.append((words.recalled_by, said.af))
    lines += [(words.recalled_scope, scope), (words.recalled_reason, said.grund)]
    return [LabelledItem(label, (plain(text),)) for label, text in lines]


def _attachments(plan: Plan, bilag: Sequence[str]) -> list[Afsnitstekst]:
    if not bilag:
        return []
    listing = BulletList(tuple(ListItem((plain(one),)) for one in bilag))
    heading = plan.phrases.recalled_attachments
    return [Afsnitstekst(ATTACHMENT_LIST, heading, 1, (listing,), ATTACHMENT_LIST)]


def _without_matter(fakta: Fakta) -> Fakta:
    """The facts of such a page: which meeting it is of, and nothing that the meeting did."""
    nobody = Fremmoede(noteret=None, til_stede=(), afbud=(), udeblevet=(), ankom=(), forlod=())
    return replace(
        fakta,
        udgave=None,
        personer=(),
        fremmoede=nobody,
        punkter=(),
        bilag=(),
        tomme_grupper=(),
        indsigelser=(),
        rettelser=(),
    )
