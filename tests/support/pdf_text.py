"""The words of finished files, as a library reads them that knows nothing of this program."""

from __future__ import annotations

import pypdfium2


def texts_of(data: bytes) -> list[str]:
    """The text of each page, in the order in which it was drawn."""
    file = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in file]
    finally:
        file.close()
