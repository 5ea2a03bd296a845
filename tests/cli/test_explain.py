"""`handouts explain` and `handouts schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from handouts.cli import main
from handouts.cli.commands import COMMANDS
from handouts.editions.reference.explain import names


def explain(name: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["explain", name])
    return result.exit_code, result.output


def test_a_mapping_is_explained_with_all_its_keys() -> None:
    code, out = explain("figure.bars")
    assert code == 0
    assert out.startswith("figure.bars: Amounts as bars.\nin content/leaflets/*.yaml, content/decks/*.yaml\n")
    assert "  axis          what the axis shows, with the unit (needed)\n" in out
    assert "  rows: {" in out


def test_a_key_is_explained_by_its_mapping_or_by_its_bare_name() -> None:
    assert explain("clinic.phone.hours") == explain("hours")
    code, out = explain("alt")
    assert code == 0
    # the same key of several mappings is explained once
    assert out.count("what the figure shows, for who cannot see it") == 1


@pytest.mark.parametrize(("typed", "near"), [("figure.bar", "figure.bars"), ("cliniks", "clinic"), ("logoo", "logo")])
def test_an_unknown_key_names_the_nearest(typed: str, near: str) -> None:
    code, out = explain(typed)
    assert code == 1
    assert f"unknown key {typed!r}; did you mean {near!r}?" in out


def test_every_name_is_explained() -> None:
    for name in names():
        code, out = explain(name)
        assert code == 0, name
        assert max(map(len, out.splitlines())) <= 110


def test_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schema", str(tmp_path / "editor")])
    assert result.exit_code == 0
    written = sorted(path.name for path in (tmp_path / "editor").iterdir())
    assert "leaflets.schema.json" in written
    assert json.loads((tmp_path / "editor" / "clinics.schema.json").read_text())["title"] == "content/clinics/*.yaml"
    assert result.output.count("\n") == len(written)


@pytest.mark.parametrize("theirs", ["{}", '{"title": "content/claims/*.yaml"}', "[]", "[" * 100_000, "notes"])
def test_schemas_replace_older_ones_and_no_other_file(tmp_path: Path, theirs: str) -> None:
    for _ in range(2):
        assert CliRunner().invoke(main, ["schema", str(tmp_path)]).exit_code == 0
    ours = (tmp_path / "claims.schema.json").read_bytes()
    (tmp_path / "claims.schema.json").write_text(theirs, encoding="utf-8")
    (tmp_path / "clinics.schema.json").unlink()
    result = CliRunner().invoke(main, ["schema", str(tmp_path)])
    assert result.exit_code == 2
    assert "claims.schema.json is no schema of handouts" in " ".join(result.stderr.split())
    assert (tmp_path / "claims.schema.json").read_text(encoding="utf-8") == theirs
    assert not (tmp_path / "clinics.schema.json").exists()
    (tmp_path / "claims.schema.json").write_bytes(ours)
    assert CliRunner().invoke(main, ["schema", str(tmp_path)]).exit_code == 0


def test_the_commands_are_listed() -> None:
    assert {"explain", "schema"} <= set(COMMANDS)
