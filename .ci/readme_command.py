"""Prints the commands of a README block: `install` for the first, `test` for the second."""

import re
import sys
from pathlib import Path

BLOCKS = re.findall(r"^```sh\n(.*?)^```", Path("README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
print(BLOCKS[{"install": 0, "test": 1}[sys.argv[1]]])
