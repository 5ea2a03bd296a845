"""Pictures of logos: whatever a camera, a scanner or a printer wrote comes out upright, in 8 bits and in sRGB."""

from __future__ import annotations

import os
import random
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from handouts.content.logo import LogoError, LogoPicture, read_logo

# a picture of four colours, by which each of its eight positions is told from the others
WIDE, TALL = 48, 24
RED, GREEN, BLUE, GREY = (250, 0, 0), (0, 160, 0), (0, 0, 250), (120, 120, 120)
CORNERS = {(2, 2): RED, (WIDE - 3, 2): GREEN, (2, TALL - 3): BLUE, (WIDE - 3, TALL - 3): GREY}
# what a camera that was held so has stored, as the way from the upright picture
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def four_colours() -> Image.Image:
    image = Image.new("RGB", (WIDE, TALL))
    for (x, y), colour in CORNERS.items():
        image.paste(colour, (x // 24 * 24, y // 12 * 12, x // 24 * 24 + 24, y // 12 * 12 + 12))
    return image


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


@pytest.fixture
def shown(tmp_path: Path) -> Callable[[bytes], LogoPicture]:
    """Shows the bytes of a logo."""
    folder = tmp_path / "content/clinics"
    folder.mkdir(parents=True)

    def show(data: bytes) -> LogoPicture:
        (folder / "logo.png").write_bytes(data)
        return read_logo(tmp_path, "logo.png")

    return show


def opened(picture: LogoPicture) -> Image.Image:
    image = Image.open(BytesIO(picture.data))
    assert picture.ratio == image.width / image.height
    assert image.format in ("PNG", "JPEG")
    assert image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
    assert image.getexif().get(0x0112, 1) == 1
    return image


def near(found: object, wanted: tuple[int, ...], leeway: int = 12) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) <= leeway for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("orientation", STORED)
def test_a_picture_is_upright_as_its_exif_data_say(shown, kind: str, orientation: int) -> None:
    way = STORED[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = four_colours() if way is None else four_colours().transpose(way)
    how = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
    picture = shown(saved(stored, kind, exif=exif, **how))
    image = opened(picture).convert("RGB")
    assert image.size == (WIDE, TALL)
    assert all(near(image.getpixel(place), colour) for place, colour in CORNERS.items())


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(shown, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert Image.open(BytesIO(shown(saved(four_colours(), "JPEG", exif=exif)).data)).size == (WIDE, TALL)


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "PNG"), ("RGBA", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("1", "PNG")]
)
def test_a_plain_picture_keeps_its_bytes(shown, mode: str, kind: str) -> None:
    data = saved(four_colours().convert(mode), kind)
    assert shown(data).data == data


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_plain_jpeg_keeps_its_bytes(shown, mode: str) -> None:
    data = saved(four_colours().convert(mode), "JPEG", progressive=True)
    assert shown(data).data == data


# --- depth and inks -------------------------------------------------------------------------------


def png_16(colour_type: int, pixel: bytes, *chunks: bytes) -> bytes:
    """A PNG of 20 × 20 pixels of 16 bits a channel."""
    row = b"\0" + pixel * 20
    head = struct.pack(">IIBBBBB", 20, 20, 16, colour_type, 0, 0, 0)
    parts = (chunk(b"IHDR", head), *chunks, chunk(b"IDAT", zlib.compress(row * 20)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(
    ("colour_type", "pixel", "wanted"),
    [
        (0, b"\x40\xff", (64, 64, 64)),
        (0, b"\x00\xff", (0, 0, 0)),
        (0, b"\xff\xff", (255, 255, 255)),
        (2, b"\xf0\x01\x20\x02\x30\x03", (240, 32, 48)),
    ],
)
def test_16_bits_a_channel_become_8(shown, colour_type: int, pixel: bytes, wanted: tuple[int, ...]) -> None:
    image = opened(shown(png_16(colour_type, pixel)))
    assert near(image.convert("RGB").getpixel((5, 5)), wanted, 1)


@pytest.mark.parametrize(("colour_type", "pixel"), [(4, b"\x40\x00\x80\x00"), (6, b"\xf0\0\x20\0\x30\0\x80\x00")])
def test_16_bits_a_channel_keep_what_is_transparent(shown, colour_type: int, pixel: bytes) -> None:
    image = opened(shown(png_16(colour_type, pixel))).convert("RGBA")
    assert image.getpixel((5, 5))[3] == 128


@pytest.mark.parametrize(("clear", "alpha"), [(b"\x40\xff", 0), (b"\x40\xfe", 255), (b"\x41\xff", 255)])
def test_a_transparent_grey_of_16_bits_stays_transparent(shown, clear: bytes, alpha: int) -> None:
    image = opened(shown(png_16(0, b"\x40\xff", chunk(b"tRNS", clear)))).convert("RGBA")
    assert image.getpixel((5, 5)) == (64, 64, 64, alpha)


def inks() -> Image.Image:
    return Image.new("CMYK", (40, 20), (0, 255, 255, 0))


def without_adobe(data: bytes) -> bytes:
    start = data.index(b"\xff\xee")
    length = struct.unpack(">H", data[start + 2 : start + 4])[0]
    return data[:start] + data[start + 2 + length :]


def test_a_jpeg_of_four_inks_is_shown_in_their_colours(shown) -> None:
    assert near(opened(shown(saved(inks(), "JPEG"))).convert("RGB").getpixel((9, 9)), (255, 0, 0))


def test_four_inks_without_adobes_mark_are_not_inverted(shown) -> None:
    # Pillow writes inverted inks; without the mark they mean the other colour
    plain = Image.new("CMYK", (40, 20), (255, 0, 0, 255))
    assert near(opened(shown(without_adobe(saved(plain, "JPEG")))).convert("RGB").getpixel((9, 9)), (255, 0, 0))


def test_a_jpeg_in_luminance_and_inks_is_shown_in_their_colours(shown) -> None:
    # Adobe's transform 2: luminance and colour differences of what inverted inks leave, here of red's
    differences = Image.new("RGB", (40, 20), (0, 255, 255)).convert("YCbCr").split()
    stored = Image.merge("CMYK", (*differences, Image.new("L", (40, 20), 255)))
    data = saved(Image.eval(stored, lambda level: 255 - level), "JPEG", quality=100)
    transform = data.index(b"Adobe") + 11
    image = opened(shown(data[:transform] + b"\x02" + data[transform + 1 :]))
    assert near(image.convert("RGB").getpixel((9, 9)), (255, 0, 0))


# --- colour profiles ------------------------------------------------------------------------------


def profile(space: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()


def test_a_picture_with_the_profile_of_srgb_keeps_its_bytes(shown) -> None:
    data = saved(four_colours(), icc_profile=profile("sRGB"))
    assert shown(data).data == data


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_another_profile_is_turned_into_srgb(shown, mode: str) -> None:
    picture = shown(saved(Image.new(mode, (40, 20), (200, 60, 60)), icc_profile=swapped(profile("sRGB"))))
    image = opened(picture)
    assert "icc_profile" not in image.info
    assert near(image.convert("RGB").getpixel((9, 9)), (60, 200, 60), 25)


def swapped(srgb: bytes) -> bytes:
    """A profile in which red and green are exchanged, and which is not called sRGB."""
    count = struct.unpack(">I", srgb[128:132])[0]
    tags = {srgb[132 + 12 * n : 136 + 12 * n]: 132 + 12 * n for n in range(count)}
    data = bytearray(srgb.replace(b"sRGB", b"TEST").replace("sRGB".encode("utf-16-be"), "TEST".encode("utf-16-be")))
    data[tags[b"rXYZ"] : tags[b"rXYZ"] + 4], data[tags[b"gXYZ"] : tags[b"gXYZ"] + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


def test_a_profile_that_cannot_be_used_counts_as_none(shown) -> None:
    image = opened(shown(saved(four_colours(), icc_profile=b"no profile at all" * 20)))
    assert image.convert("RGB").getpixel((2, 2)) == RED


# --- several pictures, facts of a camera ----------------------------------------------------------


def test_of_a_moving_picture_the_first_is_shown(shown) -> None:
    moving = saved(four_colours(), save_all=True, append_images=[Image.new("RGB", (WIDE, TALL))], duration=100)
    image = opened(shown(moving))
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((2, 2)) == RED


def test_a_jpeg_of_several_pictures_becomes_one(shown) -> None:
    several = saved(four_colours(), "MPO", save_all=True, append_images=[Image.new("RGB", (WIDE, TALL))])
    assert opened(shown(several)).format == "PNG"


def test_where_a_turned_picture_was_taken_is_not_passed_on(shown) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of a nurse"
    facts = PngInfo()
    facts.add_text("Author", "A nurse")
    for data in (saved(four_colours(), "JPEG", exif=exif), saved(four_colours(), exif=exif, pnginfo=facts)):
        assert b"nurse" not in shown(data).data


def test_the_same_file_is_shown_by_the_same_bytes(shown) -> None:
    from handouts.content import logo

    data = saved(inks(), "JPEG")
    before = shown(data).data
    logo._picture.cache_clear()
    assert shown(data).data == before


# --- what is no logo ------------------------------------------------------------------------------


def refused(shown, data: bytes) -> str:
    with pytest.raises(LogoError) as error:
        shown(data)
    return str(error.value)


def headed(width: int, height: int) -> bytes:
    """The head of a PNG that says to be so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(4001, 4000), (10_000, 10_000), (100_000, 100_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_too_large_is_refused_before_it_is_read(shown, size: tuple[int, int]) -> None:
    assert refused(shown, headed(*size)) == "is larger than 4000 pixels"


@pytest.mark.parametrize("size", [(0, 20), (20, 0), (0, 0)])
def test_a_picture_without_pixels_is_refused(shown, size: tuple[int, int]) -> None:
    assert refused(shown, headed(*size))


@pytest.mark.parametrize(
    ("size", "good"), [((1, 2000), False), ((2000, 1), False), ((10, 201), False), ((200, 10), True)]
)
def test_a_picture_too_narrow_to_be_seen_is_refused(shown, size: tuple[int, int], good: bool) -> None:
    data = saved(Image.new("RGB", size))
    if good:
        assert shown(data).ratio == 20
    else:
        assert "one side is more than 20 times the other" in refused(shown, data)


def test_a_file_too_large_is_refused_before_it_is_read(shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.content.logo.LARGEST_FILE", 5_000_000)
    assert refused(shown, saved(four_colours()) + bytes(5_000_000)) == "has more than 5 MB; use a smaller one"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_cut_off_anywhere_is_shown_whole_or_refused(shown, kind: str) -> None:
    noise = Image.frombytes("RGB", (40, 30), bytes(n * n * 7 % 251 for n in range(3600)))
    data = saved(noise, kind)
    refusals = 0
    for end in (*range(0, 700, 7), *range(700, len(data), 97), *range(len(data) - 16, len(data))):
        try:
            picture = opened(shown(data[:end]))
        except LogoError:
            refusals += 1
        else:
            # all pixels were there; what is passed on has its end again
            assert picture.tobytes() == noise.tobytes()
    assert refusals > 50


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_damaged_picture_is_shown_or_refused_with_a_reason(shown, kind: str) -> None:
    chance = random.Random(7)  # noqa: S311
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(four_colours(), kind, exif=exif, icc_profile=profile("sRGB"))
    whole = 0
    for _ in range(400):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 1, 4))):
            damaged[chance.randrange(len(data))] = chance.randrange(256)
        # a warning of Pillow, which the reader of a problem could not explain, would fail here
        with suppress(LogoError):
            Image.open(BytesIO(shown(bytes(damaged)).data)).load()
            whole += 1
    assert 10 < whole < 400


@pytest.mark.parametrize("text", [b"", b"logo", b"<svg/>", b"GIF89a", b"BM" + bytes(60), b"%PDF-1.7\n", b"\0" * 400])
def test_a_file_that_is_no_picture_is_refused(shown, text: bytes) -> None:
    assert refused(shown, text) == "is not a PNG or JPEG picture that can be read; use another file"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("lo\0go.png", "is not a file name"),
        ("logo.png\n", "is not a file name"),
        ("lo\u202ego.png", "is not a file name"),
        ("../clinics/logo.png", "is not a path inside its folder"),
        ("./logo.png", "is not a path inside its folder"),
        ("pictures//logo.png", "is not a path inside its folder"),
        ("/etc/hostname", "is not a path inside its folder"),
        ("/dev/zero", "is not a path inside its folder"),
        ("pictures\\logo.png", "is not a file name of a project"),
        ("C:logo.png", "is not a file name of a project"),
        ("~/logo.png", "is not a file name of a project"),
        ("LOGO.png", "is not there; it is spelt 'logo.png' there; its place is relative to content/clinics"),
        ("logos.png", "is not there; did you mean 'logo.png'?; its place is relative to content/clinics"),
        ("x" * 300 + ".png", "is not there; its place is relative to content/clinics"),
        ("pictures", "is a folder; name a file in it"),
        ("pictures/none.png", "is not there; its place is relative to content/clinics"),
        ("logo.png/x", "leads to no file that can be read"),
        ("out.png", "lies outside the project's content"),
        ("device.png", "lies outside the project's content"),
        ("round.png", "leads to no file that can be read"),
        ("gone.png", "is not a file"),
        ("pipe.png", "is not a file"),
    ],
)
def test_a_name_that_leads_to_no_file_of_the_project_is_refused(shown, tmp_path: Path, name: str, reason: str) -> None:
    shown(saved(four_colours()))
    folder = tmp_path / "content/clinics"
    (folder / "pictures").mkdir()
    (tmp_path / "out.png").write_bytes(saved(four_colours()))
    for link, target in {"out": "../../out.png", "device": "/dev/zero", "round": "round.png", "gone": "none"}.items():
        (folder / f"{link}.png").symlink_to(target)
    os.mkfifo(folder / "pipe.png")
    with pytest.raises(LogoError) as error:
        read_logo(tmp_path, name)
    assert str(error.value).startswith(reason)


def test_a_logo_may_lie_in_a_folder_or_behind_a_link_of_the_content(shown, tmp_path: Path) -> None:
    picture = shown(saved(four_colours()))
    folder = tmp_path / "content/clinics"
    (folder / "pictures").mkdir()
    (folder / "pictures/the same.png").symlink_to("../logo.png")
    assert read_logo(tmp_path, "pictures/the same.png") == picture
