"""What is wrong with a layout for paper is told at its own keys, once, before anything is set."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.narrow import A4, LARGE, SIZES, paper, with_layouts
from support.projects import REPO, built, found, leaflet, line_of, make_project, problems_of

from handouts.core.problem import Problem
from handouts.render.paper.look import LeafletLook, read_leaflet_look

CLEAR = (REPO / "layouts/themes/clear.yaml").read_text(encoding="utf-8")


def read(folder: Path, text: str, theme: str = CLEAR) -> tuple[LeafletLook | None, list[Problem]]:
    """A layout of these texts."""
    for part in ("leaflets", "themes"):
        (folder / "layouts" / part).mkdir(parents=True)
    (folder / "layouts/fonts").symlink_to(REPO / "layouts/fonts")
    (folder / "layouts/leaflets/own.yaml").write_text(text, encoding="utf-8")
    (folder / "layouts/themes/clear.yaml").write_text(theme, encoding="utf-8")
    return read_leaflet_look(folder / "layouts", "own")


@pytest.mark.parametrize(
    ("before", "after", "rule", "words"),
    [
        ("footer:   {size: 9,", "footer:   {size: 8.5,", "small-type", "the least is 9 pt in usual print"),
        ("body:     {size: 12.5, line: 17.5", "body:     {size: 12.5, line: 12", "tight-lines", "write a larger line"),
        ("end: 15}", "end: 7.5}", "tight-edge", "the margin 'end' is 7.5 mm; printers need 8 mm"),
        ("end: 15}", "end: 170}", "tight-page", "are needed for running text"),
        ("end: 15}", "end: 300}", "tight-page", "leave 0 pt of the width"),
        ("columns: 3 ", "columns: 0 ", "wrong-type", "expected a whole number from 1 to 12 at 'columns', not '0'"),
        ("columns: 3 ", "columns: 2.5 ", "wrong-type", "not '2.5'"),
        ("measure: 400", "measure: -1", "wrong-value", "'measure' must be a number from 0 to 2000, not -1"),
        ("cell:     {size: 12,", "cell:     {size: 0,", "wrong-value", "'styles/cell/size' must be a number"),
        ("cell:     {size: 12,", "cell:     {size: [12],", "wrong-type", "expected a number"),
        ("fonts: paper", "fonts: papr", "unknown-value", "unknown font family 'papr'"),
        ("pages: even ", "pages: odd ", "unknown-value", "unknown pages 'odd'; use even, any or flow"),
        ("qr: 27", "qr: 27\nprint: huge", "unknown-value", "unknown print 'huge'; use usual or large"),
        ("colour: quiet}\n  source", "colour: line}\n  source", "low-contrast", "'line' on 'paper'"),
    ],
)
def test_a_fault_of_a_layout_is_told_at_its_key(tmp_path: Path, before: str, after: str, rule: str, words: str) -> None:
    assert before in A4
    look, (problem,) = read(tmp_path, A4.replace(before, after, 1))
    assert look is None
    wanted = line_of(A4, before) + (after.count("\n") if "print" in after else 0)
    place = "page:" if rule == "tight-page" else None
    assert (problem.mark.file, problem.mark.line) == (
        "layouts/leaflets/own.yaml",
        line_of(A4, place) if place else wanted,
    )
    assert problem.rule == rule
    assert words in problem.message


@pytest.mark.parametrize(
    ("size", "rules"), [("12", []), ("11.5", ["small-type"]), ("9", ["small-type"])], ids=["12", "11.5", "9"]
)
def test_large_print_has_a_least_type_of_its_own(tmp_path: Path, size: str, rules: list[str]) -> None:
    _, problems = read(tmp_path, LARGE.replace("footer:   {size: 12,", f"footer:   {{size: {size},"))
    assert [problem.rule for problem in problems] == rules


def test_one_column_is_no_word_for_large_print(tmp_path: Path) -> None:
    look, problems = read(tmp_path, A4.replace("columns: 3 ", "columns: 1 "))
    assert problems == []
    assert look is not None
    assert (look.columns, look.print, look.least_type) == (1, "usual", 9.0)


def test_large_print_is_a_word_of_its_own(tmp_path: Path) -> None:
    look, problems = read(tmp_path, LARGE.replace("columns: 1 ", "columns: 2 "))
    assert problems == []
    assert look is not None
    assert (look.columns, look.print, look.least_type) == (2, "large", 12.0)


def test_a_pale_colour_of_the_theme_is_told_there_with_one_that_passes(tmp_path: Path) -> None:
    pale = CLEAR.replace('danger: "#961c17"', 'danger: "#d9534f"')
    _, problems = read(tmp_path, A4, pale)
    (text,) = {problem.mark.file for problem in problems}
    assert text == "layouts/themes/clear.yaml"
    assert {problem.rule for problem in problems} == {"low-contrast"}
    message = next(problem.message for problem in problems if "'danger' on 'danger-tint'" in problem.message)
    better = message.rpartition("'#")[2].removesuffix("'")
    (tmp_path / "again").mkdir()
    _, problems = read(tmp_path / "again", A4, pale.replace("#d9534f", f"#{better}"))
    assert not [problem for problem in problems if "'danger' on" in problem.message]


# --- layouts made by changing only YAML ---------------------------------------------------------------------


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("clinic", [None, "mill"])
def test_a_layout_of_another_size_works(tmp_path: Path, name: str, clinic: str | None) -> None:
    root = with_layouts(make_project(tmp_path), **{name.replace("-", "_"): paper(name)})
    run = built(root, layouts=(name,), clinic=clinic)
    assert [problem for problem in run.problems if problem.severity == "error"] == []
    assert len(run.written) == 1


def test_boxes_to_tick_stand_apart_on_a_narrow_page(tmp_path: Path) -> None:
    days = "\n".join(
        f"    {day}: {{label: {day.title()}, kind: ticks, count: 3}}"
        for day in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    )
    text = leaflet(f"- id: week\n  fields:\n{days}")
    root = with_layouts(make_project(tmp_path, {"leaflets/small.yaml": text}), dl=paper("dl"))
    assert built(root, layouts=("dl",)).problems == ()


def test_a_title_of_a_group_does_not_run_into_the_next_head(tmp_path: Path) -> None:
    text = leaflet("""\
