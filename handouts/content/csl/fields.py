"""The fields and types of CSL 1.0.2, and what becomes of each field here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# what the value of a field is: one line, one line that may hold tags of CSL, a list of names, a date, a list of words,
# or a mapping of an exporting program's own
Shape = Literal["text", "title", "names", "date", "words", "custom"]
# `printed` by the citation style that comes with the program, `kept` for other styles, or `private`: notes and traces
# of whoever collected the entry, which no style prints and `handouts import` leaves out
Use = Literal["printed", "kept", "private"]


@dataclass(frozen=True, slots=True)
class CslField:
    """A field of CSL: the shape of its value, what becomes of it, what it says, and an example as YAML."""

    shape: Shape
    use: Use
    says: str
    example: str


def _fields(shape: Shape, use: Use, **fields: tuple[str, str]) -> dict[str, CslField]:
    return {name.replace("_", "-"): CslField(shape, use, *said) for name, said in fields.items()}


def _alike(shape: Shape, use: Use, example: str, **says: str) -> dict[str, CslField]:
    """Return fields that share one example."""
    return {name.replace("_", "-"): CslField(shape, use, words, example) for name, words in says.items()}


NAMES = "[{family: Berg, given: A, non-dropping-particle: van der}]"
DAY = "2018-03-07"

FIELDS: Mapping[str, CslField] = {
    **_fields(
        "title",
        "printed",
        title=("the title of the work", "Inhalers in asthma"),
        container_title=("the journal, book or site that the work is part of", "Chest"),
    ),
    **_fields(
        "title",
        "kept",
        collection_title=("the series of the work", "Cochrane reviews"),
        container_title_short=("the short form of the journal's name", "N Engl J Med"),
        journalAbbreviation=("the short form of the journal's name, as older programs call it", "N Engl J Med"),
        original_title=("the title in the original language", "Asthma und Sport"),
        part_title=("the title of this part of the work", "Part two"),
        reviewed_title=("the title of the work reviewed", "A book on asthma"),
        shortTitle=("the short form of the title, as older programs call it", "Inhalers"),
        title_short=("the short form of the title", "Inhalers"),
        volume_title=("the title of the volume", "Airways"),
        volume_title_short=("the short form of the volume's title", "Airw"),
    ),
    **_alike("names", "printed", NAMES, author="who wrote the work", editor="who edited the work"),
    **_alike(
        "names",
        "kept",
        NAMES,
        chair="who chaired the session",
        collection_editor="who edited the series",
        compiler="who compiled the collection",
        composer="who composed the music",
        container_author="who wrote the book that the chapter is part of",
        contributor="who contributed to the work",
        curator="who curated the exhibition",
        director="who directed the film or broadcast",
        editorial_director="who directed the edition",
        executive_producer="who produced the programme as an executive",
        guest="who was a guest of the broadcast",
        host="who hosted the broadcast",
        illustrator="who drew the pictures",
        interviewer="who asked the questions",
        narrator="who read the text aloud",
        organizer="who organised the event",
        original_author="who wrote the original",
        performer="who performed the work",
        producer="who produced the work",
        recipient="who received the letter",
        reviewed_author="who wrote the work reviewed",
        script_writer="who wrote the script",
        series_creator="who created the series",
        translator="who translated the work",
    ),
    **_alike(
        "date",
        "printed",
        DAY,
        accessed="the day on which the address was opened; printed for web pages",
        issued="the date of issue; in journals the year is printed",
    ),
    **_alike(
        "date",
        "kept",
        DAY,
        available_date="the day on which the work could first be had",
        event_date="the date of the conference or event",
        original_date="the date of the original",
        submitted="the day on which the work was submitted",
    ),
    **_fields(
        "text",
        "printed",
        DOI=("the DOI of the work", "10.1378/chest.11-2295"),
        PMID=("the number of the work in PubMed", "22315261"),
        URL=("the address of the work on the web", "https://www.who.int"),
        edition=("the number of the edition", "2"),
        event=("the name of the conference, as older programs call it", "World congress"),
        event_title=("the name of the conference", "World congress"),
        genre=("the kind of the work", "PhD thesis"),
        issue=("the issue of the journal", "4"),
        number=("the number of the report, standard or patent", "TR-5"),
        page=("the pages", "12-19"),
        publisher=("the publisher", "World Health Organization"),
        publisher_place=("the place of the publisher", "Geneva"),
        volume=("the volume", "141"),
    ),
    **_fields(
        "text",
        "kept",
        ISBN=("the ISBN of the book", "978-92-4-154900-1"),
        ISSN=("the ISSN of the journal", "0012-3692"),
        PMCID=("the number of the work in PubMed Central", "PMC6317553"),
        authority=("the court or body that issued the text", "High Court"),
        chapter_number=("the number of the chapter", "3"),
        collection_number=("the number in the series", "12"),
        dimensions=("the size or running time of the work", "90 minutes"),
        division=("the division of the authority", "Family Division"),
        event_place=("the place of the conference", "Vienna"),
        jurisdiction=("where the text is law", "England"),
        language=("the language of the work", "fr"),
        locator=("the place inside the work", "12"),
        medium=("the medium", "CD"),
        number_of_pages=("how many pages the work has", "320"),
        number_of_volumes=("how many volumes the work has", "2"),
        original_publisher=("the publisher of the original", "Springer"),
        original_publisher_place=("the place of the original's publisher", "Berlin"),
        page_first=("the first page", "12"),
        part=("the number of the part", "2"),
        printing=("the number of the printing", "3"),
        references=("what a law rests on", "Medicines Act 1968"),
        reviewed_genre=("the kind of the work reviewed", "book"),
        scale=("the scale of the map", "1:10000"),
        section=("the section of the newspaper or law", "B"),
        status=("the state of publication", "in press"),
        supplement=("the number of the supplement", "1"),
        version=("the version of the software or page", "2.1"),
        year_suffix=("the letter behind the year", "a"),
    ),
    **_fields(
        "text",
        "private",
        abstract=("the abstract", "What was found"),
        annote=("a note of whoever collected the entry", "to be read"),
        archive=("the archive that holds the work", "City archive"),
        archive_place=("the place of the archive", "Oslo"),
        archive_collection=("the collection in the archive", "Letters"),
        archive_location=("the place in the archive", "Box 4"),
        call_number=("the shelf mark", "WF 553"),
        citation_key=("the key of the entry in the program that it came from", "berg2019"),
        citation_label=("the label of the entry", "Ber19"),
        citation_number=("the number of the entry in a list", "7"),
        first_reference_note_number=("the number of the note that first cites the work", "3"),
        id=("the key of the entry in the program that it came from", "berg2019"),
        keyword=("key words", "asthma"),
        source=("the catalogue that the entry came from", "PubMed"),
    ),
    # names of CSL with an underscore
    "archive_collection": CslField(
        "text", "private", "the collection in the archive, as CSL 1.0.2 spells it", "Letters"
    ),
    "archive_location": CslField("text", "private", "the place in the archive, as older programs call it", "Box 4"),
    **_fields("words", "private", categories=("the subjects of the entry", "[asthma]")),
    **_fields("custom", "private", custom=("fields of the program that the entry came from", "{shelf: 4}")),
}

# the types of CSL, each with the fields without which such a work cannot be found; `or` parts those of which one is enough
TYPES: Mapping[str, tuple[str, ...]] = {
    "article-journal": ("container-title", "issued"),
    "article": ("container-title", "issued"),
    "article-magazine": ("container-title", "issued"),
    "article-newspaper": ("container-title", "issued"),
    "book": ("publisher",),
    "chapter": ("container-title",),
    "entry": ("container-title",),
    "entry-dictionary": ("container-title",),
    "entry-encyclopedia": ("container-title",),
    "paper-conference": ("container-title",),
    "report": ("publisher",),
    "thesis": ("publisher", "issued"),
    "webpage": ("publisher or container-title", "URL"),
    "post": ("URL",),
    "post-weblog": ("URL",),
    **dict.fromkeys(
        (
            "bill",
            "broadcast",
            "classic",
            "collection",
            "dataset",
            "document",
            "event",
            "figure",
            "graphic",
            "hearing",
            "interview",
            "legal_case",
            "legislation",
            "manuscript",
            "map",
            "motion_picture",
            "musical_score",
            "pamphlet",
            "patent",
            "performance",
            "periodical",
            "personal_communication",
            "regulation",
            "review",
            "review-book",
            "software",
            "song",
            "speech",
            "standard",
            "treaty",
        ),
        (),
    ),
}

TITLES: frozenset[str] = frozenset(name for name, field in FIELDS.items() if field.shape == "title")
