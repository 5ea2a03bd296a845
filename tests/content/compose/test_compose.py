"""Content lowered to the document that one reader sees, as plain values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from support.projects import CLAIMS, CLINIC, LEAFLET, deck, leaflet, make_project
from support.units import unit_named

from handouts.content.compose import compose, review_due
from handouts.content.compose.texts import curly
from handouts.content.project import Project, read_content
from handouts.content.translation import Translation
from handouts.core.problem import Mark, Problem
from handouts.core.quantity import Interval, Measured, Number, Range
from handouts.document.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    Column,
    Entry,
    Fact,
    Facts,
    Field,
    Fields,
    Gate,
    Gates,
    Group,
    Paragraph,
    References,
    Row,
    Table,
)
from handouts.document.digest import canonical, content_digest
from handouts.document.document import Document, Reads
from handouts.document.text import (
    Blank,
    Citation,
    Contact,
    Inline,
    Link,
    Lowered,
    Raised,
    Strong,
    Unit,
    Value,
    Words,
    inlines,
    plain,
)
from handouts.document.walk import units

NOWHERE = Mark("")


def composed(folder: Path, text: str | None = None, clinic: str | None = None, **files: str) -> Document:
    changed = {f"{name}.yaml": content for name, content in files.items()}
    root = make_project(folder, {**({"leaflets/small.yaml": text} if text else {}), **changed})
    return document_of(root, "small", clinic)


def document_of(root: Path, name: str, clinic: str | None = None) -> Document:
    log: list[Problem] = []
    content = read_content(Project(root), (name,), clinic, log)
    assert log == []
    formatted = {"paper_2012": "Holbrook A. A careful paper. Chest. 2012."}
    return compose(content.drafts[0], content.library, Translation("en"), content.clinic, formatted)


def unmarked(node: object) -> object:
    """The same value with all marks alike."""
    match node:
        case Mark():
            return NOWHERE
        case tuple():
            return tuple(map(unmarked, node))
        case _ if hasattr(node, "__dataclass_fields__") and not isinstance(node, Value):
            return type(node)(*(unmarked(getattr(node, name)) for name in node.__dataclass_fields__))
    return node


def blocks(folder: Path, text: str, clinic: str | None = None) -> tuple[Block, ...]:
    return unmarked(composed(folder, leaflet(text), clinic).sections[0].blocks)  # type: ignore[return-value]


def unit(name: str, *text: Inline | str) -> Unit:
    words = tuple(Words(part) if isinstance(part, str) else part for part in text)
    return Unit(f"small/one/{name}", words, NOWHERE, "en")


DAYS = Measured(Range(Decimal(3), Decimal(7), unit_named("day")), "test", "adults", "timing")
WINDOW = Value("claim", "dose.window", None, None, DAYS, "3–7\u00a0days")


def test_running_text_keeps_its_markup_and_its_values(tmp_path: Path) -> None:
    text = '- id: a\n  text: "**Ca^2+^** in CO~2~ [here](tel:9): {{ dose.window }}[@paper_2012]"'
    assert blocks(tmp_path, text) == (
        Paragraph(
            unit(
                "a",
                Strong((Words("Ca"), Raised((Words("2+"),)))),
                " in CO",
                Lowered((Words("2"),)),
                " ",
                Link((Words("here"),), "tel:9"),
                ": ",
                WINDOW,
                Citation("paper_2012"),
            )
        ),
    )


def test_lists_boxes_and_cards(tmp_path: Path) -> None:
    text = """\
- id: a
  steps: {one: First, two: Second}
- id: b
  emergency: {title: Call, text: Now, items: {x: Blood}}
- id: c
  do: {eat: {title: Eat, text: Greens}}
- id: d
  facts: {k1: {label: K1, text: Leaves}}
- id: e
  gates: {kidney: {ask: Kidney disease?, stop: Ask us}}
