"""Whatever a file holds, it is joined or refused: no other error, no ring, no flood."""

from __future__ import annotations

import io
import random
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from stress_set import MADE

from pdf_parts import Made
from samling import Part, Reason, Refused, join, survey, values

GOOD = Part("good", Made("x").bytes())


def outcome(data: bytes, out: Path) -> str:
    """``joined`` where a file came of it that can be opened, otherwise why not."""
    part = Part("a", data, headings_below=1, stamped_from=0)
    try:
        survey(part)
        made = join([GOOD, part], out, title="t", language="da", stamps=Made(*["s"] * 9).bytes())
    except Refused as refused:
        return refused.reason.name
    with pikepdf.open(out) as whole:
        assert len(whole.pages) == made.pages
    return "joined"


def edited(data: bytes, chance: random.Random) -> bytes:
    """With some of its values gone, or others than they may be."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        held = [one for one in pdf.objects if isinstance(one, (Array, Dictionary, Stream))]
        for _ in range(chance.randint(1, 5)):
            _edit(pdf, chance.choice([*held, pdf.Root]), chance.choice(held), chance)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
        return out.getvalue()


def _edit(pdf: Pdf, holder: Any, other: Object, chance: random.Random) -> None:
    wrong: list[Any] = [-1, 10**9, Decimal("1.5"), True, Name("/A B"), String(b"\xfe\xff\xd8")]
    wrong += [Array(), Dictionary(), Array([1, other]), other, pdf.make_stream(b"0 0 m q BT (")]
    value = chance.choice(wrong)
    if isinstance(holder, Array):
        holder.append(value)
    elif keys := [key for key in holder.keys() if key not in ("/Length", "/Filter")]:  # noqa: SIM118
        key = chance.choice(sorted(keys))
        if chance.random() < 0.3:
            del holder[key]
        else:
            holder[key] = value


def with_noise(data: bytes, chance: random.Random) -> bytes:
    """With some of its bytes gone, or others than they were."""
    noisy = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(noisy))
        noisy[at : at + chance.choice((0, 1, 90))] = chance.randbytes(chance.choice((0, 1, 5)))
    return bytes(noisy)


@pytest.mark.slow
@pytest.mark.parametrize("maker", ["writer", "typst", "chromium", "impress"])
def test_a_file_that_is_wrong_anywhere_is_joined_or_refused(maker: str, tmp_path: Path) -> None:
    """A small part of the many rounds that were run when this was written."""
    data = (MADE / f"{maker}.pdf").read_bytes()
    came = set()
    for seed in range(24):
        chance = random.Random(seed)
        spoilt = with_noise if seed % 4 == 3 else edited
        came.add(outcome(spoilt(data, chance), tmp_path / "w.pdf"))
    assert "joined" in came


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "NO_PDF", id="empty"),
        pytest.param(b"%PDF-1.7\n", "NO_PDF", id="head"),
        pytest.param(Made("x").bytes()[:200], "NO_PDF", id="cut"),
        pytest.param(Made().bytes(), "NO_PAGES", id="no-pages"),
    ],
)
def test_what_is_no_file_with_pages_is_refused(data: bytes, reason: str, tmp_path: Path) -> None:
    assert outcome(data, tmp_path / "w.pdf") == reason


def test_a_stream_that_is_a_bomb_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samling.opening.MOST_UNPACKED", 1_000_000)
    made = Made("x")
    page = made.pdf.pages[0].obj
    page.Contents = Stream(made.pdf, zlib.compress(b" " * 2_000_000))
    page.Contents.Filter = Name.FlateDecode
    before = pikepdf.settings.get_qpdf_limits()
    assert outcome(made.bytes(), tmp_path / "w.pdf") == "TOO_LARGE"
    assert pikepdf.settings.get_qpdf_limits() == before
    assert values.MOST_UNPACKED > 1_000_000


@pytest.mark.parametrize(("deep", "came"), [(500, "joined"), (20_000, "TOO_DEEP")])
def test_a_tree_is_copied_only_as_deep_as_is_safe(deep: int, came: str, tmp_path: Path) -> None:
    made = Made()
    above = made.tag(("P", "x")).K[0]
    for _ in range(deep):
        below = Dictionary(Type=Name.StructElem, S=Name.Div, P=above, K=Array())
        above.K.append(made.pdf.make_indirect(below))
        above = above.K[-1]
    assert outcome(made.bytes(), tmp_path / "w.pdf") == came


def test_forms_may_stand_deep_in_each_other(tmp_path: Path) -> None:
    made = Made()
    made.tag(("P", "x"))
    page = made.pdf.pages[0].obj
    form = None
    for _ in range(990):
        inside = Dictionary() if form is None else Dictionary(A=form)
        form = made.pdf.make_stream(b"0 0 5 5 re f /A Do", Type=Name.XObject, Subtype=Name.Form)
        form.BBox, form.Resources = Array([0, 0, 9, 9]), Dictionary(XObject=inside)
    page.Resources.XObject = Dictionary(A=form)
    page.Contents = made.pdf.make_stream(b"/A Do")
    assert outcome(made.bytes(), tmp_path / "w.pdf") == "joined"


def test_bookmarks_may_stand_deep(tmp_path: Path) -> None:
    made = Made("x")
    root = above = made.pdf.make_indirect(Dictionary())
    for number in range(3_000):
        item = made.pdf.make_indirect(Dictionary(Title=String(str(number)), Parent=above))
        above.First = above.Last = item
        above = item
    made.pdf.Root.Outlines = root
    assert outcome(made.bytes(), tmp_path / "w.pdf") == "joined"


def test_a_form_that_adobes_program_draws_is_refused(tmp_path: Path) -> None:
    made = Made("Please wait")
    made.pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=String("<xdp/>"))
    with pytest.raises(Refused) as refused:
        join([Part("a", made.bytes())], tmp_path / "w.pdf", title="t", language="da")
    assert refused.value.reason is Reason.NO_FIXED_PAGES
