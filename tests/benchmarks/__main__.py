"""All benchmarks, or those named: `python tests/benchmarks [start] [check] [leaflet] [deck] [verify] [rebuild] [memory] [--rounds N] [--json]`.

Needs the extra `bench`. Exit status 1 says that a target was missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

NAMES = ("start", "check", "leaflet", "deck", "verify", "rebuild", "memory")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--rounds", type=int, default=9, help="timed runs of each thing (default: 9)")
    parser.add_argument("--json", action="store_true", help="print figures for machines")
    chosen = parser.parse_args()
    if wrong := set(chosen.names) - set(NAMES):
        parser.error(f"no benchmark named {', '.join(sorted(wrong))}")
    results = []
    for name in chosen.names or NAMES:
        found = import_module(f"bench_{name}").run(chosen.rounds)
        results += found
        if not chosen.json:
            for result in found:
                print(line(result), flush=True)  # noqa: T201
    if chosen.json:
        print(json.dumps([{**vars(result), "reached": result.reached} for result in results], indent=1))  # noqa: T201
    return 0 if all(result.reached for result in results) else 1


def line(result) -> str:
    state = "reached" if result.reached else "MISSED"
    measured = ", ".join(f"{name} {value:.1f} {result.measure}" for name, value in result.detail.items())
    figure = f"{result.figure:.2f} x" if result.unit == "x" else f"{result.figure:.0f} {result.unit}"
    target = f"{result.target:g} {result.unit}"
    return f"{result.name:44} {figure:>9}  (at most {target}: {state})  {measured}"


if __name__ == "__main__":
    sys.exit(main())
