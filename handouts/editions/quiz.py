"""The questions of a deck with their answers: as a table, for a learning platform, or on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from handouts.content.lesson import answered_questions, as_csv, as_gift
from handouts.core.problem import Problem, errors
from handouts.core.words import word
from handouts.document.blocks import Block, Column, Field, Fields, Group, Option, Options, Paragraph, Row, Table
from handouts.document.document import Document, Section
from handouts.document.text import Inline, Strong, Text, Unit, Words, plain
from handouts.pipeline.check import looked_over
from handouts.pipeline.press import Unset, drawn, set_quiz
from handouts.pipeline.request import Request


def quiz(request: Request, style: Literal["csv", "gift"]) -> tuple[str | None, list[Problem]]:
    """Return the questions of the one deck of a request, where no error stops it, and what is wrong."""
    looked = looked_over(request)
    if not looked.documents:
        return None, looked.problems
    each = looked.documents[0]
    text = None
    with each.guarded(looked.problems, "the quiz"):
        text = as_gift(each.document) if style == "gift" else as_csv(each.document)
    return text, errors(looked.problems)


def quiz_pdf(request: Request, layout: str, path: str) -> tuple[bytes | None, list[Problem]]:
    """Return the questions of the one deck of a request as a PDF, their key on a page of its own, and what is wrong.

    `layout` is a print-out of layouts/decks, `path` the name of the file in problems. None where an error stops the
    deck or the file.
    """
    looked = looked_over(request)
    data = None
    for each in looked.sound():
        with each.guarded(looked.problems, "the quiz"):
            signed = each.issued(looked.content.approvals)
            placed = set_quiz(quiz_sheet(each.document), layout, looked.plan.looks, signed)
            found = list(placed.problems)
            if not isinstance(placed, Unset) and not errors(found):
                data, more = drawn(placed, path, request.root)
                found += more
            looked.problems.extend(problem.reaching(each.draft.id) for problem in found)
            data = None if errors(found) else data
    return data, errors(looked.problems)


# --- the document ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _SheetWriter:
    """A factory for the text units and sections that a quiz adds to the questions of a deck."""

    document: Document

    def word(self, name: str, **parts: object) -> str:
        """Return words of the program by their id."""
        return word(name, self.document.lang, **parts)

    def unit(self, place: str, *text: Inline) -> Unit:
        """Return a text unit of the quiz."""
        return Unit(self.id_of(place), text, self.document.title.mark, self.document.lang)

    def id_of(self, place: str) -> str:
        """Return the id of a part of the quiz."""
        return f"{self.document.id}/quiz/{place}"

    def section(self, place: str, title: Unit | None, blocks: tuple[Block, ...]) -> Section:
        """Return a section of the quiz."""
        return Section(self.id_of(place), title, blocks, self.document.title.mark)


def quiz_sheet(document: Document) -> Document:
    """Return the questions of a deck as a document for paper: questions with room to answer, then the key."""
    made = _SheetWriter(document)
    pairs = list(answered_questions(document))
    asked = [_asked(made, number, section) for number, (section, _, _) in enumerate(pairs, 1)]
    # the front is filled first, and the key, which follows it, begins a page
    front = (replace(section, front=True) for section in (_person(made), *(asked or [_none(made)])))
    key = [_key(made, [options for _, _, options in pairs])] if pairs else []
    return replace(
        document,
        title=made.unit("title", Words(made.word("quiz.title", title=plain(document.title.text)))),
        lead=made.unit("lead", Words(made.word("quiz.lead"))) if pairs else None,
        sections=(*front, *key),
    )


def _person(made: _SheetWriter) -> Section:
    """Return the fields for the name of who answers, and the day."""
    fields = (
        Field("name", made.unit("person/name", Words(made.word("quiz.name"))), "text", 3),
        Field("date", made.unit("person/date", Words(made.word("quiz.date"))), "date", 1),
    )
    return made.section("person", None, (Fields(made.id_of("person/fields"), fields),))


def _asked(made: _SheetWriter, number: int, section: Section) -> Section:
    """Return a question with its number, its options, and a box to answer in."""
    label = made.unit(f"{number}/answer", Words(made.word("quiz.answer")))
    box = Fields(made.id_of(f"{number}/box"), (Field(f"answer-{number}", label, "text"),))
    return made.section(str(number), _numbered(made, f"{number}/title", number, section), (*section.blocks, box))


def _numbered(made: _SheetWriter, place: str, number: int, section: Section) -> Unit:
    text = section.title.text if section.title is not None else ()
    return made.unit(place, Words(f"{number}. "), *text)


def _none(made: _SheetWriter) -> Section:
    """Return the section that stands where a deck asks nothing."""
    return made.section("none", None, (Paragraph(made.unit("none/text", Words(made.word("quiz.none")))),))


def _key(made: _SheetWriter, answered: list[Options]) -> Section:
    """Return the key: the right options in one line, then each question with all its options and the reasons."""
    letters = "; ".join(f"{number}\u00a0{_right(options)}" for number, options in enumerate(answered, 1))
    line = Paragraph(made.unit("key/letters", Strong((Words(letters),))))
    heads = (made.word("quiz.option"), made.word("quiz.verdict"), made.word("quiz.reason"))
    columns = tuple(
        Column(str(place), made.unit(f"key/columns/{place}", Words(head))) for place, head in enumerate(heads)
    )
    groups = tuple(_answered(made, number, options) for number, options in enumerate(answered, 1))
    title = made.unit("key/title", Words(made.word("quiz.key")))
    return made.section("key", title, (line, Table(made.id_of("key/table"), None, columns, groups)))


def _right(options: Options) -> str:
    """Return the letters of the right options of a question."""
    return ",\u00a0".join(_letter(place) for place, option in enumerate(options.options) if option.right)


def _letter(place: int) -> str:
    return chr(65 + place)


def _answered(made: _SheetWriter, number: int, options: Options) -> Group:
    """Return the rows of a question: each option with its verdict and the reason for it."""
    title = made.word("quiz.answered", number=number, letters=_right(options))
    rows = tuple(_option(made, f"key/{number}", place, option) for place, option in enumerate(options.options))
    return Group(made.id_of(f"key/{number}"), made.unit(f"key/{number}/title", Words(title)), None, rows)


def _option(made: _SheetWriter, question: str, place: int, option: Option) -> Row:
    """Return the row of an option; that of a right one begins in bold."""
    name = f"{question}/{_letter(place)}"
    text: Text = (Words(f"{_letter(place)}\u00a0\u00a0"), *option.option.text)
    verdict: Text = (Words(made.word("right" if option.right else "wrong")),)
    if option.right:
        text, verdict = (Strong(text),), (Strong(verdict),)
    cells = made.unit(f"{name}/option", *text), made.unit(f"{name}/verdict", *verdict)
    return Row(made.id_of(name), (*cells, option.reason))
