"""What a file from anywhere may cost to read, and how one is refused that costs more or is broken.

Memory is estimated from above, by what is read and by how many values are kept of it: a file is refused before it
fills the machine, not after.
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

# what a file that is not as it should be makes its readers raise
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
# how a library names a file that it was given without a name, by where it lies in memory
_NAMELESS = re.compile(r"(?:stream |file )?'?<[^<>]*\bat 0x[0-9a-fA-F]+[^<>]*>'?(?: \(offset \d+\))?:? ?")


class UnreadableError(Exception):
    """A file that cannot be read, with the rule that says so."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class TooLargeError(UnreadableError):
    """A file that would take more memory or time than a file may."""

    def __init__(self, message: str) -> None:
        super().__init__("too-large", message)


def reason(error: BaseException) -> str:
    """Return what an error says, or its kind where it says nothing."""
    return without_address(str(error)) or type(error).__name__


def without_address(message: str) -> str:
    """Return a library's message on one line, without the place in memory of what it speaks of."""
    return _NAMELESS.sub("", " ".join(message.split())).strip()


@dataclass(frozen=True, slots=True)
class ReadingBounds:
    """The largest file in bytes, the largest stream or part of it when unpacked, memory in bytes, and seconds."""

    file: int = 200_000_000
    part: int = 16_000_000
    memory: int = 340_000_000
    seconds: float = 15.0


USUAL = ReadingBounds()
# of a file that this program has just drawn: no clock decides what a build finds
OWN = ReadingBounds(memory=4_000_000_000, seconds=math.inf)


@dataclass
class Budget:
    """What reading one file has cost so far."""

    bounds: ReadingBounds = USUAL
    memory: int = 0
    began: float = field(default_factory=time.monotonic)

    def tick(self) -> None:
        """Refuse the file when it has taken too long."""
        if time.monotonic() - self.began > self.bounds.seconds:
            raise TooLargeError(f"the file takes longer than {self.bounds.seconds:g} s to read")

    def keep(self, size: int) -> None:
        """Count memory that stays in use until the file is read."""
        self.memory += size
        if self.memory > self.bounds.memory:
            raise TooLargeError(f"the file takes more than {self.bounds.memory / 1e6:.0f} MB of memory to read")

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """Count memory that is in use for a while, and look at the clock."""
        self.tick()
        self.keep(size)
        try:
            yield
        finally:
            self.memory -= size

    def unpacked(self, size: int, name: str) -> None:
        """Refuse a stream or part that is too large when unpacked."""
        if size > self.bounds.part:
            raise TooLargeError(f"{name} is larger than {self.bounds.part / 1e6:g} MB when unpacked")

    def watched(self, things: Iterable[T]) -> Iterator[T]:
        """Yield things one by one, and look at the clock before each."""
        for thing in things:
            self.tick()
            yield thing


def read_file(path: Path, bounds: ReadingBounds = USUAL) -> bytes:
    """Return the bytes of a regular file of a size that can be read. Raises UnreadableError."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError("unreadable", "the path is a folder")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("unreadable", "the path is a device or a pipe, not a file")
        with open(path, "rb", opener=_opened) as file:
            data = file.read(bounds.file + 1)
    except OSError as error:
        raise UnreadableError("unreadable", f"the file cannot be read: {error.strerror or error}") from error
    if len(data) > bounds.file:
        raise TooLargeError(f"the file is larger than {bounds.file / 1e6:g} MB")
    return data


def _opened(path: str, flags: int) -> int:
    """Open a file without waiting, should a pipe have taken its place."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
