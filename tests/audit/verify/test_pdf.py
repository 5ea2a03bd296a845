"""Finished PDFs: the good ones pass, and each rule catches a file altered to break it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.projects import built, make_project
from support.samples import LAYOUTS, SAMPLER, document_of, pdf_of

from handouts.audit.verify import Limits, verify_data, verify_file, verify_paper
from handouts.audit.verify.contrast import contrast
from handouts.audit.verify.limits import poor_alt
from handouts.core.problem import Problem
from handouts.document.document import Document
from handouts.document.text import Sign, Words


def rules(problems: list[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document_of(tmp_path_factory.mktemp("verify"), SAMPLER)


@pytest.fixture(scope="module")
def good(document: Document) -> bytes:
    return pdf_of(document)


def altered(data: bytes, alter: Callable[[Any], object]) -> bytes:
    """The file with its objects changed by hand."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        alter(pdf)
        pdf.save(out)
    return out.getvalue()


def content(old: str, new: str, count: int = 1) -> Callable[[Any], object]:
    """Changes the first page's operators; `old` is a regular expression."""

    def change(pdf: Any) -> None:
        page = pdf.pages[0]
        text = page.Contents.read_bytes().decode("latin-1")
        changed = re.sub(old, new, text, count=count)
        assert changed != text
        page.Contents = pdf.make_stream(changed.encode("latin-1"))

    return change


def elements(pdf: Any, kind: str) -> list[Any]:
    found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == f"/{kind}"]
    assert found
    return found


def parent_rows(pdf: Any) -> Any:
    return pdf.Root.StructTreeRoot.ParentTree.Nums


def swap_owners(pdf: Any) -> None:
    row = parent_rows(pdf)[1]
    row[0], row[1] = row[1], row[0]


def set_root(name: str, value: Any) -> Callable[[Any], object]:
    def change(pdf: Any) -> None:
        if value is None:
            del pdf.Root[name]
        else:
            pdf.Root[name] = value

    return change


def drop(kind: str, name: str) -> Callable[[Any], object]:
    def change(pdf: Any) -> None:
        for each in elements(pdf, kind):
            if name in each:
                del each[name]

    return change


def rename(kind: str, other: str) -> Callable[[Any], object]:
    def change(pdf: Any) -> None:
        for each in elements(pdf, kind):
            each.S = pikepdf.Name(f"/{other}")

    return change


def helvetica(pdf: Any) -> None:
    plain = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    fonts = pdf.pages[0].Resources.Font
    fonts["/Plain"] = plain
    content(r"/H1 ?(<<[^>]*>>) ?BDC", r"/H1 \1 BDC BT 1 0 0 1 60 60 Tm /Plain 12 Tf (Hello) Tj ET")(pdf)


def set_alt(words: str) -> Callable[[Any], object]:
    def change(pdf: Any) -> None:
        for each in elements(pdf, "Figure"):
            each.Alt = words

    return change


def without_identifiers(pdf: Any) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(xmp.replace(b"pdfuaid:part", b"pdfuaid:not").replace(b"pdfaid:part", b"pdfaid:not"))


def empty(pdf: Any) -> None:
    elements(pdf, "P")[0].K = pikepdf.Array([])


def no_title(pdf: Any) -> None:
    del pdf.trailer.Info["/Title"]


def no_tabs(pdf: Any) -> None:
    del pdf.pages[0]["/Tabs"]


def wrong_parent(pdf: Any) -> None:
    elements(pdf, "H1")[0].P = elements(pdf, "Table")[0]


def attach(pdf: Any) -> None:
    pdf.attachments["notes.txt"] = b"words"


