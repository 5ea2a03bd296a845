"""What a build made, for people: documents, how many are drafts, what stops files, where to look, what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from handouts.cli.folding import columns, fold, problem_lines, severe
from handouts.cli.printing import counted, near
from handouts.cli.report import print_found, told
from handouts.core.problem import beyond, errors

if TYPE_CHECKING:
    from handouts.core.problem import Problem
    from handouts.pipeline.built import Built, MadeFile
    from handouts.pipeline.request import Request

HEADS = {"leaflet": "Leaflets", "deck": "Decks"}
AFTER_WORD = " " * len("Next  ")
FRESH = 10  # new problems that are shown in full; a check shows all


def print_report(request: Request, built: Built) -> None:
    """Print what a build made to standard output, and to standard error what else there is to know."""
    for line in made_lines(built.made):
        click.echo(line)
    if built.made:
        click.echo("", err=True)
        for line in told(draft_words(built.made)):
            click.echo(line, err=True)
    print_errors(built)
    for line in _outlook(request, built):
        click.echo(line, err=True)


def print_errors(built: Built) -> None:
    """Print the errors of a build in full, and the files that they stop, to standard error."""
    found = errors(built.problems)
    if found:
        click.echo("", err=True)
    print_found(found, err=True)
    for path in built.stopped:
        click.echo(f"withheld: {path}", err=True)
    if found:
        stop = "stops" if len(found) == 1 else "stop"
        click.echo(f"{counted(len(found), 'error')} {stop} {counted(len(built.stopped), 'file')}", err=True)


def made_lines(made: Sequence[MadeFile]) -> list[str]:
    """Return a table of documents that were made: title, layouts, and pages or slides; leaflets first."""
    rows: list[tuple[str, str, str]] = []
    for kind, of_kind in groupby(made, lambda each: each.kind):
        files = list(of_kind)
        rows += [("", "", "")] if rows else []
        rows.append((HEADS[kind], "Layouts", _leaves(files)))
        langs = {each.lang for each in files}
        rows += [_row(list(own), langs) for _, own in groupby(files, lambda each: (each.document, each.lang))]
    heads = set(HEADS.values())
    lines = columns(rows) if rows else []
    return [click.style(line, bold=True) if line.partition("  ")[0] in heads else line for line in lines]


def _row(files: Sequence[MadeFile], langs: set[str]) -> tuple[str, str, str]:
    leaves = [str(each.leaves) for each in files]
    title = f"{files[0].title} ({files[0].lang})" if len(langs) > 1 else files[0].title
    return title, ", ".join(each.layout for each in files), ", ".join(leaves if len(set(leaves)) > 1 else leaves[:1])


def _leaves(files: Iterable[MadeFile]) -> str:
    """Return what is counted in these files: pages of PDFs, slides of PowerPoint files."""
    found = dict.fromkeys("Pages" if each.path.endswith(".pdf") else "Slides" for each in files)
    return " or ".join(found).capitalize()


def draft_words(made: Sequence[MadeFile]) -> str:
    """Return how many of these documents are drafts, in a sentence."""
    documents = {(each.document, each.lang) for each in made}
    drafts = {(each.document, each.lang) for each in made if not each.signed_off}
    if not drafts:
        return "Signed off: no page or slide says Draft."
    are = "is" if len(drafts) == 1 else "are"
    some = f"{len(drafts)} of {len(documents)} documents {are} Draft"
    if drafts == documents:
        some = "It is a Draft" if len(documents) == 1 else "Everything is Draft"
    return f"{some}: every page and slide says so until people have approved it (handouts approve)."


def _outlook(request: Request, built: Built) -> Iterator[str]:
    """Yield what is to be looked at, the first file, and the next step; one line where there was nothing to do."""
    others = [problem for problem in built.problems if problem.severity != "error"]
    fresh = others if built.before is None else list(beyond(others, built.before))
    wrong = len(others) < len(built.problems)
    if not (built.made or wrong or (fresh and built.before is not None)):
        are = "file is" if len(built.kept) == 1 else "files are"
        things = f"; {_things(len(others), request)}" if others else ""
        yield from told(f"nothing to do: {len(built.kept)} {are} up to date in {near(request.out)}{things}")
        return
    yield from _found(others, fresh, request, built)
    if built.made:
        yield ""
        yield f"Look  {near(request.out / built.made[0].path)}"
    step, *more = fold(_next(request, built), AFTER_WORD, "")
    yield from (f"Next  {step.strip()}", *more)


def _found(others: Sequence[Problem], fresh: Sequence[Problem], request: Request, built: Built) -> Iterator[str]:
    """Yield how many warnings and notes there are, and those that are new since the last build."""
    if built.before is None:
        yield from told(_things(len(others), request)) if others else ()
        return
    if not others and built.problems:
        yield "nothing else to look at"
        return
    if fresh:
        yield severe("new since the last build", fresh[0].severity)
    yield from (line for problem in fresh[:FRESH] for line in problem_lines(str(problem), "  "))
    yield from told(_news(len(fresh), len(others) - len(fresh), request))


def _things(number: int, request: Request) -> str:
    return f"{counted(number, 'thing')} to look at: {_command(request, 'check')}"


def _news(new: int, earlier: int, request: Request) -> str:
    """Return how many of the things to look at are new since the last build."""
    if not earlier:
        return _things(new, request) if new else "nothing to look at"
    head = f"{counted(new, 'new thing')} to look at" if new else "nothing new to look at"
    return f"{head}, {counted(earlier, 'earlier one')}: {_command(request, 'check')}"


def _next(request: Request, built: Built) -> str:
    """Return what to do after a build, as a command where there is one."""
    if errors(built.problems):
        return f"mend what is listed above, then: {_command(request, 'build')}"
    clinics = _clinics(request) if request.clinic is None and built.before is None else ()
    if clinics:
        return (
            f"{_command(request, 'build')} --clinic {shlex.quote(clinics[0])} (a clinic's name and phones on each page)"
        )
    if built.made and all(each.signed_off for each in built.made):
        return "handouts release --help (fix this edition, with its papers)"
    if built.before is None:
        return "handouts approve --help (record who has read and approved a document)"
    return f"{_command(request, 'watch')} (build at each save)"


def _clinics(request: Request) -> tuple[str, ...]:
    """Return the clinics of a project."""
    from handouts.content.project import Project

    return Project(request.root).clinics


def _command(request: Request, name: str) -> str:
    """Return a command for the same documents and clinic."""
    clinic = ("--clinic", request.clinic) if request.clinic is not None else ()
    return shlex.join(("handouts", name, *request.ids, *clinic))
