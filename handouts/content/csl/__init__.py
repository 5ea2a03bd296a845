"""References in CSL, the format of Zotero and Pandoc: fields, names, dates and titles as typed values."""