# what is changed, and the rule that sees it
BROKEN: dict[str, tuple[Callable[[Any], object], str]] = {
    "a missing alt": (drop("Figure", "/Alt"), "missing-alt"),
    "an alt that is a file name": (set_alt("figure-1.png"), "poor-alt"),
    "an alt that says image of": (set_alt("Image of a leaf"), "poor-alt"),
    "a figure without its box": (drop("Figure", "/A"), "missing-bbox"),
    "a skipped level": (rename("H2", "H3"), "wrong-heading-level"),
    "a first heading that is no H1": (rename("H1", "H2"), "wrong-heading-level"),
    "no heading": (lambda pdf: [rename(kind, "P")(pdf) for kind in ("H1", "H2", "H3")], "missing-heading"),
    "helvetica": (helvetica, "missing-font"),
    "a missing glyph": (content(r"Tf <(..)", r"Tf <00"), "missing-glyph"),
    "a wrong ParentTree entry": (swap_owners, "broken-parent-tree"),
    "no ParentTree": (lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/ParentTree"), "broken-parent-tree"),
    "text in no element": (content(r"/H1 ?<<[^>]*>> ?BDC", "/Span BMC"), "untagged-text"),
    "content in two places": (content(r"/MCID 1>>", "/MCID 0>>"), "duplicate-marked-content"),
    "content that no element holds": (content(r"/MCID 0>>", "/MCID 77>>"), "stray-marked-content"),
    "content that no page has": (content(r"/MCID 0>>", "/MCID 77>>"), "missing-marked-content"),
    "an empty element": (empty, "empty-element"),
    "a wrong parent": (wrong_parent, "wrong-parent"),
    "a row out of its table": (rename("Table", "Div"), "misplaced-element"),
    "a table without header cells": (rename("TH", "TD"), "missing-table-header"),
    "a header cell without scope": (drop("TH", "/A"), "missing-scope"),
    "a link without words": (
        lambda pdf: [n.__delitem__("/Contents") for p in pdf.pages for n in p.get("/Annots", [])],
        "poor-link-text",
    ),
    "a link in no element": (rename("Link", "P"), "untagged-link"),
    "no language": (set_root("/Lang", None), "missing-language"),
    "no mark info": (set_root("/MarkInfo", None), "untagged-file"),
    "no tree": (set_root("/StructTreeRoot", None), "untagged-file"),
    "the file name in the window": (set_root("/ViewerPreferences", None), "hidden-title"),
    "no identifier of PDF/UA": (without_identifiers, "missing-pdfua"),
    "no identifier of PDF/A": (without_identifiers, "missing-pdfa"),
    "no output intent": (set_root("/OutputIntents", None), "missing-output-intent"),
    "no title": (no_title, "missing-title"),
    "no tab order": (no_tabs, "wrong-tab-order"),
    "an attachment": (attach, "stray-attachment"),
    "text off the page": (content(r"(/H1[^\n]*\n[^\n]*1 0 0 1) [\d.]+ ", r"\1 580 "), "overflowing-text"),
    "text near the edge": (content(r"(/H1[^\n]*\n[^\n]*1 0 0 1) [\d.]+ ", r"\1 10 "), "tight-edge"),
    "small type": (content(r"(/H1[^\n]*\n[^\n]* )[\d.]+ Tf", r"\g<1>6 Tf"), "small-type"),
    "pale type": (content(r"(/H1[^\n]*\n[^\n]*?BT )[\d. ]+ rg", r"\1 0.8 0.8 0.8 rg"), "low-contrast"),
    "type on a ground of its colour": (
        content(r"(/H1)", r"/Artifact BMC q 0.1 0.3 0.4 rg 0 600 595 240 re f Q EMC \1"),
        "low-contrast",
    ),
    "two texts on each other": (
        content(r"(/H1[^\n]*\n)([^\n]*)\n", r"\1\2\n1 0 0 1 9 3 cm \2\n1 0 0 1 -9 -3 cm\n"),
        "overlapping-text",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_we_write_breaks_no_rule(document: Document, layout: str) -> None:
    assert [str(problem) for problem in verify_data(pdf_of(document, layout), "x.pdf")] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_caught(good: bytes, name: str) -> None:
    alter, rule = BROKEN[name]
    assert rule in rules(verify_data(altered(good, alter), "x.pdf"))


def test_a_copy_that_nothing_broke_stays_good(good: bytes) -> None:
    assert verify_data(altered(good, lambda _: None), "x.pdf") == []


def test_prose_turned_into_an_artifact_is_seen(good: bytes, document: Document) -> None:
    """Where its element is gone too, the words can only be missed against the document or by their place."""

    def hide(pdf: Any) -> None:
        page = pdf.pages[0]
        text = page.Contents.read_bytes().decode("latin-1")
        whole = re.sub(r"(\nBT[^\n]*ET)", r"\nEMC /Artifact BMC\1 EMC /Artifact BMC", text)
        page.Contents = pdf.make_stream(whole.encode("latin-1"))

    hidden = altered(good, hide)
    assert "missing-text" in compared(hidden, document)


def test_a_paragraph_among_content_that_is_marked_as_decoration_is_seen(good: bytes) -> None:
    words = "Eight words stand here and nobody hears any of them"

    def add(pdf: Any) -> None:
        plain = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].Resources.Font["/Plain"] = plain
        shown = f"/Artifact BMC BT 1 0 0 1 60 600 Tm /Plain 12 Tf ({words}) Tj ET EMC"
        text = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(text + shown.encode())

    assert "stray-artifact" in rules(verify_data(altered(good, add), "x.pdf"))


# --- against the document -------------------------------------------------------------------------


def compared(data: bytes, document: Document) -> set[str]:
    return rules(verify_paper(data, "x.pdf", document, Limits()))


def test_a_file_says_what_its_document_says(good: bytes, document: Document) -> None:
    assert compared(good, document) == set()


def test_words_that_are_gone_are_missed(good: bytes, document: Document) -> None:
    assert "missing-text" in compared(altered(good, content(r"/H1 ?<<[^>]*>> ?BDC", "/Artifact BMC")), document)


def test_elements_in_another_order_are_seen(good: bytes, document: Document) -> None:
    def turn(pdf: Any) -> None:
        root = pdf.Root.StructTreeRoot.K
        root = root[0] if isinstance(root, pikepdf.Array) else root
        while len(root.K) < 3:
            root = root.K[0]
        root.K = pikepdf.Array(list(reversed(list(root.K))))

    assert "wrong-order" in compared(altered(good, turn), document)


def test_words_that_are_read_twice_are_seen(good: bytes, document: Document) -> None:
    def twice(pdf: Any) -> None:
        for each in elements(pdf, "P"):
            kids = list(each.K) if isinstance(each.K, pikepdf.Array) else [each.K]
            each.K = pikepdf.Array([*kids, *kids])

    assert "duplicate-text" in compared(altered(good, twice), document)


def test_a_figure_with_other_words_is_seen(good: bytes, document: Document) -> None:
    assert "missing-alt" in compared(altered(good, set_alt("Something else altogether")), document)


# --- QR codes -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def with_code(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = make_project(tmp_path_factory.mktemp("qr"), {"leaflets/small.yaml": SAMPLER})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handouts.checks.CLINICAL", ())
        assert not [problem for problem in built(root, clinic="mill").problems if problem.severity == "error"]
    return (root / "build/mill/leaflets/small.en.a4.pdf").read_bytes()


def last_page(old: str, new: str, count: int = 0) -> Callable[[Any], object]:
    def change(pdf: Any) -> None:
        for page in pdf.pages:
            text = page.Contents.read_bytes().decode("latin-1")
            page.Contents = pdf.make_stream(re.sub(old, new, text, count=count).encode("latin-1"))

    return change


def test_the_code_of_a_leaflet_is_read(with_code: bytes) -> None:
    from handouts.audit.readers.bounds import Budget
    from handouts.audit.readers.pdf.file import read_pdf
    from handouts.audit.verify.qr import codes

    found = [code for page in read_pdf(with_code, Budget()).pages for code in codes(page.painted.fills)]
    said = [code.says for code in found]
    assert [re.sub("c=[0-9a-f]{8}$", "c=", str(each)) for each in said] == ["https://mill.example/?d=small&v=1.0&c="]
    assert verify_data(with_code, "x.pdf") == []


def test_a_code_that_is_too_small_is_seen(with_code: bytes) -> None:
    def shrink(pdf: Any) -> None:
        for page in pdf.pages:
            text = page.Contents.read_bytes()
            page.Contents = pdf.make_stream(b"0.4 0 0 0.4 100 100 cm\n" + text)

    assert "small-qr" in rules(verify_data(altered(with_code, shrink), "x.pdf"))


def test_a_code_that_cannot_be_read_is_seen(with_code: bytes) -> None:
    box = re.compile(rb"[\d.]+ [\d.]+ [\d.]+ ([\d.]+) re ")

    def smear(pdf: Any) -> None:
        for page in pdf.pages:
            text = page.Contents.read_bytes()
            bars = [found for found in box.finditer(text) if float(found[1]) < 3]
            if len(bars) > 100:
                for found in bars[40:90]:
                    text = text.replace(found[0], b"", 1)
                page.Contents = pdf.make_stream(text)

    assert "unreadable-qr" in rules(verify_data(altered(with_code, smear), "x.pdf"))


# --- files that are not what they should be -------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "unknown-format"),
        (b"just words\n", "unknown-format"),
        (b"%PDF-1.7\nnothing more", "unreadable-file"),
        (b"PK\x03\x04nothing more", "unreadable-file"),
    ],
)
def test_what_is_no_document_is_said_to_be_none(data: bytes, rule: str) -> None:
    assert rules(verify_data(data, "x")) == {rule}


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_is_damaged(good: bytes, share: float) -> None:
    assert {"broken-file", "unreadable-file"} & rules(verify_data(good[: int(len(good) * share)], "x.pdf"))


