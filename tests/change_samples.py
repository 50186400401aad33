"""One change of each kind between two made-up states, for tests of how they are told."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from moedebog.difference.changes import Changes, Edit, How, Where, diff
from moedebog.difference.discretion import discreet
from moedebog.difference.state import (
    AttachmentState,
    FactState,
    ItemState,
    SectionState,
    VersionState,
)
from moedebog.phrases import Phrases

FACTS = (
    FactState("forum", "", ("Xq",)),
    FactState("dato", "Q", ("2026-06-01",)),
    FactState("tid", "Q", ("10:00/12:00",)),
    FactState("sted", "Q", ("qx",)),
    FactState("moedelink", "Q", ("qx",)),
    FactState("medlemmer", "Q", ("qx", "xq")),
    FactState("moedeleder", "Q", ("qx",)),
)
TEXT = SectionState("Xq", ("qx", "x"), "a")
FILE = AttachmentState("Xq", "qx", "aa", udsendes_med="xq")
ITEM = ItemState("a", "1", "Qx", afsnit=(TEXT,), bilag=(FILE,))
BEFORE = VersionState("dagsorden", True, FACTS, (), (ITEM, replace(ITEM, id="b", nr="2")), (), ())


def with_item(**more: Any) -> VersionState:
    """The state with another first item."""
    return replace(BEFORE, punkter=(replace(ITEM, **more), BEFORE.punkter[1]))


def with_fact(name: str, *said: str, state: VersionState = BEFORE) -> VersionState:
    """The state with another line of the head; without words: without that line."""
    facts = (replace(one, vaerdi=said) if one.navn == name else one for one in state.hoved)
    return replace(state, hoved=tuple(one for one in facts if one.vaerdi))


def plus(*facts: FactState) -> VersionState:
    """The state with more lines in the head."""
    return replace(BEFORE, hoved=(*FACTS, *facts))


def _status(text: str) -> VersionState:
    return plus(FactState("status", "", (text,)))


def _approved(status: str, how: str) -> VersionState:
    return plus(FactState("status", "", (status,)), FactState("godkendelse", "Q", (how,)))


def _sections(*sections: SectionState) -> VersionState:
    return with_item(afsnit=sections)


def _files(*files: AttachmentState) -> VersionState:
    return with_item(bilag=files)


def _timed(slot: str) -> VersionState:
    return replace(BEFORE, punkter=tuple(replace(ITEM, id=one, nr=one, tid=slot) for one in "abc"))


def _public(**more: Any) -> VersionState:
    return replace(with_item(**more), alt=False)


def _grouped(*groups: str) -> VersionState:
    items = zip(BEFORE.punkter, groups, strict=True)
    return replace(BEFORE, punkter=tuple(replace(one, gruppe=group) for one, group in items))


BARE = replace(TEXT, overskrift="")
WRITTEN = plus(FactState("svarfrist", "Q", ("2026-06-01",)), FactState("aflyst", "", ("xq",)))
PUBLIC = replace(BEFORE, alt=False)
THIRD = replace(ITEM, id="c", nr="")

PAIRS: dict[str, tuple[VersionState, VersionState]] = {
    "moved": (BEFORE, with_fact("dato", "2026-06-08")),
    "time": (BEFORE, with_fact("tid", "11:00/")),
    "place": (BEFORE, with_fact("sted", "xq")),
    "place_gone": (BEFORE, with_fact("sted")),
    "link": (BEFORE, with_fact("moedelink", "xq")),
    "forum": (BEFORE, with_fact("forum", "xq")),
    "leader": (BEFORE, with_fact("moedeleder", "xq")),
    "leader_new": (with_fact("moedeleder"), BEFORE),
    "people": (BEFORE, with_fact("medlemmer", "qx", "x")),
    "people_order": (BEFORE, with_fact("medlemmer", "xq", "qx")),
    "line_moved": (BEFORE, replace(BEFORE, hoved=(*FACTS[:2], *FACTS[:1:-1]))),
    "deadline": (
        plus(FactState("svarfrist", "Q", ("2026-06-01",))),
        plus(FactState("svarfrist", "Q", ("2026-06-01T10:00",))),
    ),
    "cancelled": (BEFORE, plus(FactState("aflyst", "", ("xq",)))),
    "held": (plus(FactState("aflyst", "", ("xq",))), BEFORE),
    "cancelled_written": (plus(FactState("svarfrist", "Q", ("2026-06-01",))), WRITTEN),
    "held_written": (WRITTEN, plus(FactState("svarfrist", "Q", ("2026-06-01",)))),
    "status_new": (BEFORE, _status("xq")),
    "status": (_status("qx"), _status("xq")),
    "status_gone": (_status("qx"), BEFORE),
    "corrected": (BEFORE, plus(FactState("rettet", "Q", ("xq",)))),
    "correction_new": (BEFORE, _sections(TEXT, SectionState("Qxq", ("xq",), "c", "rettelse"))),
    "item_new": (BEFORE, replace(BEFORE, punkter=(*BEFORE.punkter, THIRD))),
    "item_gone": (BEFORE, replace(BEFORE, punkter=BEFORE.punkter[:1])),
    "item_after": (BEFORE, replace(BEFORE, punkter=BEFORE.punkter[::-1])),
    "item_first": (
        replace(BEFORE, punkter=(*BEFORE.punkter, THIRD)),
        replace(BEFORE, punkter=(THIRD, *BEFORE.punkter)),
    ),
    "number": (BEFORE, with_item(nr="3")),
    "number_new": (with_item(nr=""), BEFORE),
    "number_gone": (BEFORE, with_item(nr="")),
    "title": (BEFORE, with_item(titel="xq")),
    "title_alone": (with_item(nr=""), with_item(nr="", titel="xq")),
    "group": (BEFORE, with_item(gruppe="xq")),
    "group_gone": (with_item(gruppe="xq"), BEFORE),
    "group_title": (with_item(gruppe="xq"), with_item(gruppe="qx")),
    "level": (BEFORE, replace(BEFORE, punkter=(ITEM, replace(BEFORE.punkter[1], niveau=2)))),
    "level_up": (with_item(niveau=2), BEFORE),
    "group_new": (BEFORE, _grouped("xq", "xq")),
    "group_none": (_grouped("xq", "xq"), BEFORE),
    "group_left": (_grouped("xq", "xq"), _grouped("xq", "")),
    "joint": (BEFORE, plus(FactState("sammen_med", "", ("xq",)))),
    "joint_gone": (plus(FactState("sammen_med", "", ("xq",))), BEFORE),
    "joint_other": (
        plus(FactState("sammen_med", "", ("xq", "qx"))),
        plus(FactState("sammen_med", "", ("x", "qx"))),
    ),
    "joint_order": (
        plus(FactState("sammen_med", "", ("xq", "qx"))),
        plus(FactState("sammen_med", "", ("qx", "xq"))),
    ),
    "body": (
        plus(FactState("medlemmer/xq", "Q (xq)", ("x",))),
        plus(FactState("medlemmer/qx", "Q (qx)", ("x",))),
    ),
    "slot": (with_item(tid="10:00/10:30"), with_item(tid="11:00/")),
    "slot_new": (BEFORE, with_item(tid="11:00/")),
    "slot_gone": (with_item(tid="11:00/"), BEFORE),
    "slots": (_timed("10:00/"), _timed("11:00/11:30")),
    "slots_along": (
        _timed("10:00/"),
        replace(_timed("11:00/"), hoved=with_fact("tid", "11:00/13:00").hoved),
    ),
    "case": (with_item(sagsnr="qx"), with_item(sagsnr="xq")),
    "case_new": (BEFORE, with_item(sagsnr="xq")),
    "case_gone": (with_item(sagsnr="xq"), BEFORE),
    "kind": (with_item(slags="qx"), with_item(slags="xq")),
    "more": (with_item(andet="qx"), with_item(andet="xq")),
    "withdrawn": (BEFORE, with_item(status="udgaar")),
    "withdrawn_because": (BEFORE, with_item(status="udgaar", grund="xq")),
    "postponed": (BEFORE, with_item(status="udsat")),
    "postponed_because": (BEFORE, with_item(status="udsat", grund="xq")),
    "back": (with_item(status="udsat"), BEFORE),
    "reason": (
        with_item(status="udsat", grund="qx"),
        with_item(status="udsat", grund="xq"),
    ),
    "reason_gone": (with_item(status="udsat", grund="qx"), with_item(status="udsat")),
    "closed": (BEFORE, with_item(lukket="ja")),
    "closed_reason": (with_item(lukket="qx"), with_item(lukket="xq")),
    "closed_unsaid": (with_item(lukket="qx"), with_item(lukket="ja")),
    "closed_because": (BEFORE, with_item(lukket="xq")),
    "opened": (with_item(lukket="ja"), BEFORE),
    "left_out": (BEFORE, with_item(udeladt=True)),
    "put_back": (with_item(udeladt=True), BEFORE),
    "text": (BEFORE, _sections(replace(TEXT, tekst=("xq", "x")))),
    "text_new": (BEFORE, _sections(replace(TEXT, tekst=(*TEXT.tekst, "xq")))),
    "text_gone": (BEFORE, _sections(replace(TEXT, tekst=TEXT.tekst[:1]))),
    "text_moved": (BEFORE, _sections(replace(TEXT, tekst=TEXT.tekst[::-1]))),
    "text_moved_alone": (_sections(BARE), _sections(replace(BARE, tekst=BARE.tekst[::-1]))),
    "look": (BEFORE, _sections(replace(TEXT, udseende="b"))),
    "text_alone": (_sections(BARE), _sections(replace(BARE, tekst=("xq", "x")))),
    "text_new_alone": (_sections(BARE), _sections(replace(BARE, tekst=(*BARE.tekst, "xq")))),
    "text_gone_alone": (_sections(BARE), _sections(replace(BARE, tekst=BARE.tekst[:1]))),
    "look_alone": (_sections(BARE), _sections(replace(BARE, udseende="b"))),
    "section_new": (_sections(), BEFORE),
    "section_empty": (_sections(), _sections(replace(TEXT, tekst=()))),
    "section_gone": (BEFORE, _sections()),
    "section_alone_gone": (_sections(BARE), _sections()),
    "section_title": (BEFORE, _sections(replace(TEXT, overskrift="qx"))),
    "section_title_new": (_sections(BARE), BEFORE),
    "section_title_gone": (BEFORE, _sections(BARE)),
    "section_moved": (
        _sections(TEXT, replace(TEXT, overskrift="qx")),
        _sections(replace(TEXT, overskrift="qx"), TEXT),
    ),
    "section_alone_moved": (
        _sections(TEXT, replace(TEXT, overskrift="qx"), BARE),
        _sections(BARE, TEXT, replace(TEXT, overskrift="qx")),
    ),
    "section_closed": (
        _public(afsnit=(TEXT,)),
        _public(afsnit=(SectionState("Qx", ("xq",), slags="lukket"),)),
    ),
    "section_open": (
        _public(afsnit=(SectionState("Qx", ("xq",), slags="lukket"),)),
        _public(afsnit=(TEXT,)),
    ),
    "start": (replace(BEFORE, indledning=(BARE,)), replace(BEFORE, indledning=())),
    "end": (replace(BEFORE, slutning=(TEXT,)), replace(BEFORE, slutning=())),
    "file_new": (_files(), BEFORE),
    "file_gone": (BEFORE, _files()),
    "file_replaced": (BEFORE, _files(replace(FILE, sha256="bb"))),
    "file_there": (_files(replace(FILE, sha256="")), BEFORE),
    "file_missing": (BEFORE, _files(replace(FILE, sha256=""))),
    "file_address": (BEFORE, _files(replace(FILE, adresse="xq"))),
    "file_no_address": (_files(replace(FILE, adresse="xq")), BEFORE),
    "file_maker": (BEFORE, _files(replace(FILE, udarbejdet_af="xq"))),
    "file_no_maker": (_files(replace(FILE, udarbejdet_af="xq")), BEFORE),
    "file_title": (BEFORE, _files(replace(FILE, titel="xq"))),
    "file_number": (BEFORE, _files(replace(FILE, nr="Qx"))),
    "file_withdrawn": (BEFORE, _files(replace(FILE, udgaaet=True))),
    "file_back": (_files(replace(FILE, udgaaet=True)), BEFORE),
    "file_closed": (BEFORE, _files(replace(FILE, lukket="ja"))),
    "file_closed_because": (BEFORE, _files(replace(FILE, lukket="xq"))),
    "file_opened": (_files(replace(FILE, lukket="ja")), BEFORE),
    "file_reason": (_files(replace(FILE, lukket="qx")), _files(replace(FILE, lukket="xq"))),
    "file_moved": (
        _files(FILE, replace(FILE, nr="Q", titel="x", sha256="b")),
        _files(replace(FILE, nr="Q", titel="x", sha256="b"), FILE),
    ),
    "file_sent": (BEFORE, _files(replace(FILE, udsendes_med="qx"))),
}
"""Two states each, that differ in what the name says."""


_OLD = replace(
    PUBLIC,
    hoved=(FactState("gaester", "Q", ("hqx",)),),
    indledning=(replace(BARE, tekst=("hqx",)),),
    punkter=(
        replace(
            ITEM,
            titel="hqx",
            gruppe="hqx",
            andet="hqx",
            afsnit=(
                replace(TEXT, tekst=("hqx", "x")),
                replace(BARE, tekst=("hxq",)),
                replace(TEXT, overskrift="hqx", tekst=("xx", "xxx")),
                replace(BARE, tekst=("hxq",), slags="deltagelse"),
            ),
            bilag=(
                replace(FILE, titel="hqx"),
                replace(FILE, nr="Q", titel="hxq", sha256="c"),
                replace(FILE, nr="", titel="hxq", sha256="d"),
            ),
        ),
        replace(ITEM, id="b", nr="2", titel="hxq"),
        replace(ITEM, id="c", nr="", titel="hxq"),
    ),
)
_NEW = replace(
    PUBLIC,
    hoved=(FactState("gaester", "Q", ("qx",)),),
    indledning=(replace(BARE, tekst=("qx",)),),
    punkter=(
        replace(
            ITEM,
            andet="xq",
            afsnit=(
                replace(TEXT, tekst=("xq",)),
                replace(BARE, tekst=()),
                replace(BARE, tekst=("xx", "xxx")),
            ),
            bilag=(replace(FILE, sha256="aa"),),
        ),
    ),
)
_WHOLE = replace(BEFORE, punkter=(replace(ITEM, titel="hqx", bilag=(replace(FILE, titel="hxq"),)),))
WITHHELD: Changes = discreet(diff(_OLD, _NEW), _NEW, _WHOLE)
"""Changes to a state whose words of before are closed now."""
WITHHELD_AFTER = _NEW
CLOSED_ITEM: Changes = diff(PUBLIC, replace(with_item(lukket="ja", titel="Q"), alt=False))
CLOSED_FILE: Changes = diff(PUBLIC, replace(_files(replace(FILE, lukket="ja")), alt=False))
UNKNOWN = (Edit(Where.AFSNIT, How.TEKST, punkt="a", nr="1", titel="Qx"),)
"""What a checksum tells: that a text is another."""


def closed_section(book: Phrases) -> tuple[Changes, VersionState]:
    """A section was closed, and the public reads no heading of its own."""
    after = _public(afsnit=(SectionState(book.closed_section, ("xq",), slags="lukket"),))
    return diff(_public(afsnit=(TEXT,)), after), after


STANDS: dict[str, tuple[VersionState, VersionState]] = {
    "approved": (_status("Udkast"), _status("Godkendt")),
    "approved_how": (_status("Godkendt"), _approved("Godkendt", "Qx")),
    "for_approval": (_status("Udkast"), _status("Til godkendelse")),
    "for_approval_until": (_status("Udkast"), _approved("Til godkendelse", "Qx")),
    "draft_again": (_approved("Godkendt", "Qx"), _status("Udkast")),
}
"""How far a referat is, in the words of the Danish book."""
