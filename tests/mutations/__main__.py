"""How many corruptions a check catches: the listed ones, and random ones by kind.

`python tests/mutations [--count 200] [--seed 20261201] [--json]`. Exit status 1 says that a listed mutation slipped
through.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

for up in (1, 2):
    sys.path.insert(0, str(Path(__file__).resolve().parents[up]))

from mutations.catalogue import MUTATIONS
from mutations.corruptions import SEED, Corruption, corruptions, found_in
from mutations.mutation import is_caught, new_problems

# the corruptions of a kind: caught, and slipped through
Tally = dict[str, tuple[list[Corruption], list[Corruption]]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="random corruptions (default: 200)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true", help="print figures for machines")
    chosen = parser.parse_args()
    slipped = [each.name for each in MUTATIONS if not is_caught(each, new_problems(each))]
    tally = tallied(corruptions(chosen.seed, chosen.count))
    if chosen.json:
        kinds = {kind: {"caught": len(caught), "slipped": len(missed)} for kind, (caught, missed) in tally.items()}
        lines = [json.dumps({"seed": chosen.seed, "slipped": slipped, "kinds": kinds}, indent=1)]
    else:
        lines = [*listed(slipped), *at_random(tally)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if slipped else 0


def listed(slipped: list[str]) -> Iterator[str]:
    yield f"listed: {len(MUTATIONS) - len(slipped)} of {len(MUTATIONS)} caught"
    yield from (f"  SLIPPED: {name}" for name in slipped)


def tallied(made: Iterator[Corruption]) -> Tally:
    tally: Tally = defaultdict(lambda: ([], []))
    for corruption in made:
        caught, missed = tally[corruption.kind]
        (caught if found_in(corruption) else missed).append(corruption)
    return dict(sorted(tally.items(), key=lambda each: (-len(each[1][1]), each[0])))


def at_random(tally: Tally) -> Iterator[str]:
    caught = sum(len(each) for each, _ in tally.values())
    count = caught + sum(len(each) for _, each in tally.values())
    yield f"random: {caught} of {count} caught ({caught / count:.0%})"
    for kind, (found, missed) in tally.items():
        yield f"  {kind:45} {len(found):3} of {len(found) + len(missed)}"
        yield from (f"      {corruption}" for corruption in missed)


if __name__ == "__main__":
    sys.exit(main())
