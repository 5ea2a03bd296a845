"""The check of everything that builds can make: without a clinic and with each one, in every layout, and drawn.

Nothing is written. A problem that comes up at several places is reported once; one that only some clinics have names
them, unless it stands in their files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from handouts.checks import waivers
from handouts.content.project import FOLDERS, Project, ProjectContent
from handouts.content.standing import reviewed
from handouts.core.problem import Problem, errors, merged
from handouts.pipeline.built import Progress, unseen
from handouts.pipeline.check import Beside, Examined, examined
from handouts.pipeline.documents import Set
from handouts.pipeline.looks import Looks, PaperFolder
from handouts.pipeline.plan import layouts_below, layouts_of, plan_of
from handouts.pipeline.press import Unset, drawn
from handouts.pipeline.request import Request

# the layouts in which no build sets a document; a pack or a comparison does
OTHER_PAPERS: tuple[PaperFolder, ...] = ("dossiers", "changes")
# most clinics that one problem names
MOST_NAMED = 3

Found = Mapping[str | None, Iterable[Problem]]


def examine_everywhere(request: Request, beside: Callable[[Request], Beside], progress: Progress = unseen) -> Examined:
    """Check the documents of a request as `examine` does, with each clinic and in each layout.

    Reading levels and content are those without a clinic. `beside` returns what finds further problems in the run for
    one clinic.
    """
    project, looks = Project(request.root), Looks(request.root)
    names = tuple(dict.fromkeys(name for kind in FOLDERS for name in layouts_of(request.root, kind)))
    runs: dict[str | None, Examined] = {}
    for clinic in (None, *project.clinics):
        own = replace(request, clinic=clinic, layouts=names)
        runs[clinic] = examined(replace(plan_of(own), looks=looks), beside(own), _unprintable, progress)
    problems = once({clinic: run.problems for clinic, run in runs.items()})
    return runs[None]._replace(problems=sorted(merged([*problems, *_of_layouts(request, looks)])))


def _unprintable(each: Set, content: ProjectContent) -> Iterator[Problem]:
    """Yield what is wrong with a document when it is set, drawn and read back in each layout, as a build does."""
    log: list[Problem] = []
    with each.guarded(log, "collecting the approvals"):
        signed = reviewed(each.standings(content.approvals))
        for file in each.files:
            placed = each.in_layout(file.layout, signed)
            log += placed.problems
            if not isinstance(placed, Unset) and not errors(placed.problems):
                # of the same page for another clinic, this is the same problem
                path = file.path.removeprefix(f"{each.plan.request.clinic}/")
                log += drawn(placed, path, each.plan.root)[1]
    yield from (problem.reaching(each.draft.id) for problem in log)


def _of_layouts(request: Request, looks: Looks) -> Iterator[Problem]:
    """Yield what is wrong with layouts in which no document is set."""
    plan = plan_of(request)
    for kind in FOLDERS:
        for name in layouts_of(request.root, kind):
            on_paper = plan.format_of(kind, name) == "pdf"
            found = looks.paper(name, "leaflets" if kind == "leaflet" else "decks") if on_paper else looks.show(name)
            yield from (problem.reaching(f"{FOLDERS[kind]}/{name}") for problem in found[1])
    for folder in OTHER_PAPERS:
        for name in layouts_below(request.root, folder):
            yield from (problem.reaching(f"{folder}/{name}") for problem in looks.paper(name, folder)[1])


def once(found: Found) -> list[Problem]:
    """Return the problems of several runs, each once; `found` holds them by the clinic of the run."""
    clinics: dict[Problem, list[str | None]] = {}
    reached: dict[Problem, list[Problem]] = {}
    for clinic, problems in found.items():
        for problem in problems:
            bare = problem.reaching()
            clinics.setdefault(bare, []).append(clinic)
            reached.setdefault(bare, []).append(problem)
    return [
        _named(problem, clinics[bare])
        for bare, problems in reached.items()
        # a waiver may be needed with one clinic alone
        if bare.rule != waivers.IDLE or len(clinics[bare]) == len(found)
        for problem in merged(problems)
    ]


def _named(problem: Problem, clinics: Iterable[str | None]) -> Problem:
    """Return a problem with the clinics that have it, if it does not come up without a clinic."""
    names = [name for name in dict.fromkeys(clinics) if name is not None]
    if None in clinics or problem.mark.file.startswith("content/clinics/"):
        return problem
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    words = ", ".join([*(repr(name) for name in names[:MOST_NAMED]), *more])
    return replace(problem, message=f"{problem.message} (with the clinic{'s' if len(names) > 1 else ''} {words})")
