"""Ids that become names of files on any machine."""

from __future__ import annotations

import pytest

from handouts.core.ids import id_fault


@pytest.mark.parametrize(
    "name", ["a", "warfarin-diet", "k1-and-k2", "2026", "console", "com", "nul-and-void", "x" * 60]
)
def test_a_plain_word_is_an_id(name: str) -> None:
    assert id_fault(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "", "Greens", "größe", "greens.old", "my greens", "green_leaf", "-greens", "greens-", "green--leaf", "..", "a/b",
        "a\\b", "c:a", "a\n", "a\0", "ｇreens", "gr\u0435ens", "١٢", "\udcff",
    ],
)  # fmt: skip
def test_anything_else_is_none(name: str) -> None:
    fault = id_fault(name)
    assert fault is not None
    assert fault.isprintable()
    assert "lower-case letters" in fault


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_a_device_of_windows_is_no_id(name: str) -> None:
    assert id_fault(name) == f"'{name}' is not an id; Windows keeps this name for a device"


def test_an_id_is_short_enough_for_a_file_name() -> None:
    assert id_fault("x" * 61) == "an id of 61 characters; use at most 60"
