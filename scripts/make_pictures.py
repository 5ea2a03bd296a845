"""Draw the small pictures of the README from finished files.

    handouts build
    python scripts/make_pictures.py build docs/pictures

Draws page 1 of each leaflet in `a4` and some slides of one deck. Needs pypdfium2 (the extra `test` installs it);
slides are drawn only where LibreOffice's `soffice` is installed.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

WIDTH = 360
LARGEST = 60_000  # bytes
COLOURS = (256, 128, 64, 32, 16)
LEAFLETS = "leaflets/*.en.a4.pdf"
DECKS = "decks/artery-and-anticoagulants.en.widescreen.pptx"
SLIDES = (2, 6, 10)


def main() -> None:
    """Draw what has been built; say what has not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("pictures", type=Path)
    chosen = parser.parse_args()
    chosen.pictures.mkdir(parents=True, exist_ok=True)
    leaflets = sorted(chosen.build.glob(LEAFLETS))
    if not leaflets:
        sys.exit(f"no leaflets in {chosen.build}: run `handouts build` first")
    for file in leaflets:
        save(page(file, 1), chosen.pictures / f"{name_of(file)}.png")
    for name, number, picture in slides(sorted(chosen.build.glob(DECKS))):
        save(picture, chosen.pictures / f"{name}-{number}.png")


def slides(decks: list[Path]) -> Iterator[tuple[str, int, Image.Image]]:
    """Some slides of each deck, as LibreOffice shows them."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("no soffice: slides are not drawn", file=sys.stderr)
        return
    with TemporaryDirectory() as folder:
        for deck in decks:
            drawn = printed(soffice, deck, Path(folder))
            for number in SLIDES:
                if number <= len(pypdfium2.PdfDocument(drawn)):
                    yield name_of(deck), number, page(drawn, number)


def printed(soffice: str, deck: Path, folder: Path) -> Path:
    """A deck as PDF."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(deck)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{deck.stem}.pdf"


def page(file: Path, number: int) -> Image.Image:
    """A page as wide as a picture of the README, drawn large first so that small type stays smooth."""
    sheet = pypdfium2.PdfDocument(file)[number - 1]
    large = sheet.render(scale=3 * WIDTH / sheet.get_width()).to_pil().convert("RGB")
    return large.resize((WIDTH, round(large.height * WIDTH / large.width)), Image.Resampling.LANCZOS)


def save(picture: Image.Image, file: Path) -> None:
    """A PNG with as many colours as its size allows."""
    for colours in COLOURS:
        buffer = BytesIO()
        few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(buffer, "PNG", optimize=True)
        if buffer.tell() <= LARGEST:
            break
    file.write_bytes(buffer.getvalue())
    print(f"{file} {buffer.tell():,} bytes")


def name_of(file: Path) -> str:
    """The document that a file is of."""
    return file.name.partition(".")[0]


if __name__ == "__main__":
    main()
