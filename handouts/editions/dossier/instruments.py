"""The program's findings for items of the two instruments, and the items that apply to a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.content.instruments import Instrument, Item
from handouts.document.document import Document
from handouts.editions.dossier import findings as find
from handouts.editions.dossier.findings import Find

# the program's finding for an item, by its id; only people can answer other items
FINDS: Mapping[str, Find] = {
    "pemat.5": find.speaks_actively,
    "pemat.6": find.has_numbers,
    "pemat.8": find.is_in_short_parts,
    "pemat.9": find.has_headings,
    "pemat.11": find.has_summary,
    "pemat.12": find.has_cues,
    "pemat.15": find.counts_pictures,
    "pemat.16": find.has_pictures,
    "pemat.17": find.has_captions,
    "pemat.18": find.has_pictures,
    "pemat.19": find.has_simple_tables,
    "pemat.20": find.asks_to_act,
    "pemat.21": find.speaks_to_the_reader,
    "pemat.22": find.gives_steps,
    "pemat.23": find.has_tool,
    "pemat.25": find.has_charts,
    "pemat.26": find.counts_pictures,
    "cci.1": find.has_message,
    "cci.2": find.opens_with_message,
    "cci.3": find.sets_message_off,
    "cci.4": find.carries_message_in_picture,
    "cci.5": find.asks_to_act,
    "cci.6": find.acts_actively,
    "cci.8": find.has_lists,
    "cci.9": find.is_chunked,
    "cci.11": find.says_what_is_not_known,
    "cci.12": find.asks_to_act,
    "cci.14": find.gives_steps,
    "cci.15": find.has_numbers,
    "cci.16": find.has_numbers,
    "cci.17": find.has_numbers,
    "cci.19": find.gives_both_sides,
    "cci.20": find.shows_chances,
}


def items_for(instrument: Instrument, document: Document) -> Iterator[Item]:
    """Yield the items that apply to the kind of a document."""
    yield from (item for item in instrument.items if document.kind == "leaflet" or item.of_decks)
