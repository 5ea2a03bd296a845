"""The list of commands; each is the module of the same name, imported when it is called."""

from __future__ import annotations

import errno
from importlib import import_module

import click

COMMANDS = (
    "add",
    "approve",
    "build",
    "check",
    "current",
    "diff",
    "dossier",
    "explain",
    "impact",
    "list",
    "new",
    "quiz",
    "recall",
    "release",
    "schema",
    "speak",
    "status",
    "trace",
    "verify",
    "watch",
)

# a disk that takes no more, also below the standard output, is no fault of the program
FULL = {getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)}


class Commands(click.Group):
    """A group of commands that are imported when they are called, so that `--help` stays fast."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with a name, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module = vars(import_module(f"handouts.cli.{cmd_name}")).values()
        return next(each for each in module if isinstance(each, click.Command) and each.name == cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run the typed command; an exception that none of its steps has caught ends it with a problem and status 1."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException, EOFError):
            raise
        except Exception as error:
            # a closed pipe is no fault: click ends quietly, as other programs do
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            if isinstance(error, OSError) and error.errno in FULL:
                message = f"cannot write on: {error.strerror}; make room, and run the command again"
                raise click.ClickException(message) from error
            _print_fault(error, ctx)
            ctx.exit(1)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the typed command; for an unknown name, exit and suggest the nearest one."""
        if not (ctx.resilient_parsing or args[0] in COMMANDS or args[0].startswith("-")):
            from handouts.core.problem import did_you_mean

            ctx.fail(f"no such command {args[0]!r}{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)


def _print_fault(error: Exception, ctx: click.Context) -> None:
    """Print an exception that ended a command as one problem."""
    from handouts.cli.printing import print_problems
    from handouts.core.faults import fault
    from handouts.core.problem import Mark

    print_problems([fault(error, Mark("handouts"), f"the command {ctx.invoked_subcommand!r}")])