"""
    assert blocks(tmp_path, text) == (
        Bullets("small/one/a", (unit("a/one", "First"), unit("a/two", "Second")), "number"),
        Callout(
            "small/one/b",
            "emergency",
            unit("b/title", "Call"),
            (Bullets("small/one/b/items", (unit("b/x", "Blood"),)), Paragraph(unit("b/text", "Now"))),
        ),
        Cards(
            "small/one/c",
            "do",
            (Card("small/one/c/eat", unit("c/eat/title", "Eat"), (Paragraph(unit("c/eat/text", "Greens")),)),),
        ),
        Facts("small/one/d", (Fact("k1", unit("d/k1/label", "K1"), unit("d/k1/text", "Leaves")),)),
        Gates(
            "small/one/e",
            (Gate("small/one/e/kidney", unit("e/kidney/ask", "Kidney disease?"), unit("e/kidney/stop", "Ask us")),),
        ),
    )


def test_a_value_in_a_column_of_its_unit_prints_without_it(tmp_path: Path) -> None:
    text = """\
- id: a
  table:
    columns: {food: Food, k1: {head: K1 in µg, kind: number, unit: ug}}
    rows:
      kale: [Kale, "{{ food/kale:k1_ug }}"]
"""
    amount = Measured(Number(Decimal(247), unit_named("ug")), "Kale", "Kale, 1 cup", "content")
    value = Value("food", "kale", "k1_ug", "value", amount, "247")
    columns = (
        Column("small/one/a/food", unit("a/columns/food", "Food")),
        Column("small/one/a/k1", unit("a/columns/k1", "K1 in µg"), "number"),
    )
    row = Row("small/one/a/kale", (unit("a/kale/food", "Kale"), unit("a/kale/k1", value)))
    assert blocks(tmp_path, text) == (
        Table("small/one/a", None, columns, (Group("small/one/a/rows", None, None, (row,)),)),
    )


POLICY = "- id: a\n  policy: missed_dose\n  if-empty: {empty}\n  label: A missed dose\n"
NUMBER = '- id: a\n  policy: test_days\n  if-empty: drop\n  text: "Come in {{ policy/test_days }}."\n'


def test_a_policy_without_a_clinic_is_a_line_to_write_on_or_nothing(tmp_path: Path) -> None:
    line = Fields("small/one/a", (Field("missed_dose", unit("a/label", "A missed dose"), "lines", 1, 2),))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert blocks(tmp_path / "a", POLICY.format(empty="write-on")) == (line,)
    assert blocks(tmp_path / "b", POLICY.format(empty="drop")) == ()


def test_a_policy_of_a_clinic_prints_its_words_or_its_value(tmp_path: Path) -> None:
    (words,) = blocks(tmp_path, POLICY.format(empty="drop") + NUMBER.replace("id: a", "id: b"), "mill")[:1]
    text = Unit(
        "small/one/a/policy", (Words("Take it on the "), Strong((Words("same"),)), Words(" day.")), NOWHERE, "en"
    )
    assert words == Callout("small/one/a", "note", unit("a/label", "A missed dose"), (Paragraph(text),))


def test_a_policy_left_empty_by_the_clinic_counts_as_none(tmp_path: Path) -> None:
    text = "- id: a\n  policy: drops_offered\n  if-empty: drop\n  text: We offer drops.\n"
    assert blocks(tmp_path, text, "mill") == ()


def test_a_typed_policy_prints_inside_its_sentence(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, NUMBER, "mill")
    assert isinstance(block, Paragraph)
    assert plain(block.unit.text) == "Come in 3–7\u00a0days."


@pytest.mark.parametrize(
    ("clinic", "expected"),
    [
        (None, (Words("Call "), Blank("day"), Words(" or "), Contact("emergency", "your local emergency number"))),
        (
            "mill",
            (Words("Call "), Contact("day", "020\u00a07946\u00a00000"), Words(" or "), Contact("emergency", "999")),
        ),
    ],
)
def test_a_phone_is_the_clinics_or_a_line_to_write_on(
    tmp_path: Path, clinic: str | None, expected: tuple[Inline, ...]
) -> None:
    (block,) = blocks(tmp_path, '- id: a\n  text: "Call {{ clinic/day }} or {{ clinic/emergency }}"', clinic)
    assert isinstance(block, Paragraph)
    assert block.unit.text == expected


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("020 7946 0000 ext. 12", "020\u00a07946\u00a00000 ext. 12"),
        ("(020) 7946 0000 at night", "(020)\u00a07946\u00a00000 at night"),
        ("{number: 020 7946 0000}", "020\u00a07946\u00a00000"),
        ('{number: 020 7946 0000, extension: "12"}', "020\u00a07946\u00a00000, extension\u00a012"),
        ('{number: 020 7946 0000, option: "2"}', "020\u00a07946\u00a00000, option\u00a02"),
        ("{number: 020 7946 0000, hours: 9 to 5}", "020\u00a07946\u00a00000 (9 to 5)"),
        (
            '{number: 020 7946 0000, extension: "12", option: "2", hours: 9 to 5}',
            "020\u00a07946\u00a00000, extension\u00a012, option\u00a02 (9 to 5)",
        ),
        ("020  7946  0000", "020\u00a07946\u00a00000"),
    ],
)
def test_a_phone_prints_all_that_the_clinic_gives_and_its_number_never_breaks(
    tmp_path: Path, typed: str, printed: str
) -> None:
    clinic = CLINIC.replace("day: 020 7946 0000", f"day: {typed}")
    document = composed(tmp_path, leaflet('- id: a\n  text: "{{ clinic/day }}"'), "mill", **{"clinics/mill": clinic})
    (block,) = unmarked(document.sections[0].blocks)
    assert isinstance(block, Paragraph)
    assert block.unit.text == (Contact("day", printed),)
    assert document.letterhead is not None
    assert document.letterhead.day == printed


def test_lines_of_a_clinics_file_are_no_part_of_its_letterhead(tmp_path: Path) -> None:
    first, second = (
        composed(tmp_path / str(number), LEAFLET, "mill", **{"clinics/mill": text}).letterhead
        for number, text in enumerate((CLINIC, f"# moved by a line\n{CLINIC}"))
    )
    assert first == second
    assert repr(first) == repr(second)


@pytest.mark.parametrize(("clinic", "words"), [(None, "Both"), ("mill", "In Europe")])
def test_a_text_with_wordings_by_region_prints_the_clinics(tmp_path: Path, clinic: str | None, words: str) -> None:
    text = "- id: a\n  text: {any: Both, us: In America, eu: In Europe}"
    assert blocks(tmp_path, text, clinic) == (Paragraph(unit("a", words)),)


def test_a_document_records_all_that_it_read(tmp_path: Path) -> None:
    text = """\
