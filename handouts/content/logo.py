"""A clinic's logo: its file, and the picture that pages and slides show.

A picture is shown upright, with 8 bits a channel and in sRGB, whatever its file is like. A PNG or JPEG file that is so
already is taken byte for byte; every other one becomes a PNG.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.core.inside import StrayFileError, file_inside

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG")
LARGEST_FILE = 20_000_000  # bytes
LARGEST_SIDE = 4000  # pixels
# longer side divided by the shorter one; beyond it a logo is a line of a point or two on paper
LONGEST_SHAPE = 20
_ORIENTATION = 0x0112  # the EXIF tag
# what makes a picture upright, by the name that Pillow gives it
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
# the place of the bit depth in a PNG file, and its end
_DEPTH, _PNG_END = 24, b"IEND\xaeB`\x82"


class LogoError(ValueError):
    """The error for a logo that cannot be shown; it ends a sentence that begins with the name of the logo."""


@dataclass(frozen=True, slots=True)
class LogoPicture:
    """A logo as it is shown: the bytes of an upright PNG or JPEG file in sRGB, and its width divided by its height."""

    data: bytes
    ratio: float


def read_logo(root: Path, name: str) -> LogoPicture:
    """Return the picture of a clinic's logo. Raises LogoError."""
    content = root / "content"
    try:
        file = file_inside(content / "clinics", name, content, "the project's content")
        if file.stat().st_size > LARGEST_FILE:
            raise LogoError(f"has more than {LARGEST_FILE // 1_000_000} MB; use a smaller one")
        data = file.read_bytes()
    except StrayFileError as error:
        raise LogoError(str(error)) from error
    except OSError as error:
        raise LogoError(f"cannot be read: {error.strerror}") from error
    return _picture(data)


# by its bytes: a build shows the logo of one clinic on each page of all documents
@lru_cache(maxsize=4)
def _picture(data: bytes) -> LogoPicture:
    with _opened(data) as (image, said):
        _sized(image)
        image.load()
        if not _shown_as_it_is(image, data) or said:
            shown = _upright(image, data)
            return LogoPicture(_as_png(shown), shown.width / shown.height)
        return LogoPicture(data, image.width / image.height)


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[Image, list[warnings.WarningMessage]]]:
    """Open a picture, with a list to which each warning about it is added; what goes wrong inside is a LogoError."""
    from PIL import Image

    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            # a picture of too many pixels warns before its size can be asked
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                yield image, said
    except LogoError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise LogoError(_TOO_LARGE) from error
    # the readers of broken files raise SyntaxError, struct.error, IndexError and others
    except Exception as error:
        raise LogoError("is not a PNG or JPEG picture that can be read; use another file") from error


_TOO_LARGE = f"is larger than {LARGEST_SIDE} pixels"


def _sized(image: Image) -> None:
    """Raise LogoError for a picture that is too large, empty or too narrow to be seen."""
    if max(image.size) > LARGEST_SIDE:
        raise LogoError(_TOO_LARGE)
    if min(image.size) < 1:
        raise LogoError("has no pixels; use another file")
    if max(image.size) > LONGEST_SHAPE * min(image.size):
        raise LogoError(
            f"is {image.width} by {image.height} pixels; one side is more than {LONGEST_SHAPE} times the other"
        )


def _shown_as_it_is(image: Image, data: bytes) -> bool:
    """Return whether every program shows a file alike: one upright picture of 8 bits a channel in sRGB."""
    # some programs show no PNG whose end is missing
    odd = image.format == "PNG" and (data[_DEPTH] > 8 or not data.endswith(_PNG_END))
    single = image.format in FORMATS and getattr(image, "n_frames", 1) == 1
    return single and not odd and _orientation(image) not in _TURNS and image.mode != "CMYK" and _is_srgb(image)


def _is_srgb(image: Image) -> bool:
    """Return whether a picture has no colour profile, or that of sRGB."""
    profile = image.info.get("icc_profile")
    return not profile or b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def _upright(image: Image, data: bytes) -> Image:
    """Return a picture turned as its EXIF data say, with 8 bits a channel, in sRGB."""
    from PIL.Image import Transpose

    flat = _eight_bits(image) if image.mode.startswith("I") else _in_rgb(image, data)
    turn = _TURNS.get(_orientation(image))
    return flat if turn is None else flat.transpose(Transpose[turn])


def _orientation(image: Image) -> int:
    """Return how a picture is turned, as EXIF numbers it: 1 is upright."""
    typed = image.getexif().get(_ORIENTATION, 1)
    return typed if isinstance(typed, int) else 1


def _eight_bits(image: Image) -> Image:
    """Return a grey picture of 16 bits with 8; Pillow itself would cut off what is above 255."""
    from PIL import Image, ImageChops

    raw = image.convert("I;16").tobytes()
    high, low = (Image.frombytes("L", image.size, raw[first::2]) for first in (1, 0))
    clear = image.info.get("transparency")
    if not isinstance(clear, int):
        return high
    hidden = ImageChops.multiply(_where(high, clear >> 8), _where(low, clear & 255))
    return Image.merge("LA", (high, ImageChops.invert(hidden)))


def _where(image: Image, value: int) -> Image:
    """Return a mask of the pixels that have a value."""
    return image.point([255 if level == value else 0 for level in range(256)])


def _in_rgb(image: Image, data: bytes) -> Image:
    """Return a picture in sRGB, with its transparent parts."""
    from PIL import ImageChops

    # without Adobe's mark, the four inks of a JPEG are stored as they are; Pillow takes all for inverted
    if image.mode == "CMYK" and b"Adobe" not in data[: data.find(b"\xff\xda")]:
        facts, image = image.info, ImageChops.invert(image)
        image.info = facts
    clear = "transparency" in image.info or image.mode in ("LA", "PA", "RGBA")
    flat = image.convert("RGBA" if clear else "RGB")
    return flat if _is_srgb(image) else _by_profile(image, flat)


def _by_profile(image: Image, flat: Image) -> Image:
    """Return a picture with the colours that its profile means; a profile that cannot be used counts as none."""
    from PIL import ImageCms

    inks = image if image.mode in ("CMYK", "L") else flat.convert("RGB")
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
        meant = ImageCms.profileToProfile(inks, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, struct.error):
        return flat
    if meant is None:
        return flat
    if flat.mode == "RGBA":
        meant.putalpha(flat.getchannel("A"))
    return meant


def _as_png(image: Image) -> bytes:
    """Return the PNG file of a picture, without the facts of its former file."""
    image.info = {}
    out = BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()
