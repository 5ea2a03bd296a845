"""`handouts extend`: move the review of a claim, food or document to a later day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import AS_OF, PROJECT, TRACEBACK, Day, Line, examples
from handouts.cli.printing import say_waiting
from handouts.cli.requests import as_typed, must_be_known

if TYPE_CHECKING:
    from handouts.content.reviews import Extension
    from handouts.pipeline.request import Request


@click.command(
    epilog=examples(
        'handouts extend inr.target --until 2028-02-22 --name "A. Example" --reason "The new guideline is due in January."',
        'handouts extend warfarin-diet food/kale_cooked --until 2028-02-22 --name "A. Example" --reason "Staff are ill."',
    )
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--until", type=Day(), required=True, help="The last day of the extension.")
@click.option("--reason", type=Line(), required=True, help="Why the review can wait.")
@click.option("--name", type=Line(), required=True, help="Who decides it.")
@AS_OF
@TRACEBACK
@PROJECT
def extend(ids: tuple[str, ...], until: date, reason: str, name: str, as_of: date | None, folder: Path | None) -> None:
    """Give reviews more time, with a reason and a name.

    An ID is that of a claim, a document or `food/ID`. It is written to content/extensions.yaml; `checked` stays as it is.
    The time ends at the latest some months after the review was due, as content/reviews.yaml says.
    """
    from handouts.content.reviews import EXTENSIONS
    from handouts.editions.extending import ExtensionError, record

    request = as_typed(folder, as_of=as_of)
    extensions = _extensions(request, tuple(dict.fromkeys(ids)), until, (reason, name))
    try:
        record(request.root, extensions, say_waiting)
    except ExtensionError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"cannot record it in {EXTENSIONS}: {error.strerror or error}") from error
    for each in extensions:
        click.echo(f"extended: {each.id} {each.words()}")


def _extensions(request: Request, ids: tuple[str, ...], until: date, who: tuple[str, str]) -> list[Extension]:
    """Return the extensions to record; an id that there is not, or that cannot be extended, is a usage error."""
    from handouts.content.project import Project
    from handouts.content.reviews import Extension
    from handouts.core.problem import Mark
    from handouts.core.schema import YEARS
    from handouts.editions.extending import refusal, reviews_by_id

    if until.year not in YEARS:
        last = YEARS.stop - 1
        raise click.UsageError(f"--until {until} cannot be the end of a review; write a day up to {last}")
    if until < request.as_of:
        raise click.UsageError(f"--until {until} is before {request.as_of}; name a later day")
    reviews, content = reviews_by_id(Project(request.root))
    must_be_known("claim, document or food", ids, reviews)
    found = []
    for name in ids:
        review = reviews[name]
        if review is None:
            raise click.UsageError(f"{name!r} has no review date that can be read; mend it first: handouts check")
        extension = Extension(name, review.due, until, *who, request.as_of, Mark(""))
        fault = refusal(extension, content)
        if fault is not None:
            raise click.UsageError(fault)
        found.append(extension)
    return found
