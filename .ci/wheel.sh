#!/usr/bin/env bash
# Builds the wheel, installs it where no checkout is on the path, and begins a project from what it carries.
set -euo pipefail
repo=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PYTHONPATH
cd "$work"

python3 -m venv venv
venv/bin/pip wheel -q --no-deps --wheel-dir dist "$repo"
venv/bin/pip install -q dist/*.whl
venv/bin/python - "$repo" <<'END'
import sys
from pathlib import Path
import handouts
from handouts.content.shipped.place import shipped
for place in (Path(handouts.__file__), shipped()):
    sys.exit(f"{place} is in the checkout") if place.is_relative_to(sys.argv[1]) else None
END

venv/bin/handouts new x
diff -r -I '^# yaml-language-server: ' --exclude 'sign-offs*' --exclude waivers.yaml --exclude judgements "$repo/content" x/content
diff -r -I '^# yaml-language-server: ' "$repo/layouts" x/layouts
[ "$(grep -v '^#' x/content/sign-offs.yaml)" = "[]" ]
if venv/bin/handouts new x 2>/dev/null; then echo "a project was overwritten"; exit 1; fi
cd x
../venv/bin/handouts check > ../problems.txt || { cat ../problems.txt; exit 1; }
../venv/bin/handouts build --jobs 2 2> ../problems.txt || { cat ../problems.txt; exit 1; }