- id: a
  rests_on: [dose.target]
  text: "{{ food/kale:k1_ug }} {{ limit/mg.us.9:ul }} {{ term/inr }}"
- id: b
  figure: {kind: icon-array, alt: Four, value: dose.share, total: 1000, label: Bleed, rest: Do not}
"""
    document = composed(tmp_path, leaflet(text))
    assert document.reads == Reads(
        claims=("dose.share", "dose.target"),
        references=("paper_2012",),
        foods=("kale",),
        limits=("mg.us.9",),
        terms=("inr",),
        figures=("small/one/b",),
    )


def test_an_unknown_part_of_a_total_makes_it_unknown(tmp_path: Path) -> None:
    log: list[Problem] = []
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet('- id: a\n  text: "{{ food/natto:total_ug }}"')})
    foods = read_content(Project(root), ("small",), None, log).library.foods
    assert set(foods["kale"].columns) == {"grams", "k1_ug"}
    assert foods["natto"].columns["total_ug"].quantity == Number(Decimal(385), unit_named("ug"))


def test_a_leaflet_ends_with_where_it_comes_from(tmp_path: Path) -> None:
    last = composed(tmp_path).sections[-1]
    (block,) = last.blocks
    assert isinstance(block, References)
    assert [(entry.reference, plain(entry.unit.text)) for entry in block.entries] == [
        ("paper_2012", "A careful paper for everyone")
    ]
    assert isinstance(block.entries[0], Entry)
    assert not block.numbered


def test_a_slide_has_the_badge_and_sources_of_what_it_shows(tmp_path: Path) -> None:
    slides = """\
- id: effect
  slide: bullets
  title: Effect
  blocks:
    - id: a
      bullets: {x: "{{ dose.effect:estimate }} and {{ dose.window }}[@paper_2012]"}
  notes: {say: "Say {{ dose.target }}"}
