"""Rules of language and of leaflets: a whole leaflet that passes them all, and one change at a time that fails one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from support.projects import CLINIC, GLOSSARY, TODAY, line_of, make_project

from handouts.checks import language, leaflet
from handouts.checks.language.texts import texts
from handouts.checks.language.vocabulary import UsedWords
from handouts.checks.subject import Subject
from handouts.content.project import Project, read_all
from handouts.core.problem import Problem

FILE = "leaflets/small.yaml"
RULES = (*language.RULES, *leaflet.RULES)
TERMS = (
    GLOSSARY
    + """\
natto:
  plain: fermented soya beans, a food from Japan
  also: [natto beans]
seizure:
  plain: a fit, with shaking that nobody can stop
  also: [convulsion]
PE:
  plain: a clot in the lung
"""
)
WHOLE = """\
title: Eat well
message: Keep eating greens. Eat about the same each week.
subject: A sample
audience: patient
version: "1.0"
checked: 2026-11-22
front:
  - id: flags
    blocks:
      - id: now
        emergency:
          title: "Call {{ clinic/emergency }} now"
          items: {blood: Blood that will not stop, head: A blow to the head}
  - id: acts
    title: What to do
    blocks:
      - id: three
        role: summary
        do:
          steady: {title: Keep greens steady, text: Eat the same each week.}
          tell: {title: Tell us, text: Call us when you fall ill.}
sections:
  - id: more
    title: Good and bad
    blocks:
      - id: good
        role: benefits
        text: Greens are good for you.
      - id: bad
        role: harms
        text: Too much can be bad.
      - id: list
        bullets:
          one: Eat greens.
          two: Drink milk.
      - id: unsure
        role: not-known
        text: We do not know how much is best.
  - id: ask
    title: Your questions
    blocks:
      - id: asked
        questions:
          else:
            role: alternatives
            ask: What else is there?
            answer: You can do nothing for now.
      - id: diary
        role: tool
        fields:
          mon: {label: Mon, kind: ticks, count: 3}
sources: [paper_2012]
"""
MORE = "Greens are good for you."


def problems_in(folder: Path, text: str, clinic: str | None = None, **files: str) -> list[Problem]:
    """What the rules of this module's groups find in a leaflet."""
    others = {f"clinics/{name}.yaml": body for name, body in files.items()}
    root = make_project(folder, {FILE: text, "glossary.yaml": TERMS, **others})
    log: list[Problem] = []
    subject = Subject(read_all(Project(root), clinic, log), TODAY, root)
    assert log == []
    words = UsedWords()
    words.read(texts(subject))
    of_words = (problem for rule in language.OF_ALL_WORDS for problem in rule(words))
    return sorted([*(problem for rule in RULES for problem in rule(subject)), *of_words])


@dataclass(frozen=True)
class Case:
    """A change to the whole leaflet that breaks a rule at the line of `at`."""

    rule: str
    was: str
    becomes: str
    at: str
    severity: str = "warning"

    @property
    def text(self) -> str:
        assert WHOLE.count(self.was) >= 1
        return WHOLE.replace(self.was, self.becomes, 1)


def says(rule: str, words: str, severity: str = "warning") -> Case:
    """A case in a paragraph."""
    return Case(rule, MORE, f'"{words}"', words, severity)


def lacks(rule: str, part: str, severity: str = "warning", becomes: str = "") -> Case:
    """A case where a part is missing from the whole."""
    return Case(rule, part, becomes, "title: Eat well", severity)


LONG = "Eat your greens and drink your milk and take your walk and see your friends and get your sleep and go out in the sun each day"
HARD = "Anticoagulated individuals necessitate systematic dietary consistency. "
MIDDLING = "Remember to eat the same amount of vegetables, as regular nutrition benefits everybody. "
PASSIVE = "Your dose will be checked by us each week."

