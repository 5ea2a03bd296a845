"""Which commands there are; each is the module of its name, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = (
    "approve",
    "build",
    "check",
    "current",
    "diff",
    "dossier",
    "impact",
    "list",
    "new",
    "quiz",
    "recall",
    "release",
    "speak",
    "status",
    "trace",
    "verify",
    "watch",
)


class Commands(click.Group):
    """Commands that are loaded when they are asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module = vars(import_module(f"handouts.cli.{cmd_name}")).values()
        return next(each for each in module if isinstance(each, click.Command) and each.name == cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; a wrong name ends with the nearest right one."""
        if not (ctx.resilient_parsing or args[0] in COMMANDS or args[0].startswith("-")):
            from handouts.core.problem import did_you_mean

            ctx.fail(f"no such command {args[0]!r}{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)
