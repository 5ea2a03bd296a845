"""The file of a clinic's logo."""

from __future__ import annotations

from pathlib import Path


def logo_file(root: Path, name: str) -> Path:
    """Return the path of a clinic's logo."""
    return root / "content" / "clinics" / name
