"""What `docs/explanations/promises.md` says that the program never does, held against its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import handouts

PACKAGE = Path(handouts.__file__).parent
# modules through which Python or an installed library reaches the network
NETWORK = (
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
)
# each runs one program of this machine: git, ssh-keygen, LibreOffice
RUN_A_PROGRAM = {"content/revisions.py", "content/signature.py", "editions/diff/pictures.py"}


def imported(source: str) -> Iterator[str]:
    """Every module that a source imports, with the names that it takes from it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reaches(source: str, modules: tuple[str, ...]) -> list[str]:
    """The imports of a source that are one of these modules, or a part of one."""
    return [name for name in imported(source) if f"{name}.".startswith(tuple(f"{each}." for each in modules))]


def sources() -> Iterator[tuple[str, str]]:
    """The path and the text of each module of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")


def test_no_module_reaches_the_network() -> None:
    assert {path: found for path, text in sources() if (found := reaches(text, NETWORK))} == {}


def test_only_three_modules_run_other_programs() -> None:
    assert {path for path, text in sources() if reaches(text, ("subprocess",))} == RUN_A_PROGRAM
    assert [path for path, text in sources() if reaches(text, ("os.system", "os.popen", "pty"))] == []


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "def f():\n    from urllib import request",
        "from urllib.request import urlopen",
        "import http.client as c",
    ],
)
def test_a_module_that_reaches_the_network_is_found(source: str) -> None:
    assert reaches(source, NETWORK) != []


@pytest.mark.parametrize(
    "source", ["from urllib.parse import urlsplit", "from handouts.core import links", "import os"]
)
def test_a_module_that_reads_an_address_reaches_nothing(source: str) -> None:
    assert reaches(source, NETWORK) == []
