"""`handouts --help` against the smallest program that click can make."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from timing import HANDOUTS, Result, medians, process, ratio

HELLO = """import click


@click.command()
def hello() -> None:
    click.echo("Hello World!")


hello()
"""


def run(rounds: int) -> list[Result]:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "hello.py"
        script.write_text(HELLO, encoding="utf-8")
        taken = medians(
            {"handouts --help": lambda: process([*HANDOUTS, "--help"]), "click": lambda: process([str(script)])},
            rounds * 3,
        )
    return [ratio("handouts --help", "handouts --help", "click", 1.6, taken)]