CASES = [
    # language
    Case("hard-text", MORE, HARD * 4, "title: Eat well", "error"),
    says("hard-sentence", HARD.strip()),
    says("untidy-text", "Eat your your greens."),
    says("untidy-text", "Eat your greens , then rest."),
    says("untidy-text", "Eat your greens. then rest."),
    says("stray-capital", "Eat greens with your Dinner, not after dinner or before dinner."),
    says("misspelt-word", "Carrots and potatoes, or potatoes and peas, or potatoes, or potaotes."),
    says("misspelt-word", "Carrots and potatoes, or potatoes and peas, or potatoes, or potattoes."),
    Case("foreign-word", MORE, "{any: Greens are good., uk: Eat acetaminophen.}", "uk: Eat"),
    Case("foreign-word", MORE, "{any: Greens are good., us: Eat paracetamol.}", "us: Eat"),
    Case("foreign-word", MORE, "{any: Greens are good., us: Eat paraceta\u0301mol.}", "us: Eat"),
    Case("foreign-word", MORE, "{any: Greens are good., eu: Eat two cups of kale.}", "eu: Eat"),
    says("long-sentence", f"{LONG}."),
    says("unexplained-term", "Do not eat natto."),
    says("unexplained-term", "Do not eat Natto beans now."),
    says("unexplained-term", "Call us for a PE."),
    says("unexplained-term", "A seizure in 5 (3) is bad."),
    says("unexplained-abbreviation", "Your GP can help."),
    Case("passive-voice", "Eat the same each week.", f"{PASSIVE}", PASSIVE),
    Case("passive-voice", "Keep eating greens.", "Greens are eaten each day.", "Greens are eaten"),
    says("impersonal-text", "Patients should eat greens."),
    says("stray-page", "Learn the signs on the first page."),
    says("stray-page", "The rest is overleaf."),
    says("impersonal-text", "The doctor checks the patient."),
    says("impersonal-text", "People on this drug must eat greens."),
    # leaflet
    Case("wrong-message", "Eat about the same each week.", "One. Two. Three. Four.", "message:", "error"),
    Case("missing-actions", "        do:\n", "        cards:\n", "title: Eat well", "error"),
    Case(
        "missing-steps",
        "          tell: {title: Tell us, text: Call us when you fall ill.}\n",
        "",
        "{title: Keep greens steady",
    ),
    Case("missing-help", "{{ clinic/emergency }} now", "for help", "for help", "error"),
    Case("missing-help", "emergency:\n", "do-not:\n", "{{ clinic/emergency }} now", "error"),
    Case("missing-help", "emergency:\n", "note:\n", "title: Eat well", "error"),
    lacks("missing-summary", "        role: summary\n"),
    lacks("missing-tool", "        role: tool\n"),
    Case(
        "long-list",
        "          two: Drink milk.\n",
        "".join(f"          i{number}: Eat greens.\n" for number in range(7)),
        "one: Eat greens.",
    ),
    Case("missing-sources", "sources: [paper_2012]\n", "rests_on: [dose.cups]\n", "title: Eat well"),
    Case("long-section", MORE, "Eat your greens now. " * 40, "- id: more"),
    Case("missing-section-title", "    title: Your questions\n", "", "- id: ask"),
    lacks("missing-benefits-or-harms", "        role: benefits\n", "error"),
    lacks("missing-benefits-or-harms", "        role: harms\n", "error"),
    lacks("missing-alternatives", "            role: alternatives\n"),
    lacks("missing-not-known", "        role: not-known\n"),
    lacks("wrong-version", 'version: "1.0"', "error", 'version: "new"'),
    lacks("wrong-review-date", "checked: 2026-11-22", "warning", "checked: 2026-11-22\nreview_due: 2029-06-01"),
    lacks("wrong-review-date", "checked: 2026-11-22", "error", "checked: 2026-11-22\nreview_due: 2029-12-31"),
    lacks("wrong-review-date", "checked: 2026-11-22", "error", "checked: 2026-11-22\nreview_due: 2026-11-01"),
]


# a text that breaks one of these may well break another
MEASURES = ("hard-words", "hard-text", "hard-section", "hard-sentence")


