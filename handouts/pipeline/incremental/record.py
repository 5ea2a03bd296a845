"""The record of what builds in an output folder read, made and found, stored in `.cache/` for the next build.

It is always safe to delete. A record that is damaged or has another format version is ignored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from handouts.core.files import DAMAGE, is_plain
from handouts.core.problem import Mark, Problem
from handouts.pipeline.incremental.stamps import Stamp

RECORD = "builds.json"
FORM = "2"
# most kinds of run that are remembered in one folder; the oldest are dropped
MOST_RUNS = 12
_json = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Output:
    """A file of a document as it was made: its stamp, the digest of its inputs, and the problems found."""

    document: str
    stamp: Stamp
    inputs: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """A run as it ended; its results are valid from `day` on and before `until`.

    `stopped` maps the path of each stopped file to its document.
    """

    versions: Mapping[str, str]
    files: Mapping[str, Stamp]
    outputs: Mapping[str, Output]
    stopped: Mapping[str, str]
    problems: tuple[Problem, ...]
    day: date
    until: date


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """The latest runs in a folder by their key, and its manifest as the last of them left it."""

    manifest: Stamp | None = None
    runs: Mapping[str, RecordedRun] = field(default_factory=dict)

    def output(self, path: str, versions: Mapping[str, str]) -> Output | None:
        """Return a file as the latest run recorded it, or None if that run used other versions."""
        for run in reversed(list(self.runs.values())):
            if path in run.outputs:
                return run.outputs[path] if run.versions == versions else None
        return None

    def after(self, key: str, run: RecordedRun, manifest: Stamp | None) -> BuildRecord:
        """Return the record with one more run."""
        others = [(name, each) for name, each in self.runs.items() if name != key][-MOST_RUNS + 1 :]
        return BuildRecord(manifest, dict([*others, (key, run)]))


def read_record(folder: Path) -> BuildRecord:
    """Return the record of an output folder, or an empty one where none is valid."""
    try:
        head, _, body = (folder / RECORD).read_bytes().partition(b"\n")
        if head.decode("ascii") != head_of(body):
            return BuildRecord()
        data = json.loads(body)
        return BuildRecord(_stamp(data["manifest"]), {name: _run(run) for name, run in data["runs"].items()})
    except DAMAGE:
        return BuildRecord()


def record_pieces(record: BuildRecord) -> Iterator[bytes]:
    """Yield a record in its stored form: a line with a checksum, then JSON, in pieces to save memory."""
    body = [text.encode() for text in _body(record)]
    yield head_of(*body).encode() + b"\n"
    yield from body


def head_of(*body: bytes) -> str:
    """Return the first line of a stored file: its format version, and a digest that reveals damage."""
    digest = hashlib.blake2b(digest_size=16)
    for piece in body:
        digest.update(piece)
    return f"handouts builds {FORM} {digest.hexdigest()}"


def _body(record: BuildRecord) -> Iterator[str]:
    yield f'{{"manifest":{_json(_stamp_data(record.manifest))},"runs":{{'
    for number, (key, run) in enumerate(record.runs.items()):
        yield f"{',' if number else ''}{_json(key)}:"
        yield from _run_pieces(run)
    yield "}}"


def _run_pieces(run: RecordedRun) -> Iterator[str]:
    yield f'{{"versions":{_json(dict(run.versions))},"stopped":{_json(dict(run.stopped))},'
    yield f'"day":"{run.day}","until":"{run.until}","files":{{'
    yield from _listed(f"{_json(name)}:{_json(_stamp_data(stamp))}" for name, stamp in run.files.items())
    yield '},"outputs":{'
    yield from _listed(f"{_json(name)}:{_json(_output_data(output))}" for name, output in run.outputs.items())
    yield '},"problems":['
    yield from _listed(_json(_problem_data(problem)) for problem in run.problems)
    yield "]}"


def _listed(texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield f",{text}" if number else text


def _run(data: Any) -> RecordedRun:
    if not all(map(is_plain, (*data["outputs"], *data["stopped"]))):
        raise ValueError("it names a file outside of its folder")
    return RecordedRun(
        data["versions"],
        {name: Stamp(*stamp) for name, stamp in data["files"].items()},
        {name: _output(output) for name, output in data["outputs"].items()},
        data["stopped"],
        tuple(_problems(data["problems"])),
        date.fromisoformat(data["day"]),
        date.fromisoformat(data["until"]),
    )


def _output(data: Any) -> Output:
    document, stamp, inputs, problems = data
    return Output(document, Stamp(*stamp), inputs, tuple(_problems(problems)))


def _output_data(output: Output) -> tuple[object, ...]:
    return (
        output.document,
        _stamp_data(output.stamp),
        output.inputs,
        [_problem_data(problem) for problem in output.problems],
    )


def _stamp(data: Any) -> Stamp | None:
    return None if data is None else Stamp(*data)


def _stamp_data(stamp: Stamp | None) -> tuple[object, ...] | None:
    return None if stamp is None else (stamp.size, stamp.written_ns, stamp.changed_ns, stamp.inode, stamp.digest)


def _problems(rows: Any) -> Iterator[Problem]:
    for file, line, column, rule, message, severity, reaches in rows:
        yield Problem(Mark(file, line, column), rule, message, severity, tuple(reaches))


def _problem_data(problem: Problem) -> tuple[object, ...]:
    mark = problem.mark
    return mark.file, mark.line, mark.column, problem.rule, problem.message, problem.severity, problem.reaches
