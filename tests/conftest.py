"""Options of the suite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from support.projects import without_clinical_rules
from support.shipped import shipped_files

__all__ = ["shipped_files"]

# a shared machine may stop a test for longer than any sensible bound on one example
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--update-references`."""
    parser.addoption("--update-references", action="store_true", help="Write the reference pictures anew.")


@pytest.fixture
def update_references(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-references"))


@pytest.fixture(autouse=True)
def _fragments_meet_no_clinical_rule(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small samples of most tests are fragments: their facts are sound, but they are no whole leaflets."""
    if "clinical" not in request.keywords:
        without_clinical_rules(monkeypatch)


@pytest.fixture(scope="session", autouse=True)
def _commands_print_for_programs() -> Iterator[None]:
    """Tests read one problem or path a line; what people read is folded and grouped, and has tests of its own."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("HANDOUTS_BUILD_FORMAT", "paths")
        monkeypatch.setenv("HANDOUTS_CHECK_FORMAT", "lines")
        yield