- id: foods
  table:
    caption: Vitamin K
    columns:
      food: Food
      weight: {head: Grams of the portion, kind: number, unit: g}
    groups:
      high: {title: "High: 100 micrograms and much more", level: 3, rows: {kale: [Kale, "{{ food/kale:grams }}"]}}
""")
    root = with_layouts(make_project(tmp_path, {"leaflets/small.yaml": text}), dl=paper("dl"))
    assert "overlapping-text" not in {rule for _, _, rule in found(list(built(root, layouts=("dl",)).problems))}


# --- told once ----------------------------------------------------------------------------------------------

WIDE = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"


def test_a_text_that_fits_no_layout_is_told_once_with_the_layouts(tmp_path: Path) -> None:
    text = leaflet("- id: a\n  text: W")
    root = make_project(tmp_path, {"leaflets/small.yaml": text.replace("A small leaflet", WIDE)})
    layouts = ("a4", "letter")
    same = [problem for problem in problems_of(root, layouts=layouts) if "wider than its place" in problem.message]
    assert len({problem.mark for problem in same}) == 1
    for problem in same:
        assert problem.message.endswith(
            ("(in the layout 'a4')", "(in the layout 'letter')", "(in the layouts 'a4' and 'letter')")
        )
    assert built(root, layouts=layouts).stopped == ("leaflets/small.en.a4.pdf", "leaflets/small.en.letter.pdf")


def test_a_character_without_a_glyph_is_told_once_with_the_layouts(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet('- id: a\n  text: "A \u2620 here"')})
    for problems in (problems_of(root, layouts=("a4", "letter")), built(root, layouts=("letter", "a4")).problems):
        (problem,) = [each for each in problems if each.rule == "missing-glyph"]
        assert (
            problem.message
            == "no font can show '\u2620' (U+2620, skull and crossbones) (in the layouts 'a4' and 'letter')"
        )


def test_a_theme_that_is_gone_is_told_once_at_its_place(tmp_path: Path) -> None:
    root = with_layouts(make_project(tmp_path), more=A4)
    (root / "layouts/themes/clear.yaml").unlink()
    (problem,) = [each for each in built(root, layouts=("a4", "letter", "more")).problems if each.severity == "error"]
    assert (str(problem.mark), problem.rule) == ("layouts/themes/clear.yaml:1:1", "missing-theme")
    assert problem.message == "unknown theme 'clear'; write that file"


def test_a_slip_in_the_name_of_a_theme_is_told_at_the_layout(tmp_path: Path) -> None:
    root = with_layouts(make_project(tmp_path), own=A4.replace("theme: clear", "theme: claer"))
    (problem,) = [each for each in built(root, layouts=("own",)).problems if each.severity == "error"]
    assert (problem.mark.file, problem.mark.line, problem.rule) == ("layouts/leaflets/own.yaml", 4, "unknown-value")
    assert "did you mean 'clear'?" in problem.message