def found(problems: list[Problem]) -> list[tuple[str, int, str]]:
    return [(problem.rule, problem.mark.line, problem.severity) for problem in problems]


@pytest.mark.parametrize("words", ["{{ dose.cups/portions }} a day", "Eat greens."])
def test_a_leaflet_lists_the_sources_of_its_claims(tmp_path: Path, words: str) -> None:
    text = WHOLE.replace("sources: [paper_2012]\n", "").replace(MORE, f'"{words}"')
    assert {each.rule for each in problems_in(tmp_path, text)} == ({"missing-sources"} if "{{" in words else set())


def test_the_whole_leaflet_passes_every_rule(tmp_path: Path) -> None:
    assert [str(problem) for problem in problems_in(tmp_path, WHOLE)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}:{case.becomes.strip()[:20]}")
def test_a_rule_finds_what_is_wrong_at_its_line(tmp_path: Path, case: Case) -> None:
    found_here = found(problems_in(tmp_path, case.text))
    assert (case.rule, line_of(case.text, case.at), case.severity) in found_here
    assert {rule for rule, _, _ in found_here} - {case.rule, *MEASURES} == set()


def test_every_rule_has_a_failing_case() -> None:
    ids = {vars(__import__(rule.__module__, fromlist=["ID"]))["ID"] for rule in (*RULES, *language.OF_ALL_WORDS)}
    elsewhere = {"hard-words", "hard-section", "missing-feedback", "missing-other-formats"}
    assert ids - elsewhere == {case.rule for case in CASES}


# --- what must not be found -----------------------------------------------------------------------

FINE = [
    "Keep one page of notes for each week.",
    "Do not eat natto (fermented soya beans).",
    "A fit (seizure) is bad.",
    "Fermented soya beans are bad: they call it natto.",
    "Your INR shows how long your blood takes to clot.",
    "Get help for a seizure of the arm (a fit).",
    "Ask your family doctor (GP). Your GP can help.",
    "Your GP (family doctor) can help.",
    "We pass on petrol pens.",
    "In the UK and the US you eat greens.",
    "Be patient with us.",
    "Some people must stay on it.",
    "People like you should eat greens.",
    "Natto (soya beans) and natto is bad in 1,400,000 ways.",
    "Dr. Hill and e.g. St. John eat greens.",
]


@pytest.mark.parametrize("words", FINE)
def test_words_that_are_fine_are_left_alone(tmp_path: Path, words: str) -> None:
    text = WHOLE.replace(MORE, f'"{words}"')
    assert [str(problem) for problem in problems_in(tmp_path, text)] == []


def test_a_block_may_say_that_it_explains_a_word(tmp_path: Path) -> None:
    text = WHOLE.replace(MORE, "Natto is one.")
    assert found(problems_in(tmp_path / "a", text)) == [("unexplained-term", line_of(text, "Natto is"), "warning")]
    taught = text.replace("role: benefits", "role: benefits\n        explains: [natto]")
    assert problems_in(tmp_path / "b", taught) == []


def test_a_term_placeholder_explains_its_word(tmp_path: Path) -> None:
    assert problems_in(tmp_path, WHOLE.replace(MORE, '"Natto is bad: {{ term/natto }}."')) == []


def test_a_title_and_a_help_box_may_name_what_a_later_text_explains(tmp_path: Path) -> None:
    named = WHOLE.replace("title: Eat well", "title: No natto").replace("A blow to the head", "A seizure")
    lines = [line_of(named, "No natto"), line_of(named, "A seizure")]
    assert found(problems_in(tmp_path / "a", named)) == [("unexplained-term", line, "warning") for line in lines]
    later = named.replace(MORE, "No natto (soya beans). A fit (seizure) is bad.")
    assert problems_in(tmp_path / "b", later) == []


def test_only_the_first_use_of_a_word_needs_an_explanation(tmp_path: Path) -> None:
    text = WHOLE.replace(MORE, "No natto (soya beans).").replace("Drink milk.", "Drink milk, and eat no natto.")
    assert problems_in(tmp_path, text) == []