def test_a_file_with_a_password_says_so(good: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(good)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert rules(verify_data(out.getvalue(), "x.pdf")) == {"encrypted-file"}


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    assert rules(verify_file(tmp_path)) == {"unreadable-file"}


def test_a_page_of_another_program_is_read() -> None:
    """A form, a picture, inline data, an unembedded font, arrays and escapes: no traceback, and the faults are seen."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    plain = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    form = pdf.make_stream(b"BT /F 12 Tf 100 700 Td (in a form) Tj ET", Subtype=pikepdf.Name.Form)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=plain), XObject=pikepdf.Dictionary(X=form))
    page.Contents = pdf.make_stream(
        b"q 1 0 0 1 0 0 cm /X Do Q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI "
        b"BT /F 10 Tf 12 TL 100 600 Td [(A\\)b\\101) -300 (c)] TJ T* (next) ' 0 0 1 rg (blue) Tj ET /Nothing gs"
    )
    out = BytesIO()
    pdf.save(out)
    found = rules(verify_data(out.getvalue(), "x.pdf"))
    assert {"untagged-file", "missing-font", "missing-language", "missing-title", "missing-pdfua"} <= found


def test_the_numbers_of_contrast() -> None:
    assert contrast((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)) == pytest.approx(21)
    assert contrast((1.0, 1.0, 1.0), (1.0, 1.0, 1.0)) == pytest.approx(1)
    assert contrast((0.4667, 0.4667, 0.4667), (1.0, 1.0, 1.0)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("words", "caption", "wrong"),
    [
        ("photo_12.JPG", "", True),
        ("Image of a bone", "", True),
        ("Two bars", "Two bars", True),
        ("", "", True),
        ("Images of bone take 10 minutes", "", False),
        ("Two bars: 4 and 17 of 1,000", "Bleeding", False),
    ],
)
def test_what_makes_alt_text_poor(words: str, caption: str, wrong: bool) -> None:
    assert (poor_alt(words, caption) is not None) is wrong


# --- the command and the build --------------------------------------------------------------------


def test_the_command_lists_what_is_wrong(good: bytes, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from handouts.cli import main

    fine, bad = tmp_path / "fine.pdf", tmp_path / "bad.pdf"
    fine.write_bytes(good)
    bad.write_bytes(altered(good, drop("Figure", "/Alt")))
    passed = CliRunner().invoke(main, ["verify", str(fine)])
    assert (passed.exit_code, passed.stdout) == (0, "")
    failed = CliRunner().invoke(main, ["verify", str(fine), str(bad)])
    assert failed.exit_code == 1
    assert all(line.startswith(f"{bad}:") and line.endswith("[missing-alt]") for line in failed.stdout.splitlines())
    data = CliRunner().invoke(main, ["verify", str(bad), "--format", "json"])
    assert '"rule": "missing-alt"' in data.stdout
    assert CliRunner().invoke(main, ["verify", str(tmp_path / "none.pdf")]).exit_code == 2


def test_a_file_that_fails_is_withheld(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import handouts.render.paper.pdf

    root = make_project(tmp_path, {"leaflets/small.yaml": SAMPLER})
    built(root)
    path = root / "build/leaflets/small.en.a4.pdf"
    before = path.read_bytes()
    write = handouts.render.paper.pdf.write_leaflet
    monkeypatch.setattr(
        handouts.render.paper.pdf, "write_leaflet", lambda *facts: altered(write(*facts), drop("Figure", "/Alt"))
    )
    again = built(root, anew=True)
    assert "missing-alt" in rules(list(again.problems))
    assert not path.exists()
    assert (root / "build/withheld/leaflets/small.en.a4.pdf").read_bytes() == before


def test_a_sign_inside_a_text_parts_its_words(tmp_path: Path) -> None:
    """What is read of a sign stands between the words, as a line to write on does."""
    small = document_of(tmp_path, SAMPLER)
    words = (Words("Decide:"), Sign("box"), Words(" yes "), Sign("box"), Words(" no"))
    lead = replace(small.title, id="small/message", text=words)
    assert verify_paper(pdf_of(replace(small, lead=lead)), "a.pdf", replace(small, lead=lead), Limits()) == []
    other = replace(lead, text=(Words("Decide:"), Sign("box"), Words(" never")))
    missed = verify_paper(pdf_of(replace(small, lead=lead)), "a.pdf", replace(small, lead=other), Limits())
    assert rules(missed) == {"missing-text"}
