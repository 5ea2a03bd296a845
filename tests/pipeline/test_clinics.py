"""A clinic's file in print: long names, phones with extension, option and hours, and problems at its own lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.pdf_text import texts_of
from support.projects import CLINIC, all_layouts, built, deck, leaflet, line_of, make_project, problems_of
from support.samples import LAYOUTS

from handouts.core.problem import Problem, errors

TRUST = "Northern Riverside University Hospitals Foundation Trust"
LONGER = f"{TRUST} of the Great River and All Its Valleys, Hills and Towns, with the Islands and the Old Port"
WORD = "Wasserwerkskrankenhausverwaltungsgesellschaft"
FULL = '{number: 020 7946 0000, extension: "1234", option: "2", hours: "Monday to Friday, 9 to 5"}'
TALK = deck(
    "- id: s\n  slide: bullets\n  title: T\n  sources: [paper_2012]\n  blocks:\n    - id: a\n      bullets: {x: W}\n"
)
CALLED = leaflet('- id: a\n  text: "Call us: {{ clinic/day }} today."')


def project(folder: Path, clinic: str) -> Path:
    files = {"clinics/mill.yaml": clinic, "leaflets/small.yaml": CALLED, "decks/talk.yaml": TALK}
    return make_project(folder, files)


def named(name: str) -> str:
    return CLINIC.replace("Mill Street Clinic", name)


def words(data: bytes) -> str:
    return " ".join(" ".join(texts_of(data)).replace("\u00a0", " ").split())


def of_clinic(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.mark.file == "content/clinics/mill.yaml"]


@pytest.mark.parametrize("layout", [*LAYOUTS, "widescreen"])
@pytest.mark.parametrize("logo", ["logo: mill.png\n", ""])
@pytest.mark.parametrize("phone", ["020 7946 0000", FULL])
def test_a_long_name_and_a_phone_with_all_that_belongs_to_it_fit(
    tmp_path: Path, layout: str, logo: str, phone: str
) -> None:
    text = named(TRUST).replace("logo: mill.png\n", logo).replace("day: 020 7946 0000", f"day: {phone}")
    assert errors(problems_of(all_layouts(project(tmp_path, text)), clinic="mill", layouts=(layout,))) == []


@pytest.mark.parametrize("layout", ["a4", "a4-large-print"])
def test_the_head_and_the_text_print_extension_option_and_hours(tmp_path: Path, layout: str) -> None:
    root = project(tmp_path, named(TRUST).replace("day: 020 7946 0000", f"day: {FULL}"))
    assert built(root, clinic="mill", layouts=(layout,), ids=("small",)).stopped == ()
    said = words((root / f"build/mill/leaflets/small.en.{layout}.pdf").read_bytes())
    assert said.count("020 7946 0000, extension 1234, option 2 (Monday to Friday, 9 to 5)") >= 2
    assert "nights 020 7946 0999" in said
    # by place on the page, the draft state stands beside the first line of a long name
    assert TRUST in said.replace("Draft: awaiting clinical review ", "")


@pytest.mark.parametrize("name", [f"{LONGER} {LONGER}", WORD * 2])
@pytest.mark.parametrize(("layout", "lines"), [("a4", 3), ("a4-large-print", 3), ("widescreen", 2)])
def test_a_name_that_still_does_not_fit_is_named_once_at_its_own_line(
    tmp_path: Path, name: str, layout: str, lines: int
) -> None:
    text = named(name)
    second = leaflet("- id: a\n  text: W")
    root = project(tmp_path, text)
    (root / "content/leaflets/second.yaml").write_text(second, encoding="utf-8")
    (problem,) = errors(problems_of(root, clinic="mill", layouts=(layout,)))
    assert str(problem.mark) == f"content/clinics/mill.yaml:{line_of(text, 'name:')}:7"
    assert f"has {lines} lines of " in problem.message
    assert f"in the layout '{layout}'" in problem.message
    assert problem.reaches == (("talk",) if layout == "widescreen" else ("second", "small"))


def test_phones_that_do_not_fit_are_named_at_their_line(tmp_path: Path) -> None:
    hours = "Monday to Friday, 9 to 5, " * 24
    text = CLINIC.replace("day: 020 7946 0000", f'day: {{number: 020 7946 0000, hours: "{hours}"}}')
    (problem,) = errors(problems_of(project(tmp_path, text), clinic="mill"))
    assert (problem.mark.file, problem.mark.line) == ("content/clinics/mill.yaml", line_of(text, "day:"))
    assert "the clinic's phones are" in problem.message


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("other_formats", "other_formats: " + "020 7946 0000 or " * 24 + "020"),
        ("feedback", f"feedback: {'mill' * 40}\nother_formats: 020"),
    ],
)
def test_what_a_clinic_says_in_the_foot_is_named_at_its_line(tmp_path: Path, key: str, typed: str) -> None:
    text = CLINIC.replace("other_formats: 020", typed)
    (problem,) = errors(problems_of(project(tmp_path, text), clinic="mill", ids=("small",)))
    assert (problem.mark.file, problem.mark.line) == ("content/clinics/mill.yaml", line_of(text, f"{key}:"))


@pytest.mark.parametrize("layout", ["a4", "widescreen"])
def test_a_letter_without_a_glyph_is_named_at_the_clinics_line(tmp_path: Path, layout: str) -> None:
    text = named("Mill \u2620 Street")
    found = of_clinic(errors(problems_of(project(tmp_path, text), clinic="mill", layouts=(layout,))))
    assert {(problem.rule, problem.mark.line) for problem in found} == {("missing-glyph", line_of(text, "name:"))}


@pytest.mark.parametrize("region", ["EU", "ue", "mars", '""', "", "~", "eu "])
def test_a_clinic_in_no_region_stops_its_files_at_its_line(tmp_path: Path, region: str) -> None:
    text = CLINIC.replace("region: eu", f"region: '{region}'" if region == "eu " else f"region: {region}")
    root = project(tmp_path, text)
    run = built(root, clinic="mill")
    (problem,) = errors(run.problems)
    assert (problem.mark.file, problem.mark.line) == ("content/clinics/mill.yaml", line_of(text, "region:"))
    assert "use eu, uk or us" in problem.message
    assert run.written == ()


def test_a_project_without_regions_says_so_at_its_clinic_and_needs_none_without_one(tmp_path: Path) -> None:
    root = project(tmp_path, CLINIC)
    (root / "content/regions.yaml").unlink()
    (problem,) = errors(problems_of(root, clinic="mill"))
    assert problem.rule == "unknown-region"
    assert "add it to content/regions.yaml" in problem.message
    assert errors(problems_of(root)) == []


@pytest.mark.parametrize(
    ("key", "typed", "rule"),
    [
        ("web", r'"https://mill.example/\u200b"', "hidden-character"),
        ("web", '"https://mill.example/<b>"', "foreign-markup"),
        ("web", '"https://m\u0456ll.example"', "mixed-alphabets"),
        ("web", '"https://mill.example/{{ x }}"', "stray-placeholder"),
        ("logo", r'"mi\0ll.png"', "hidden-character"),
        ("feedback", r'"feed\u2060back@mill.example"', "hidden-character"),
        ("name", '"**Mill** Street Clinic"', "stray-placeholder"),
    ],
)
def test_a_field_that_is_refused_where_it_is_read_is_told_once(tmp_path: Path, key: str, typed: str, rule: str) -> None:
    lines = [line for line in CLINIC.splitlines() if not line.startswith(f"{key}:")]
    text = "\n".join((*lines, f"{key}: {typed}", ""))
    run = built(project(tmp_path, text), clinic="mill")
    assert [(each.mark.line, each.rule) for each in errors(run.problems)] == [(len(lines) + 1, rule)]
    assert run.written == ()
