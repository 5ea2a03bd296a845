"""Files as reference managers export them, made up for tests."""

from __future__ import annotations

from pathlib import Path

from handouts.content.importing.export import Export, read_export
from handouts.content.importing.works import Work

# as Zotero writes CSL JSON: one work a line, notes in `note`, dates of texts and of numbers
ZOTERO = """\
[
\t{"id":"http://zotero.org/users/7/items/AB12","type":"article-journal","abstract":"What was found.",\
"container-title":"The Airway Journal","DOI":"https://doi.org/10.5555/airway.19(2)","ISSN":"1234-5679","issue":"4",\
"journalAbbreviation":"Airway J","language":"en","note":"PMID: 30712345\\nPMCID: PMC6712345","page":"501\u2013512",\
"source":"PubMed","title":"Spacers for <i>asthma</i>: CO<sub>2</sub> &amp; more","title-short":"Spacers",\
"URL":"https://airway.example/a","volume":"39","author":[{"family":"Berg","given":"Anna Maria",\
"non-dropping-particle":"van der"},{"family":"King","given":"Martin L.","suffix":"Jr."},{"literal":"Spacer Group"}],\
"accessed":{"date-parts":[["2026",5,5]]},"issued":{"date-parts":[["2019",2,7]]}},
\t{"id":"w","type":"webpage","container-title":"Airway help","title":"Spacers","URL":"https://help.example",\
"author":[{"literal":"Airway Society"}],"issued":{"date-parts":[[2020]],"circa":true}}
]
"""
# as Mendeley writes it: parts that a name lacks are empty
MENDELEY = """\
[{"id":"ITEM-1","type":"chapter","title":"A chapter","author":[{"dropping-particle":"","family":"Silva",\
"given":"Jo\u00e3o","non-dropping-particle":"da","parse-names":false,"suffix":""}],"container-title":"The book",\
"edition":"","publisher":"","issued":{"date-parts":[["2018"]]},"page":"12-19"}]
"""
BIBTEX = r"""% made by a reference manager
@string{aj = "Airway J"}

@article{vanderberg_spacers_2019,
	title = {Spacers for {\textit{asthma}}: {CO}$_{\textrm{2}}$ \& more},
	volume = {39},
	issn = {1234-5679},
	url = {https://airway.example/a\_b},
	doi = {10.5555/airway.19(2)},
	language = {en},
	number = {4},
	urldate = {2026-05-05},
	journal = aj,
	author = {van der Berg, Anna and King, Jr., Martin L. and {\"O}deg{\aa}rd, {\AA}sa and {Spacer Group} and others},
	month = feb,
	year = {2019},
	note = {PMID: 30712345},
	keywords = {asthma, spacers},
	pages = {501--512},
	file = {a.pdf:/home/me/a.pdf:application/pdf},
	abstract = {What was found.},
	colour = {green},
}

@InCollection{chapter,
  crossref = "thebook",
  author = "Jo{\~a}o da Silva",
  title = "A chapter",
  pages = "12--19"
}

@book{thebook, title = {The book}, editor = {Ross, A. C.}, publisher = "Old " # {House}, year = 2018}
"""
RIS = """\
Provider: somebody

TY  - JOUR
TI  - Spacers for asthma
AU  - van der Berg, Anna
AU  - King, Martin L., Jr.
A1  - Spacer Group
T2  - The Airway Journal
JO  - Airway J
PY  - 2019
DA  - 2019/02/07/
VL  - 39
IS  - 4
SP  - 501
EP  - 512
DO  - 10.5555/airway.19(2)
UR  - https://airway.example/a
UR  - https://airway.example/b
SN  - 1234-5679
N1  - PMID: 30712345
AB  - What was found
and more.
KW  - asthma
C7  - e12
ER  -

TY  - CHAP
AU  - Silva, J.
TI  - A chapter
T2  - The book
ED  - Ross, AC
PB  - House
CY  - Berlin
SP  - 12-19
PY  - 2018///
ER  -
"""


def export_of(folder: Path, name: str, text: str | bytes) -> Export:
    """What is read of a file with this name and text."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_export(path, name)


def works_of(folder: Path, name: str, text: str | bytes) -> tuple[Work, ...]:
    """The works of a file."""
    return export_of(folder, name, text).works
