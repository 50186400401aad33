"""The headings of sections: written only where the forum's own is another."""

from __future__ import annotations

import re

from moedebog.importer.genre import dates, patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.recognise import Cover, DraftSection
from moedebog.meeting import Forum
from moedebog.phrases import DANISH


class ForumHeadings:
    """What the forum has over each kind of section."""

    def __init__(self, forum: Forum, cover: Cover) -> None:
        self.forum = forum
        self.cover = cover
        printed = DANISH.sections
        self.usual = {
            policy.slags: printed.get(policy.slags, "")
            if policy.overskrift is None
            else policy.overskrift
            for policy in forum.politik.afsnit
        }

    def own(self, section: DraftSection) -> str:
        """The heading to be written; empty where the forum prints the same by itself."""
        typed = section.heading.strip().rstrip(":").strip()
        if not typed:
            return ""
        usual = self.usual.get(section.slags, "")
        if not section.slags.kind.heading_alone:
            default = folded(usual) == patterns.usual_heading(section.slags)
            if self.same(typed, usual) or (section.usual and default):
                return ""
        return patterns.sentence_case(typed)

    def same(self, typed: str, usual: str) -> bool:
        """Whether the forum's heading, filled in, is the one typed."""
        if "{" not in usual:
            return folded(typed) == folded(usual)
        pattern = re.escape(folded(usual))
        pattern = pattern.replace(r"\{forum\}", "(.+?)").replace(r"\{dato\}", "(.+)")
        match = re.fullmatch(pattern, folded(typed))
        day = dates.find_date(typed)
        if not match or ("{dato}" in usual and (not day or day[0] != self.cover.dato)):
            return False
        return "{forum}" not in usual or folded(match[1]) == folded(self.forum.navn)
