"""The list of commands; each is the module of the same name, imported when it is called."""

from __future__ import annotations

import errno
import os
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

# what a person comes for, with its commands in the order in which they are needed; each command stands in one group
GROUPS = {
    "Print": ("build", "quiz"),
    "Write": ("new", "add", "import", "check", "order", "watch", "explain", "rules", "schema"),
    "Approve": ("status", "dossier", "approve", "release"),
    "Keep up to date": ("due", "extend", "impact", "diff", "current", "recall"),
    "Look inside": ("list", "trace", "verify", "speak"),
}
COMMANDS = tuple(sorted(name for names in GROUPS.values() for name in names))

# set by a shell that asks for completion, as `COMMAND_SHELL`
ASKED = "_HANDOUTS_COMPLETE"
LONGEST_HELP = 1000  # letters, so that no sentence is cut

# a disk that takes no more, also below the standard output, is no fault of the program
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def module_of(command: str) -> str:
    """Return the module of a command; none can have a word of Python, such as `import`, as its name."""
    return f"handouts.cli.{command}_" if iskeyword(command) else f"handouts.cli.{command}"


class Commands(click.Group):
    """A group of commands that are imported when they are called, so that `--help` stays fast."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands into the help, by groups, each with the first sentence of its own help."""
        for group, names in GROUPS.items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            with formatter.section(group):
                formatter.write_dl([(name, each.get_short_help_str(LONGEST_HELP)) for name, each in commands if each])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; without any word, print the help and end well: nothing went wrong."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()
        return super().parse_args(ctx, args)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with a name, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module = vars(import_module(module_of(cmd_name))).values()
        return next(each for each in module if isinstance(each, click.Command) and each.name == cmd_name)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the program, or answer a shell that asks how a line goes on."""
        if os.environ.get(ASKED, "").startswith("powershell_"):
            from handouts.cli.powershell import offer

            offer()
        return super().main(*args, **extra)

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
