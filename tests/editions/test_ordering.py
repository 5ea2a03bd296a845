"""The order of sections that parts least, and its writing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.projects import HEAD, make_project

from handouts.cli import main
from handouts.editions.ordering import Places, orders

# three pages hold a long and a short table each; in the author's order some must be parted
ROWS = {"one": 15, "two": 15, "three": 15, "four": 10, "five": 10, "six": 10}
FREE = Places(frozenset(), {})


def table(name: str, rows: int, keys: str = "") -> str:
    lines = "".join(f"          r{number}: [A food {number}, Much]\n" for number in range(rows))
    return (
        f"  - id: {name}\n{keys}    title: {name.title()}\n    blocks:\n      - id: foods\n        table:\n"
        f"          columns: {{food: Food, much: How much}}\n          rows:\n{lines.replace('          r', '            r')}"
    )


def project(folder: Path, keys: dict[str, str] | None = None) -> Path:
    body = "".join(table(name, rows, (keys or {}).get(name, "")) for name, rows in ROWS.items())
    return make_project(folder, {"leaflets/small.yaml": f"{HEAD}sections:\n{body}"})


def run(root: Path, *words: str) -> str:
    result = CliRunner().invoke(main, [*words, "--project", str(root)])
    assert result.exit_code == 0, result.output
    return result.output


def test_orders_come_by_their_moves_and_each_once() -> None:
    own = ("a", "b", "c", "d")
    found = [*orders(own, FREE)]
    assert found[0] == (own, 0)
    assert [moves for _, moves in found] == sorted(moves for _, moves in found)
    assert {order for order, _ in found} == set(permutations(own))
    assert len(found) == 24


@pytest.mark.parametrize(
    ("places", "holds"),
    [
        (Places(frozenset({0}), {}), lambda order: order[0] == "a"),
        (Places(frozenset(), {"c": "a"}), lambda order: order.index("a") < order.index("c")),
    ],
)
def test_only_allowed_orders_are_tried(places: Places, holds: Callable[[tuple[str, ...]], bool]) -> None:
    tried = {order for order, _ in orders(("a", "b", "c", "d"), places)}
    assert tried == {order for order in permutations(("a", "b", "c", "d")) if holds(order)}


def test_an_order_is_found_that_parts_nothing_and_written(tmp_path: Path) -> None:
    root = project(tmp_path)
    file = root / "content/leaflets/small.yaml"
    before = file.read_text(encoding="utf-8")
    said = run(root, "order", "small", "--try")
    assert file.read_text(encoding="utf-8") == before
    assert run(root, "order", "small") == said
    after = file.read_text(encoding="utf-8")
    assert after != before
    assert sorted(after.splitlines()) == sorted(before.splitlines())
    assert "nothing to move" in run(root, "order", "small")


def test_a_section_that_is_fixed_stays(tmp_path: Path) -> None:
    root = project(tmp_path, dict.fromkeys(ROWS, "    fixed: true\n"))
    assert "nothing to move" in run(root, "order", "small")


def test_a_section_that_must_come_later_than_it_does_is_an_error(tmp_path: Path) -> None:
    root = project(tmp_path, {"one": "    after: two\n"})
    result = CliRunner().invoke(main, ["order", "small", "--project", str(root)])
    assert result.exit_code == 2
    checked = CliRunner().invoke(main, ["check", "small", "--project", str(root)])
    assert "misplaced-section" in checked.output