- id: list
  slide: references
  title: References
"""
    make_project(tmp_path, {"decks/talk.yaml": deck(slides)})
    document = document_of(tmp_path, "talk")
    effect, listed = document.sections
    assert effect.teaching is not None
    assert effect.teaching.badge is not None
    assert (effect.teaching.badge.certainty, effect.teaching.badge.basis) == ("low", "cohort")
    assert effect.teaching.source_line is not None
    assert plain(effect.teaching.source_line.text) == "Holbrook 2024"
    assert [plain(note.text) for note in effect.teaching.notes] == [
        "Say 2.0–3.0",
        "Holbrook A. A careful paper. Chest. 2012.",
    ]
    (block,) = listed.blocks
    assert isinstance(block, References)
    assert block.numbered
    value = next(inline for each in units(effect) for inline in inlines(each.text) if isinstance(inline, Value))
    assert value.measured is not None
    assert isinstance(value.measured.quantity, Interval)


def test_nothing_in_a_document_comes_from_what_the_source_said(tmp_path: Path) -> None:
    assert "SECRET" in CLAIMS
    assert "SECRET" not in str(canonical(composed(tmp_path)))


# --- the digest of the content --------------------------------------------------------------------


def digest(folder: Path, text: str | None = None, clinic: str | None = None, **files: str) -> str:
    folder.mkdir()
    return content_digest(composed(folder, text, clinic, **files))


def test_the_digest_stands_on_what_the_reader_sees(tmp_path: Path) -> None:
    first = digest(tmp_path / "0")
    assert digest(tmp_path / "1", "# a comment\n\n" + LEAFLET) == first
    assert digest(tmp_path / "2", LEAFLET, "mill") == first
    other_phones = CLINIC.replace("7946", "7000").replace("#0b5561", "#123456")
    assert digest(tmp_path / "3", LEAFLET, "mill", **{"clinics/mill": other_phones}) == first
    assert digest(tmp_path / "4", LEAFLET.replace("Eat as usual", "Eat as ever")) != first
    assert digest(tmp_path / "5", LEAFLET.replace("bullets:", "steps:")) != first
    assert digest(tmp_path / "6", LEAFLET.replace("{{ dose.target }}", "2.0–3.0")) != first
    claim = CLAIMS.replace("2.0 to 3.0", "2.0 to 3.5").replace("high: 3.0", "high: 3.5")
    assert digest(tmp_path / "7", LEAFLET, **{"claims/dose": claim}) != first


def test_the_digest_knows_no_mark(tmp_path: Path) -> None:
    document = composed(tmp_path)
    moved = replace(document, title=replace(document.title, mark=Mark("elsewhere.yaml", 99, 9)))
    assert content_digest(moved) == content_digest(document)


def test_the_order_of_blocks_counts(tmp_path: Path) -> None:
    document = composed(tmp_path)
    turned = replace(document, sections=document.sections[::-1])
    assert content_digest(turned) != content_digest(document)


def test_a_review_is_due_after_twelve_months(tmp_path: Path) -> None:
    document = composed(tmp_path)
    assert str(document.review_due) == "2027-11-22"
    assert str(review_due(document.checked.replace(year=2028, month=2, day=29))) == "2029-02-28"


def test_a_phone_in_running_text_is_no_part_of_the_content(tmp_path: Path) -> None:
    text = LEAFLET.replace("Eat as usual", "Call {{ clinic/day }} and eat as usual")
    assert "{{ clinic/day }}" in text
    assert digest(tmp_path / "0", text) == digest(tmp_path / "1", text, "mill")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Your newborn's shot", "Your newborn’s shot"),
        ('asks for "K2" here', "asks for “K2” here"),
        ("He said 'no'.", "He said ‘no’."),
        ('mixtures ("cleansers")', "mixtures (“cleansers”)"),
        ('"Often said"', "“Often said”"),
        ('5" and more', "5” and more"),
    ],
)
def test_straight_quotation_marks_print_as_real_ones(typed: str, printed: str) -> None:
    assert curly(typed) == printed
