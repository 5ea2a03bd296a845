"""`handouts approve`: show what changed since the last approval, then record a new one."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import clinics, documents
from handouts.cli.options import AS_OF, PROJECT, TRACEBACK, Day, Line, Role, examples
from handouts.cli.printing import counted, print_problems, say_waiting
from handouts.cli.requests import as_typed, proved
from handouts.core.words import SOURCE

if TYPE_CHECKING:
    from handouts.content.approvals import Approval
    from handouts.content.model import Signer
    from handouts.editions.approval import Approver, Proposal
    from handouts.pipeline.request import Request


@click.command(
    epilog=examples(
        'handouts approve warfarin-diet --name "A. Example" --role clinician --until 2027-11-22',
        "handouts approve --claim inr.target --name 'A. Example' --role pharmacist --until 2027-11-22 --sign ~/.ssh/id",
    )
)
@click.argument("document", required=False, metavar="[ID]", shell_complete=documents)
@click.option("--claim", default=None, help="Approve a changed claim in every document where it is all that changed.")
@click.option("--unit", default=None, help="The same for a text unit that documents share.")
@click.option("--lang", default=SOURCE, show_default=True, help="The language that was read.")
@click.option("--clinic", default=None, shell_complete=clinics, help="A clinic's own edition.")
@click.option("--name", type=Line(), required=True, help="Who approves.")
@click.option("--role", type=Role(), required=True, help="In which role.")
@click.option("--until", type=Day(), required=True, help="The last day on which the approval counts.")
@click.option("--sign", "key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An SSH key.")
@click.option("--yes", is_flag=True, help="Record without asking.")
@AS_OF
@TRACEBACK
@PROJECT
def approve(
    document: str | None,
    claim: str | None,
    unit: str | None,
    lang: str,
    clinic: str | None,
    name: str,
    role: Signer,
    until: date,
    key: Path | None,
    yes: bool,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Record an approval, having shown what changed since the last.

    It is written to content/sign-offs.yaml, and lapses by itself when what was approved changes.
    """
    from handouts.content.approvals import SIGN_OFFS
    from handouts.core.files import is_file
    from handouts.core.schema import YEARS
    from handouts.editions.approval import Approver, LedgerError, SignatureError, record

    if [document, claim, unit].count(None) != 2:
        raise click.UsageError("say what is approved: one ID, or --claim CLAIM, or --unit ID")
    request = proved(as_typed(folder, ids=(document,) if document else (), langs=(lang,), clinic=clinic, as_of=as_of))
    if key is not None and not is_file(key):
        raise click.UsageError(f"--sign {key} is not a file; name the file of an SSH key")
    for day in (until, request.as_of):
        if day.year not in YEARS:
            raise click.UsageError(f"{day} cannot be the date of an approval; write a day from 1900 to 2199")
    if until < request.as_of:
        raise click.UsageError(f"--until {until} is before {request.as_of}, the day of the approval")
    proposals = _proposals(request, Approver(name, role, until, key), claim, unit)
    for proposal in proposals:
        _print_proposal(proposal)
    if not yes:
        click.confirm(f"Record {counted(len(proposals), 'approval')} by {name} as {role}?", abort=True, err=True)
    try:
        made = record(request.root, proposals, key, say_waiting)
    except (SignatureError, LedgerError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        reason = error.strerror or error
        raise click.ClickException(f"cannot record the approval in {SIGN_OFFS}: {reason}") from error
    for approval in made:
        signed = f", signed: {approval.signature}.sig" if approval.signature else ""
        click.echo(f"approved: {_edition(approval)}: {approval.role} until {approval.until}{signed}")


def _proposals(request: Request, approver: Approver, claim: str | None, unit: str | None) -> list[Proposal]:
    """Return the approvals to record; exit with status 1 where none is possible."""
    from handouts.editions.approval import WrongRoleError, propose, propose_claim, propose_unit

    if claim is not None:
        proposals, problems = propose_claim(request, approver, claim)
    elif unit is not None:
        proposals, problems = propose_unit(request, approver, unit)
    else:
        try:
            proposal, problems = propose(request, approver)
        except WrongRoleError as error:
            raise click.UsageError(str(error)) from error
        proposals = [proposal] if proposal is not None else []
    print_problems(problems)
    if not proposals:
        click.echo("nothing approved", err=True)
        sys.exit(1)
    return proposals


def _edition(approval: Approval) -> str:
    clinic = f" for {approval.clinic}" if approval.clinic else ""
    return f"{approval.document} {approval.lang}{clinic}"


def _print_proposal(proposal: Proposal) -> None:
    from handouts.editions.approval import page_words

    approval, since = proposal.approval, proposal.since
    edition = _edition(approval)
    if since is None:
        click.echo(f"{edition}: nobody has approved it before")
        return
    ours = "" if since.clinic == approval.clinic else " for all clinics"
    last = f"{since.name} approved it as {since.role} on {since.when}{ours}"
    if proposal.changes is None:
        click.echo(f"{edition}: {last}; what it was then is not known, for its record is missing or changed")
    elif not proposal.changes:
        click.echo(f"{edition}: nothing has changed since {last}")
    else:
        click.echo(f"{edition}: changed since {last}:")
        for change in proposal.changes:
            click.echo(f"  {change.words()}")
    if proposal.pages:
        click.echo(f"  pages: {page_words(dict(proposal.pages))}")