def test_a_hard_text_warns_before_it_is_stopped_and_names_its_hardest_sentences(tmp_path: Path) -> None:
    text = WHOLE.replace(MORE, MIDDLING * 5)
    grade, section = (each for each in problems_in(tmp_path, text) if each.rule != "hard-sentence")
    assert (grade.rule, grade.severity, section.rule, section.severity) == (
        "hard-text",
        "warning",
        "hard-section",
        "note",
    )
    assert f"line {line_of(text, 'Remember')}: 'Remember to eat the same" in grade.message


def test_smog_is_judged_from_30_sentences_on(tmp_path: Path) -> None:
    few = WHOLE.replace(MORE, "Remember vegetables. " * 9)
    many = WHOLE.replace(MORE, "Remember vegetables. " * 40)
    assert "hard-words" not in {problem.rule for problem in problems_in(tmp_path / "a", few)}
    assert "hard-words" in {problem.rule for problem in problems_in(tmp_path / "b", many)}


def test_long_sentences_on_the_whole_are_found(tmp_path: Path) -> None:
    words = "You can eat what you like as long as you keep to the same each day and week"
    text = WHOLE.replace(MORE, f"{words}. " * 45)
    assert ("long-sentence", 1, "warning") in found(problems_in(tmp_path, text))


def test_an_emergency_box_behind_page_1_is_stopped(tmp_path: Path) -> None:
    front = WHOLE[WHOLE.index("  - id: flags") : WHOLE.index("  - id: acts")]
    moved = (
        WHOLE.replace(front, "")
        .replace("sources:", f"{front}sources:")
        .replace("- id: flags", "- id: flags\n    title: Help")
    )
    rules = [(problem.rule, problem.severity) for problem in problems_in(tmp_path, moved)]
    assert rules == [("missing-help", "error"), ("missing-help", "error")]


def test_a_step_says_when(tmp_path: Path) -> None:
    text = WHOLE.replace("Eat the same each week.", "Eat the same.").replace("Call us when you fall ill.", "Call us.")
    assert found(problems_in(tmp_path, text)) == [("missing-steps", line_of(text, "{title: Keep"), "warning")]


def test_a_procedure_without_alternatives_is_stopped(tmp_path: Path) -> None:
    text = WHOLE.replace("audience:", "offers: procedure\naudience:").replace("            role: alternatives\n", "")
    assert found(problems_in(tmp_path, text)) == [("missing-alternatives", 1, "error")]


def test_actions_may_be_steps_or_a_block_that_says_so(tmp_path: Path) -> None:
    cards = WHOLE[WHOLE.index("        do:") : WHOLE.index("sections:")]
    steps = WHOLE.replace(cards, "        steps: {one: Eat each day., two: Call us when ill.}\n")
    said = WHOLE.replace(cards, "        bullets: {one: Eat each day., two: Call us when ill.}\n").replace(
        "role: summary", "role: actions"
    )
    assert problems_in(tmp_path / "a", steps) == []
    assert [problem.rule for problem in problems_in(tmp_path / "b", said)] == ["missing-summary"]


@pytest.mark.parametrize(
    ("clinic", "rules"),
    [
        (CLINIC + "feedback: mill@mill.example\n", []),
        (CLINIC, ["missing-feedback"]),
        (CLINIC.replace("other_formats: 020 7946 0000\n", "feedback: a@b.example\n"), []),
        (
            CLINIC.replace("other_formats: 020 7946 0000\n", "feedback: a@b.example\n").replace(
                "  day: 020 7946 0000\n", ""
            ),
            ["missing-other-formats"],
        ),
    ],
)
def test_a_clinic_takes_feedback_and_requests(tmp_path: Path, clinic: str, rules: list[str]) -> None:
    problems = problems_in(tmp_path, WHOLE, "mill", mill=clinic)
    assert [(p.rule, p.mark.file, p.mark.line, p.severity, p.reaches) for p in problems] == [
        (rule, "content/clinics/mill.yaml", 1, "error", ("small",)) for rule in rules
    ]


