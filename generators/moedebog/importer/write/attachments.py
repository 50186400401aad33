"""The attachments of an item, and which of them came only with the referat."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from moedebog import typography
from moedebog.catalogue import Slags, UdsendesMed
from moedebog.importer.genre import patterns
from moedebog.importer.pieces import text_piece
from moedebog.importer.recognise import (
    ANY_ITEM,
    Attachment,
    DraftItem,
    DraftSection,
    Labels,
    attachments_in,
    in_short,
    late_sentences,
    means,
    same_attachment,
    tells_of_late,
)
from moedebog.importer.write.setting import Setting
from moedebog.phrases import DANISH

NO_NUMBER = " har intet nummer i dokumentet, men får et her"
"""What a note ends with on attachments that are numbered though the document does not do it."""
_MOST_NAMED = 3
_LONGEST_NAMED = 60


def reconciled(sections: list[DraftSection], folder: Path, notes: list[str]) -> list[DraftSection]:
    """Attachments named in the case and again as files are told apart.

    The files are the attachments. What the case names stays there as text where a file
    on the list answers to it; what has no file is an attachment by its title.
    """
    lists = [s for top in sections for s in (top, *top.children) if s.slags is Slags.BILAG]
    filed = [s for s in lists if any(patterns.FILE_ENDING.search(p.text) for p in s.pieces)]
    files = [a for s in filed for a in attachments_in(s.pieces, folder)[0]]
    if not filed:
        return sections
    for section in lists:
        if section in filed:
            continue
        typed, rest = attachments_in(section.pieces, folder)
        if rest or not typed:
            continue
        pairs = _paired(typed, files)
        without = [a for a, file in pairs if file is None]
        if len(without) == len(typed):
            continue
        called = {file.titel: a.label for a, file in pairs if file and a.label and not file.label}
        for one in filed:
            one.called |= called
        section.slags, section.usual = Slags.TEKST, False
        if without:
            named = (DANISH.attachment.format(number=a.label) for a in without)
            filed[-1].pieces += [
                text_piece(f"{name}: {a.titel}" if a.label else a.titel)
                for name, a in zip(named, without, strict=True)
            ]
            missing = "; ".join(f"»{in_short(a.titel, _LONGEST_NAMED)}«" for a in without)
            notes.append(f"nævnt i sagen uden at være blandt filerne: {missing}")
    return sections


def _paired(
    typed: Sequence[Attachment], files: Sequence[Attachment]
) -> list[tuple[Attachment, Attachment | None]]:
    """Each of those that a case names, with the file that answers to it by number or by name; no
    file answers to two."""
    left = list(files)
    pairs: list[tuple[Attachment, Attachment | None]] = []
    for one in typed:
        file = next((f for f in left if _same(one, f)), None)
        left = [f for f in left if f is not file]
        pairs.append((one, file))
    return pairs


def _same(typed: Attachment, file: Attachment) -> bool:
    if typed.label and file.label:
        return typed.label == file.label
    return same_attachment(typed.titel, file.titel)


def entries(
    found: Sequence[Attachment],
    sent: Callable[[Attachment, str], UdsendesMed],
    labels: Labels,
    setting: Setting,
    notes: list[str],
) -> list[dict[str, Any]]:
    """The attachments as entries of ``bilag``; ``sent``: with what one came.

    What is printed otherwise than the document has it is noted.
    """
    value, unnumbered, used = [], [], set(labels.typed)
    numbered = any(one.label for one in found)
    again: dict[str, str] = {}
    came = [sent(one, one.label or str(number)) for number, one in enumerate(found, 1)]
    printed_last = [not how.is_listed_before for how in came]
    if printed_last != sorted(printed_last) and not any(one.label for one in found):
        for number, one in enumerate(found, 1):  # they are printed last; the text counts as here
            one.label = str(number)
    for one, how in zip(found, came, strict=True):
        entry = _bilag(one, how)
        notes += one.notes
        if one.label and one.label in used:
            again.setdefault(f"»{in_short(one.titel, _LONGEST_NAMED)}«", f"»Bilag {one.label}«")
            one.label = ""
        elif len(labels.typed) in labels.kept:
            entry["nr"] = one.label
        elif not one.label and (labels.kept or numbered):
            unnumbered.append(f"»{in_short(one.titel, _LONGEST_NAMED)}«")
        labels.typed.append(one.label)
        used.add(one.label)
        if one.fil and one.fil in setting.files:
            other = in_short(setting.files[one.fil], _LONGEST_NAMED)
            notes.append(f"»{one.fil}« er også filen til »{other}«")
        elif one.fil:
            setting.files[one.fil] = one.titel
        value.append(entry)
    if again:
        labels_ = typography.enumeration(list(dict.fromkeys(again.values())), DANISH)
        notes.append(f"{labels_} er der flere af; {_named(list(again))} får et andet nr")
    if len(found) == 1 and not found[0].fil and _SEVERAL.search(found[0].titel):
        notes.append(f"»{in_short(found[0].titel, _LONGEST_NAMED)}« er måske flere bilag")
    if unnumbered:
        notes.append(f"{_named(unnumbered)}{NO_NUMBER}")
    return value


def _named(titles: Sequence[str]) -> str:
    """Some titles; where they are many, the first and how many more."""
    more = len(titles) - _MOST_NAMED
    told = [*titles[:_MOST_NAMED], f"{more} bilag mere"] if more > 1 else titles
    return typography.enumeration(told, DANISH)


_SEVERAL = re.compile(r"\w, [A-ZÆØÅ][a-zæøå]{3,}\w*(?:,|\Z| og )|; \w")
"""``Regnskab 2024, Revisionsprotokol``: a line that may name more than one."""


def _bilag(attachment: Attachment, sent: UdsendesMed) -> dict[str, Any]:
    value: dict[str, Any] = {"titel": attachment.titel}
    if attachment.fil:
        value["fil"] = attachment.fil
    if attachment.adresse:
        value["adresse"] = attachment.adresse
    if attachment.udarbejdet_af:
        value["udarbejdet_af"] = attachment.udarbejdet_af
    if sent is not UdsendesMed.DAGSORDEN:
        value["udsendes_med"] = sent.value
    if attachment.closed is not None:
        value["lukket"] = attachment.closed or True
    return value


_NOT_YET = (
    "»{title}« skal deles ud på mødet; skriv udsendes_med: omdelt, når det er sket; så står det i "
    "referatet alene"
)


def told_by_line(attachment: Attachment, *, in_referat: bool) -> UdsendesMed | None:
    """How an attachment comes, by its own line. What a dagsorden says is going to be handed out is
    still to come: it is to be listed."""
    if attachment.udsendes_med is UdsendesMed.OMDELT and not in_referat:
        title = in_short(attachment.titel, _LONGEST_NAMED)
        attachment.notes.append(_NOT_YET.format(title=title))
        return UdsendesMed.EFTERSENDES
    return attachment.udsendes_med


class Late:
    """How the attachments of an item came, by what the document says."""

    def __init__(self, item: DraftItem, setting: Setting) -> None:
        self.item = item
        self.listed = setting.draft.closing.sent
        self.in_referat = setting.draft.cover.kind != "dagsorden"
        self.sentences = late_sentences(item.all_sections()) if self.in_referat else []
        """Those on attachments that came later, and on none that is known so far."""

    def sent(self, attachment: Attachment, number: str, section: DraftSection) -> UdsendesMed:
        """With what the attachment came; the sentences that tell of it are spent."""
        meant = [sentence for sentence in self.sentences if means(sentence, attachment.titel)]
        self.sentences = [sentence for sentence in self.sentences if sentence not in meant]
        for place in (self.item.start.number, number), (ANY_ITEM, number):
            if place in self.listed:
                return self.listed[place]
        if told := told_by_line(attachment, in_referat=self.in_referat):
            return told
        titled = tells_of_late(section.heading) or tells_of_late(attachment.titel)
        titled = titled and self.in_referat  # an agenda lists what is still to come
        return UdsendesMed.REFERAT if meant or titled else UdsendesMed.DAGSORDEN

    def notes(self) -> list[str]:
        """What is unsure: sentences that tell of no attachment that is known."""
        return [
            f"»{sentence[:80]}«: står bilaget ikke under bilag, så skriv det der med udsendes_med: "
            "referat"
            for sentence in self.sentences
        ]
