"""Limits on what reading a file may cost, and the errors for files that exceed them or are damaged.

Memory is estimated from above, by what is read and by how many values are kept of it: a file is refused before it fills
the memory, not after.
"""

from __future__ import annotations

import math
import os
import re
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# what readers raise when a file is damaged
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
# how a library refers to a file that it was given without a name: by its memory address
_NAMELESS = re.compile(r"(?:stream |file )?'?<[^<>]*\bat 0x[0-9a-fA-F]+[^<>]*>'?(?: \(offset \d+\))?:? ?")


class UnreadableError(Exception):
    """A file that cannot be read, with the id of the rule that it breaks."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class TooLargeError(UnreadableError):
    """A file that would need more memory or time than the limits allow."""

    def __init__(self, message: str) -> None:
        super().__init__("large-file", message)


class UnknownFormatError(UnreadableError):
    """A file that is neither a PDF nor a PowerPoint file."""

    def __init__(self) -> None:
        super().__init__("unknown-format", "the file is neither a PDF nor a PowerPoint file (.pptx); name one of these")


def reason(error: BaseException) -> str:
    """Return the message of an error, or its type where it has no message."""
    return without_address(str(error)) or type(error).__name__


def without_address(message: str) -> str:
    """Return a library's message on one line, without memory addresses."""
    return _NAMELESS.sub("", " ".join(message.split())).strip()


@dataclass(frozen=True, slots=True)
class ReadingBounds:
    """The limits for a file: its size, the unpacked size of a stream or part, and memory, all in bytes; time in s."""

    file: int = 200_000_000
    part: int = 16_000_000
    memory: int = 340_000_000
    seconds: float = 15.0


USUAL = ReadingBounds()
AGAIN = "export it again, or ask for another copy"  # what helps with a file that no limit was made for
# for a file that this program has just drawn: the result of a build must not depend on a clock
OWN = ReadingBounds(memory=4_000_000_000, seconds=math.inf)


@dataclass
class Budget:
    """The memory in bytes and the time that reading one file has cost so far."""

    bounds: ReadingBounds = USUAL
    memory: int = 0
    began: float = field(default_factory=time.monotonic)

    def tick(self) -> None:
        """Raise TooLargeError if reading has taken too long."""
        if time.monotonic() - self.began > self.bounds.seconds:
            raise TooLargeError(f"the file takes longer than {self.bounds.seconds:g} s to read; {AGAIN}")

    def keep(self, size: int) -> None:
        """Count memory that stays in use until the file is read. Raises TooLargeError."""
        self.memory += size
        if self.memory > self.bounds.memory:
            raise TooLargeError(
                f"the file takes more than {self.bounds.memory / 1e6:.0f} MB of memory to read; {AGAIN}"
            )

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """Count memory that is in use during the block, and check the time. Raises TooLargeError."""
        self.tick()
        self.keep(size)
        try:
            yield
        finally:
            self.memory -= size

    def unpacked(self, size: int, name: str) -> None:
        """Raise TooLargeError if a stream or part is too large when unpacked."""
        if size > self.bounds.part:
            raise TooLargeError(f"{name} is larger than {self.bounds.part / 1e6:g} MB when unpacked; {AGAIN}")

    def watched(self, things: Iterable[T]) -> Iterator[T]:
        """Yield items one by one, and check the time before each. Raises TooLargeError."""
        for thing in things:
            self.tick()
            yield thing


def read_file(path: Path, bounds: ReadingBounds = USUAL) -> bytes:
    """Return the bytes of a regular file that is not too large. Raises UnreadableError."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError("unreadable-file", "the path is a folder; name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("unreadable-file", "the path is a device or a pipe; name a file")
        with open(path, "rb", opener=_opened) as file:
            data = file.read(bounds.file + 1)
    except OSError as error:
        raise UnreadableError("unreadable-file", f"the file cannot be read: {error.strerror or error}") from error
    if len(data) > bounds.file:
        raise TooLargeError(f"the file is larger than {bounds.file / 1e6:g} MB; {AGAIN}")
    return data


def _opened(path: str, flags: int) -> int:
    """Return the handle of a file; do not wait if it has meanwhile been replaced by a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
