"""Writes handouts/render/paper/pdf/srgb.icc: LittleCMS's own sRGB profile, without date, as ICC version 4.2."""

from pathlib import Path

from PIL import ImageCms

VERSION, DATE, ID = slice(8, 12), slice(24, 36), slice(84, 100)

profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
# its tags are those of 4.2, the version that PDF/A-2 names; date and id would change with the day
profile[VERSION] = bytes((4, 0x20, 0, 0))
profile[DATE] = bytes(12)
profile[ID] = bytes(16)
Path(__file__).parent.parent.joinpath("handouts", "render", "paper", "pdf", "srgb.icc").write_bytes(profile)
