"""One leaflet in one layout against WeasyPrint on the same words as HTML and CSS.

Cold: a process from start to file on disk, with an empty output folder. Warm: in process; our side reads, checks,
composes, sets and draws anew each time, WeasyPrint reads HTML that is ready, with its fonts known.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from as_html import as_html
from timing import HANDOUTS, ROOT, Result, medians, process, ratio

from handouts.content.compose import compose
from handouts.content.project import Project, read_content
from handouts.content.translation import Translation
from handouts.document.digest import content_digest
from handouts.pipeline.build import build
from handouts.pipeline.looks import Looks
from handouts.pipeline.press import Unset, set_paper
from handouts.pipeline.press import drawn as written
from handouts.pipeline.request import Request
from handouts.render.paper.look import read_leaflet_look

LAYOUT = "a4"
LEAFLETS = ("warfarin-diet", "newborn-k1-shot")

WEASYPRINT = """import sys
from weasyprint import HTML
HTML(sys.argv[1]).write_pdf(sys.argv[2])
"""


def run(rounds: int) -> list[Result]:
    return [result for name in LEAFLETS for result in (cold(name, rounds), warm(name, rounds * 2), drawn(name, rounds))]


def cold(name: str, rounds: int) -> Result:
    numbers = count()
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html_of(name), encoding="utf-8")

        def ours() -> None:
            out = Path(folder) / f"out{next(numbers)}"
            process([*HANDOUTS, "build", name, "--force", "--layout", LAYOUT, "--out", str(out)])

        def theirs() -> None:
            process(["-c", WEASYPRINT, str(page), str(Path(folder) / f"page{next(numbers)}.pdf")])

        taken = medians({"handouts": ours, "WeasyPrint": theirs}, rounds)
    return ratio(f"{name}, cold", "handouts", "WeasyPrint", 0.5, taken)


def warm(name: str, rounds: int) -> Result:
    with TemporaryDirectory() as folder:
        request = request_of(name, Path(folder))
        taken = medians({"handouts": lambda: build(request), "WeasyPrint": weasyprint_of(name)}, rounds)
    return ratio(f"{name}, warm", "handouts", "WeasyPrint", 0.3, taken)


def drawn(name: str, rounds: int) -> Result:
    """As warm, but with the content read and checked before."""
    content = read_content(Project(ROOT), (name,), None, [])

    def ours() -> None:
        document = compose(content.drafts[0], content.library, Translation("en"), None, {})
        paper = set_paper(document, LAYOUT, Looks(ROOT), None, content_digest(document))
        assert not isinstance(paper, Unset)
        written(paper, f"{name}.pdf", ROOT)

    taken = medians({"handouts": ours, "WeasyPrint": weasyprint_of(name)}, rounds)
    return ratio(f"{name}, warm, content read before", "handouts", "WeasyPrint", 0.3, taken)


def request_of(name: str, out: Path) -> Request:
    return Request(ROOT, out, date(2026, 12, 1), ids=(name,), layouts=(LAYOUT,), anew=True)


def weasyprint_of(name: str):
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    text, fonts = html_of(name), FontConfiguration()
    return lambda: HTML(string=text, base_url=str(ROOT)).write_pdf(font_config=fonts)


def html_of(name: str) -> str:
    content = read_content(Project(ROOT), (name,), None, [])
    look, problems = read_leaflet_look(ROOT / "layouts", LAYOUT)
    assert look is not None, problems
    return as_html(compose(content.drafts[0], content.library, Translation("en"), None, {}), look)
