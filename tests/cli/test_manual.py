"""The committed page of commands is the one that their declarations make, and has an entry for each command."""

from __future__ import annotations

import click
import pytest
from support.projects import REPO

from handouts.cli import main
from handouts.cli.commands import COMMANDS
from handouts.cli.manual import PAGE, manual


def section_of(name: str) -> str:
    return manual().partition(f"### handouts {name}\n")[2].partition("\n### ")[0]


def test_the_page_is_up_to_date() -> None:
    assert (REPO / PAGE).read_text(encoding="utf-8") == manual(), "run python scripts/reference.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_entry_with_all_that_it_takes(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    each = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
    options = [name for one in each for param in one.params if isinstance(param, click.Option) for name in param.opts]
    section = section_of(name)
    assert all(f"`{option}`" in section for option in options)
    assert f"\nhandouts {name} " in section


def test_a_page_of_yesterday_would_be_found() -> None:
    assert manual().replace("--force", "--again") != manual()
    assert section_of("no-such-command") == ""


def test_a_hidden_subcommand_stands_where_it_is_typed() -> None:
    assert "handouts release [OPTIONS] TAG [ID]..." in section_of("release")
    assert "release make" not in manual()
