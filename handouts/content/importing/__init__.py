"""References out of the exports of other programs: CSL JSON, BibTeX and RIS."""
