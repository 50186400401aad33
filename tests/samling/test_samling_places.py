"""Links, bookmarks and page labels lead to the same places in the whole as in the files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from pdf_parts import Made
from samling import FROM, TO, Kind, Label, Part, Told, join

X = Made("x").bytes()


def joined(tmp_path: Path, *parts: Part) -> tuple[Any, list[Told]]:
    made = join(parts, tmp_path / "whole.pdf", title="Det hele", language="da")
    return pikepdf.open(tmp_path / "whole.pdf"), list(made.told)


def page_of(whole: Any, destination: Any) -> int:
    return [page.obj.objgen for page in whole.pages].index(destination[0].objgen)


def test_a_link_forward_and_one_by_name_lead_to_their_pages(tmp_path: Path) -> None:
    made = Made("et", "to", "tre")
    made.link(0, Dest=Array([made.pdf.pages[2].obj, Name.XYZ, 10, 20, None]))
    made.link(2, A=Dictionary(S=Name.GoTo, D=String("to")))
    made.link(1, A=Dictionary(S=Name.GoTo, D=Name.gammel))
    names = Array([String("to"), Dictionary(D=Array([made.pdf.pages[1].obj, Name.FitH, 5]))])
    made.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))
    made.pdf.Root.Dests = Dictionary(gammel=Array([made.pdf.pages[0].obj, Name.Fit]))
    whole, told = joined(tmp_path, Part("før", Made("x", "y").bytes()), Part("a", made.bytes()))
    pages = whole.pages
    assert page_of(whole, pages[2].obj.Annots[0].Dest) == 4
    assert list(pages[2].obj.Annots[0].Dest)[1:] == [Name.XYZ, 10, 20, None]
    assert page_of(whole, pages[4].obj.Annots[0].Dest) == 3
    assert page_of(whole, pages[3].obj.Annots[0].Dest) == 2
    assert not [one for one in told if one.kind is Kind.LOST_LINK]


def test_a_link_that_leads_nowhere_is_told_of(tmp_path: Path) -> None:
    made = Made("et")
    made.link(0, A=Dictionary(S=Name.GoTo, D=String("mangler")))
    made.link(0, A=Dictionary(S=Name.URI, URI=String(f"{TO}mangler")))
    _, told = joined(tmp_path, Part("a", made.bytes()))
    lost = [one for one in told if one.kind is Kind.LOST_LINK]
    assert [(one.page, one.name) for one in lost] == [(1, ""), (None, f"{TO}mangler")]


def test_links_lead_from_one_part_to_another_and_back(tmp_path: Path) -> None:
    agenda, cover = Made("dagsorden", "side 2"), Made("forside")
    agenda.link(1, A=Dictionary(S=Name.URI, URI=String(f"{TO}3-2")))
    agenda.link(1, A=Dictionary(S=Name.URI, URI=String("https://example.org/")))
    cover.link(0, A=Dictionary(S=Name.URI, URI=String(f"{FROM}3-2")))
    attachment = Part("bilag", Made("bilaget").bytes())
    whole, told = joined(
        tmp_path,
        Part("dagsorden", agenda.bytes()),
        Part("forside", cover.bytes(), key="3-2", parts=[attachment]),
    )
    there, web = whole.pages[1].obj.Annots
    (back,) = whole.pages[2].obj.Annots
    assert page_of(whole, there.Dest) == 2
    assert page_of(whole, back.Dest) == 1
    assert [float(n) for n in list(back.Dest)[3:4]] == [724.0]
    assert web.A.URI == "https://example.org/"
    assert not [one for one in told if one.kind is Kind.LOST_LINK]


def test_bookmarks_of_a_file_stand_in_that_of_its_part(tmp_path: Path) -> None:
    made = Made("et", "to")
    with made.pdf.open_outline() as outline:
        chapter = OutlineItem("Kapitel", 0)
        chapter.children.append(OutlineItem("Afsnit", 1))
        outline.root.append(chapter)
    inner = Part("fil", made.bytes(), bookmarked=False)
    parts = [
        Part("Dagsorden", Made("x").bytes()),
        Part("Bilag 1", Made("y").bytes(), parts=[inner]),
    ]
    whole, _ = joined(tmp_path, *parts)
    with whole.open_outline() as outline:
        agenda, attachment = outline.root
        assert (agenda.title, attachment.title) == ("Dagsorden", "Bilag 1")
        (chapter,) = attachment.children
        assert (chapter.title, [one.title for one in chapter.children]) == ("Kapitel", ["Afsnit"])
        assert page_of(whole, attachment.destination) == 1
        assert page_of(whole, chapter.destination) == 2
        assert page_of(whole, chapter.children[0].destination) == 3
    assert not whole.check_pdf_syntax()


def test_bookmarks_that_lead_round_in_a_ring_end(tmp_path: Path) -> None:
    made = Made("et")
    item = made.pdf.make_indirect(Dictionary(Title=String("a")))
    item.Next, item.First, item.Dest = item, item, Array([made.pdf.pages[0].obj, Name.Fit])
    made.pdf.Root.Outlines = Dictionary(First=item, Last=item, Count=1)
    whole, _ = joined(tmp_path, Part("a", made.bytes()))
    with whole.open_outline() as outline:
        assert [one.title for one in outline.root[0].children] == ["a"]


def test_pages_are_called_as_their_parts_say(tmp_path: Path) -> None:
    whole, _ = joined(
        tmp_path,
        Part("a", Made("x", "y").bytes()),
        Part("b", Made("z").bytes(), label=Label("3-2", counted=False)),
        Part("c", Made("z", "z").bytes(), label=Label("3-2 s. ")),
    )
    assert [page.label for page in whole.pages] == ["1", "2", "3-2", "3-2 s. 1", "3-2 s. 2"]


def test_a_bookmark_hangs_under_that_of_another_file(tmp_path: Path) -> None:
    agenda = Made("side")
    with agenda.pdf.open_outline() as outline:
        for _ in range(2):
            group = OutlineItem("Gruppe", 0)
            group.children += [OutlineItem("Punkt 1", 0), OutlineItem("Punkt 1", 0)]
            outline.root.append(group)
    path = (("Gruppe", 1), ("Punkt 1", 1))
    whole, _ = joined(
        tmp_path,
        Part("dagsorden", agenda.bytes(), bookmarked=False),
        Part("punkt", bookmarked=False, under=path, parts=[Part("bilag", Made("x").bytes())]),
        Part("uden", Made("x").bytes(), under=(("Gruppe", 2),)),
    )
    with whole.open_outline() as outline:
        first, second, last = outline.root
        assert [one.title for one in outline.root] == ["Gruppe", "Gruppe", "uden"]
        assert not any(one.children for one in (*first.children, second.children[0], last))
        assert [one.title for one in second.children[1].children] == ["bilag"]
        assert page_of(whole, second.children[1].children[0].destination) == 1


def test_what_a_bookmark_says_twice_is_said_once(tmp_path: Path) -> None:
    def file(*titles: str) -> bytes:
        made = Made("x")
        with made.pdf.open_outline() as outline:
            outline.root += [OutlineItem(title, 0) for title in titles]
            outline.root[0].children.append(OutlineItem("Indledning", 0))
        return made.bytes()

    files = {"kort": file("KORT "), "plan": file("plan", "mere"), "vej": file("andet")}
    parts = [
        Part(f"Bilag: {name}", open=True, parts=[Part(name, data, bookmarked=False)])
        for name, data in files.items()
    ]
    whole, _ = joined(tmp_path, *parts)
    with whole.open_outline() as outline:
        found = [[one.title for one in top.children] for top in outline.root]
        assert not any(top.is_closed for top in outline.root)
    assert found == [["Indledning"], ["plan", "mere"], ["andet"]]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_part_that_holds_nothing_leads_nowhere(tmp_path: Path, at: int) -> None:
    made = Made("x")
    made.link(0, A=Dictionary(S=Name.URI, URI=String(f"{TO}empty")))
    parts = [Part("a", made.bytes()), Part("b", Made("y").bytes())]
    parts.insert(at, Part("Section", parts=[Part("Inside", key="empty")]))
    found = join(parts, tmp_path / "w.pdf", title="t", language="da")
    assert [one.name for one in found.told if one.kind is Kind.LOST_LINK] == [f"{TO}empty"]
    with pikepdf.open(tmp_path / "w.pdf") as whole, whole.open_outline() as outline:
        titles = [one.title for one in outline.root if one.destination is not None]
        assert titles == ["a", "b"]
        assert [one.title for one in outline.root[at].children] == ["Inside"]


@pytest.mark.parametrize(
    ("parts", "stamps", "why"),
    [
        ([], 0, "no part has a file"),
        ([Part("Section")], 0, "no part has a file"),
        ([Part("a", X, key="1"), Part("b", X, key="1")], 0, "the key '1'"),
        ([Part("a", X, key="1", parts=[Part("b", key="1")])], 0, "the key '1'"),
        ([Part("a", X, stamped_from=-1)], 3, "a: there is no stamp -1"),
        ([Part("a", X, stamped_from=0)], 0, "a: there is no stamp 0"),
        ([Part("a", X), Part("b", X, stamped_from=3)], 3, "b: there are too few stamps"),
    ],
    ids=["nothing", "no-file", "key-twice", "key-inside", "before-first", "no-stamps", "too-few"],
)
def test_parts_that_make_no_whole_are_an_error_of_the_caller(
    tmp_path: Path, parts: list[Part], stamps: int, why: str
) -> None:
    small = Made(*["s"] * stamps).bytes() if stamps else None
    with pytest.raises(ValueError, match=re.escape(why)):
        join(parts, tmp_path / "w.pdf", title="t", language="da", stamps=small)
    assert list(tmp_path.iterdir()) == []


def test_a_key_may_be_written_as_addresses_are(tmp_path: Path) -> None:
    made = Made("x", "y")
    made.link(0, A=Dictionary(S=Name.URI, URI=String(f"{TO}Bilag%20%C3%A6")))
    made.link(1, A=Dictionary(S=Name.URI, URI=String(f"{TO}Bilag æ")))
    back = Made("z")
    back.link(0, A=Dictionary(S=Name.URI, URI=String(f"{FROM}Bilag æ")))
    whole, told = joined(tmp_path, Part("a", made.bytes()), Part("b", back.bytes(), key="Bilag æ"))
    assert [page_of(whole, page.obj.Annots[0].Dest) for page in whole.pages] == [2, 2, 0]
    assert Kind.LOST_LINK not in [one.kind for one in told]


def test_a_bookmark_to_the_next_page_is_told_of(tmp_path: Path) -> None:
    made = Made("x", "y")
    item = made.pdf.make_indirect(Dictionary(Title=String("Videre")))
    item.A = Dictionary(S=Name.Named, N=Name.NextPage)
    made.pdf.Root.Outlines = made.pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
    _, told = joined(tmp_path, Part("a", made.bytes()))
    assert [one.name for one in told if one.kind is Kind.LOST_LINK] == ["Videre"]
