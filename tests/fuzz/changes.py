"""One byte of a file changed: as it lies on the disk, or inside what it packs."""

from __future__ import annotations

import io
import random
import zipfile

import pikepdf


def raw(data: bytes, dice: random.Random) -> bytes:
    """Change one byte of a file as it lies on the disk."""
    return _changed(data, dice)


def cut(data: bytes, dice: random.Random) -> bytes:
    """Cut a file short."""
    return data[: dice.randrange(len(data))]


def packed(data: bytes, dice: random.Random) -> bytes:
    """Change one byte of one part of an archive, or of one stream of a PDF, and pack it again."""
    return _in_archive(data, dice) if data.startswith(b"PK") else _in_pdf(data, dice)


def _changed(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ dice.randrange(1, 256)]) + data[place + 1 :]


def _in_archive(data: bytes, dice: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        parts = [part for part in old.infolist() if part.file_size]
        chosen = dice.choice(parts).filename
        for part in parts:
            text = old.read(part)
            new.writestr(part.filename, _changed(text, dice) if part.filename == chosen else text)
    return made.getvalue()


def _in_pdf(data: bytes, dice: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        chosen = dice.choice(streams)
        chosen.write(_changed(chosen.read_bytes(), dice))
        made = io.BytesIO()
        # plain objects, so that a change of one byte of the file reaches dictionaries too
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()


CHANGES = {"raw": raw, "cut": cut, "packed": packed}
