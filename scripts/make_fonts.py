"""Make the font files of layouts/fonts from their packages: smaller, without hinting, renamed.

    python scripts/make_fonts.py WOFF2_FOLDER LIBERATION_FOLDER layouts/fonts

WOFF2_FOLDER: `package/fonts/complete/woff2` of the npm package @ibm/plex-sans 1.1.0 (`npm pack`, then untar).
LIBERATION_FOLDER: `usr/share/fonts/truetype/liberation2` of the Debian package fonts-liberation2 2.1.5-1
(`apt-get download`, then `dpkg-deb -x`). Not the package fonts-liberation 1.07.4: that one is not under the OFL.

Needs fonttools 4.68.0 and brotli 1.2.1; the same inputs and versions give the same bytes. The licence text of
Liberation is kept by hand (layouts/fonts/README.md says why, and why both families must be renamed).
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

HINTING = ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH", "DSIG")
LAYOUT = ("GSUB", "GPOS", "GDEF", "kern")  # ReportLab reads none of them
EDITOR = ("FFTM",)

COPYRIGHT, VERSION, TRADEMARK, LICENCE, LICENCE_ADDRESS = 0, 5, 7, 13, 14
KEPT_NAMES = (COPYRIGHT, VERSION, TRADEMARK, LICENCE, LICENCE_ADDRESS)
CHANGES = "modified for handouts: no hinting, no layout tables"
WINDOWS_UNICODE_ENGLISH = (3, 1, 0x409)

# head.flags: instructions may depend on the point size (bit 2), may alter advance widths (bit 4)
INSTRUCTION_FLAGS = 1 << 2 | 1 << 4


@dataclass(frozen=True, slots=True)
class Face:
    """One font file to make: where from, where to, and the name it is given."""

    source: str
    target: str
    family: str
    style: str

    @property
    def full_name(self) -> str:
        """The name in a font menu."""
        return self.family if self.style == "Regular" else f"{self.family} {self.style}"

    @property
    def postscript_name(self) -> str:
        """The name in a PDF."""
        return f"{self.family.replace(' ', '')}-{self.style}"


PLEX = tuple(
    Face(f"IBMPlexSans-{style}.woff2", f"plex/IBMPlexSans-{style}.ttf", "Handouts Sans", style)
    for style in ("Regular", "SemiBold", "Bold")
)
LIBERATION = tuple(
    Face(f"LiberationSans-{style}.ttf", f"liberation/LiberationSans-{style}.ttf", "Handouts Metric", style)
    for style in ("Regular", "Bold")
)


def strip_hinting(font: TTFont) -> None:
    """Drop the instructions of every glyph and what they need; outlines and widths stay."""
    drop_tables(font, HINTING)
    font["glyf"].removeHinting()
    font["head"].flags &= ~INSTRUCTION_FLAGS
    limits = font["maxp"]
    limits.maxZones = 1
    limits.maxTwilightPoints = limits.maxStorage = limits.maxStackElements = 0
    limits.maxFunctionDefs = limits.maxInstructionDefs = limits.maxSizeOfInstructions = 0


def drop_tables(font: TTFont, tags: tuple[str, ...]) -> None:
    """Delete those of the tables that the font has."""
    for tag in tags:
        if tag in font:
            del font[tag]


def rename(font: TTFont, face: Face) -> None:
    """Replace the name table: the new names, and the old copyright, trademark and licence."""
    table = font["name"]
    records = {number: table.getDebugName(number) for number in KEPT_NAMES}
    version = records[VERSION]
    records[VERSION] = f"{version}; {CHANGES}"
    records |= style_names(face)
    records[3] = f"{version.removeprefix('Version ')};{face.postscript_name}"
    table.names = []
    for number, text in sorted(records.items()):
        table.setName(text, number, *WINDOWS_UNICODE_ENGLISH)


def style_names(face: Face) -> dict[int, str]:
    """Family, style, full and PostScript name; a weight that no menu links gets a family of its own."""
    names = {1: face.family, 2: face.style, 4: face.full_name, 6: face.postscript_name}
    if face.style in {"Regular", "Bold"}:
        return names
    return names | {1: face.full_name, 2: "Regular", 16: face.family, 17: face.style}


def make(face: Face, folder: Path, out: Path) -> Path:
    """Write one face; dates and bounding boxes stay those of the source, so that bytes repeat."""
    font = TTFont(folder / face.source, recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = None
    strip_hinting(font)
    drop_tables(font, LAYOUT + EDITOR)
    rename(font, face)
    target = out / face.target
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)
    return target


def main() -> None:
    """Make every face, and copy the licence that stands beside the Plex files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("woff2_folder", type=Path)
    parser.add_argument("liberation_folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    made = [make(face, options.woff2_folder, options.out) for face in PLEX]
    made += [make(face, options.liberation_folder, options.out) for face in LIBERATION]
    (options.out / "plex/OFL.txt").write_bytes((options.woff2_folder / "license.txt").read_bytes())
    for path in made:
        print(f"{path.stat().st_size:>7} {path}")


if __name__ == "__main__":
    main()
