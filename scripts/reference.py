"""Write the generated pages of docs/reference/: `python scripts/reference.py`."""

from __future__ import annotations

from pathlib import Path

from handouts.cli.manual import PAGE, manual
from handouts.editions.reference.pages import pages

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write each page, and print its path."""
    for name, text in {**pages(), PAGE: manual()}.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
