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
    """A field of CSL: the shape of its value, what becomes of it, and what it says."""

    shape: Shape
    use: Use
    says: str


def _fields(shape: Shape, use: Use, **says: str) -> dict[str, CslField]:
    return {name.replace("_", "-"): CslField(shape, use, words) for name, words in says.items()}


FIELDS: Mapping[str, CslField] = {
    **_fields(
        "title",
        "printed",
        title="the title of the work",
        container_title="the journal, book or site that the work is part of",
    ),
    **_fields(
        "title",
        "kept",
        collection_title="the series of the work",
        container_title_short="the short form of the journal's name",
        journalAbbreviation="the short form of the journal's name, as older programs call it",
        original_title="the title in the original language",
        part_title="the title of this part of the work",
        reviewed_title="the title of the work reviewed",
        shortTitle="the short form of the title, as older programs call it",
        title_short="the short form of the title",
        volume_title="the title of the volume",
        volume_title_short="the short form of the volume's title",
    ),
    **_fields("names", "printed", author="who wrote the work", editor="who edited the work"),
    **_fields(
        "names",
        "kept",
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
    **_fields(
        "date",
        "printed",
        accessed="the day on which the address was opened; printed for web pages",
        issued="the date of issue; in journals the year is printed",
    ),
    **_fields(
        "date",
        "kept",
        available_date="the day on which the work could first be had",
        event_date="the date of the conference or event",
        original_date="the date of the original",
        submitted="the day on which the work was submitted",
    ),
    **_fields(
        "text",
        "printed",
        DOI="the DOI of the work, such as 10.1378/chest.11-2295",
        PMID="the number of the work in PubMed",
        URL="the address of the work on the web",
        edition="the number of the edition",
        event="the name of the conference, as older programs call it",
        event_title="the name of the conference",
        genre="the kind of the work, such as PhD thesis",
        issue="the issue of the journal",
        number="the number of the report, standard or patent",
        page="the pages, such as 12-19",
        publisher="the publisher",
        publisher_place="the place of the publisher",
        volume="the volume",
    ),
    **_fields(
        "text",
        "kept",
        ISBN="the ISBN of the book",
        ISSN="the ISSN of the journal",
        PMCID="the number of the work in PubMed Central, such as PMC6317553",
        authority="the court or body that issued the text",
        chapter_number="the number of the chapter",
        collection_number="the number in the series",
        dimensions="the size or running time of the work",
        division="the division of the authority",
        event_place="the place of the conference",
        jurisdiction="where the text is law",
        language="the language of the work, such as en",
        locator="the place inside the work",
        medium="the medium, such as CD",
        number_of_pages="how many pages the work has",
        number_of_volumes="how many volumes the work has",
        original_publisher="the publisher of the original",
        original_publisher_place="the place of the original's publisher",
        page_first="the first page",
        part="the number of the part",
        printing="the number of the printing",
        references="what a law rests on",
        reviewed_genre="the kind of the work reviewed",
        scale="the scale of the map",
        section="the section of the newspaper or law",
        status="the state of publication",
        supplement="the number of the supplement",
        version="the version of the software or page",
        year_suffix="the letter behind the year",
    ),
    **_fields(
        "text",
        "private",
        abstract="the abstract",
        annote="a note of whoever collected the entry",
        archive="the archive that holds the work",
        archive_place="the place of the archive",
        archive_collection="the collection in the archive",
        archive_location="the place in the archive",
        call_number="the shelf mark",
        citation_key="the key of the entry in the program that it came from",
        citation_label="the label of the entry",
        citation_number="the number of the entry in a list",
        first_reference_note_number="the number of the note that first cites the work",
        id="the key of the entry in the program that it came from",
        keyword="key words",
        source="the catalogue that the entry came from",
    ),
    # names of CSL with an underscore
    "archive_collection": CslField("text", "private", "the collection in the archive, as CSL 1.0.2 spells it"),
    "archive_location": CslField("text", "private", "the place in the archive, as older programs call it"),
    **_fields("words", "private", categories="the subjects of the entry"),
    **_fields("custom", "private", custom="fields of the program that the entry came from"),
}

# the types of CSL, each with the fields without which such a work cannot be found
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
    "webpage": ("publisher", "URL"),
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
