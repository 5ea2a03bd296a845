"""QR codes drawn as squares: found by their dark modules, rebuilt and decoded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handouts.audit.readers.pdf.painted import Area, Fill

QUIET = 4  # modules of white space around a code
SCALE = 6  # pixels per module when a code is decoded
LEAST_BARS = 60
MOST_MODULES = 177  # per side, in the largest code
DARK = 0.35


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code on a page: its bounds, the size of a module in pt, and its text, or None where it cannot be read."""

    area: Area
    module: float
    says: str | None

    @property
    def side(self) -> float:
        """Its width with the quiet zone, in pt."""
        return self.area.width + 2 * QUIET * self.module


def codes(fills: Sequence[Fill]) -> Iterator[Code]:
    """Yield the QR codes among the dark bars of a page."""
    bars: defaultdict[float, list[Area]] = defaultdict(list)
    for fill in fills:
        area = fill.area
        height = area.top - area.bottom
        if not fill.points and 0.4 < height < 20 and fill.colour is not None and max(fill.colour) < DARK:
            bars[round(height, 1)].append(area)
    for group in bars.values():
        if len(group) >= LEAST_BARS and (code := _code(group)) is not None:
            yield code


def _code(bars: list[Area]) -> Code | None:
    module = sorted(bar.height for bar in bars)[len(bars) // 2]
    area = Area(
        min(bar.left for bar in bars),
        min(bar.bottom for bar in bars),
        max(bar.right for bar in bars),
        max(bar.top for bar in bars),
    )
    count = round(area.width / module)
    module = area.width / count
    if abs(area.width - area.height) > module / 2 or not 21 <= count <= MOST_MODULES or (count - 21) % 4:
        return None
    return Code(area, module, _decoded(bars, area, module, count))


def _decoded(bars: list[Area], area: Area, module: float, count: int) -> str | None:
    # imported here, because only pages with a code need the decoder
    import zxingcpp
    from PIL import Image

    side = (count + 2 * QUIET) * SCALE
    image = Image.new("L", (side, side), 255)
    for bar in bars:
        left = round((bar.left - area.left) / module) + QUIET
        right = round((bar.right - area.left) / module) + QUIET
        row = round((area.top - bar.top) / module) + QUIET
        image.paste(0, (left * SCALE, row * SCALE, right * SCALE, (row + 1) * SCALE))
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return str(found[0].text) if found else None