def test_a_document_for_clinicians_meets_none_of_these_rules(tmp_path: Path) -> None:
    text = WHOLE.replace("audience: patient", "audience: clinician").replace(MORE, HARD * 4)
    assert problems_in(tmp_path, text) == []


def test_an_unknown_word_to_explain_is_an_error(tmp_path: Path) -> None:
    from handouts.checks.structure import unknown_term

    text = WHOLE.replace("role: benefits", "role: benefits\n        explains: [nato]")
    root = make_project(tmp_path, {FILE: text, "glossary.yaml": TERMS})
    (problem,) = unknown_term.check(Subject(read_all(Project(root), None, []), TODAY, root))
    assert (problem.mark.line, problem.rule) == (line_of(text, "explains:"), "unknown-term")
    assert problem.message.endswith("did you mean 'natto'?")


@pytest.mark.parametrize(("words", "rule"), [(HARD.strip(), "hard-sentence"), (f"{LONG}.", "long-sentence")])
def test_a_sentence_of_a_table_is_read_too(tmp_path: Path, words: str, rule: str) -> None:
    table = f"table:\n          columns: {{a: Food, b: What}}\n          rows: {{r: [Kale, {words}]}}\n"
    text = WHOLE.replace(f"text: {MORE}\n", table)
    assert found(problems_in(tmp_path, text)) == [(rule, line_of(text, "rows:"), "warning")]


def test_no_rule_of_language_reads_another_language(tmp_path: Path) -> None:
    text = WHOLE.replace(MORE, f"{HARD * 4}{LONG}. Patients should not eat natto, says the GP.")
    root = make_project(tmp_path, {FILE: text, "glossary.yaml": TERMS})
    subject = Subject(read_all(Project(root), None, []), TODAY, root)
    welsh = Subject(subject.content, TODAY, root)
    welsh.__dict__["documents"] = {name: replace(each, lang="cy") for name, each in subject.documents.items()}
    assert {problem.rule for rule in language.RULES for problem in rule(subject)} >= {
        "hard-text",
        "unexplained-abbreviation",
    }
    assert [problem for rule in language.RULES for problem in rule(welsh)] == []


# --- words of other regions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "wording",
    [
        "us: Eat two cups of kale.",
        "us: Take acetaminophen (paracetamol).",
        "uk: Take paracetamol.",
        "uk: Have diarrhoea.",
    ],
)
def test_a_wording_may_use_the_words_of_its_region_and_explain_others(tmp_path: Path, wording: str) -> None:
    text = WHOLE.replace(MORE, f"{{any: {MORE}, {wording}}}")
    assert "foreign-word" not in {rule for rule, _, _ in found(problems_in(tmp_path, text))}


def test_a_policy_of_a_clinic_uses_the_words_of_its_region(tmp_path: Path) -> None:
    clinic = CLINIC.replace("Take it on the **same** day.", "With diarrhea call us.")
    problems = [each for each in problems_in(tmp_path, WHOLE, "mill", mill=clinic) if each.rule == "foreign-word"]
    assert [(each.mark.file, each.mark.line) for each in problems] == [
        ("content/clinics/mill.yaml", line_of(clinic, "missed_dose"))
    ]
    assert problems[0].message == "'diarrhea' is a word of another region; write 'diarrhoea' for 'eu'"


def test_a_spelling_of_a_region_is_no_misspelling(tmp_path: Path) -> None:
    text = WHOLE.replace(MORE, "Haemolysis, haemolysis or haemolysis, and hemolysis.")
    root = make_project(tmp_path, {FILE: text, "glossary.yaml": TERMS})
    subject = Subject(read_all(Project(root), None, []), TODAY, root)
    for accepted, expected in ((frozenset[str](), 1), (subject.content.library.regions.spellings, 0)):
        words = UsedWords(accepted=accepted)
        words.read(texts(subject))
        assert len([each for rule in language.OF_ALL_WORDS for each in rule(words)]) == expected
