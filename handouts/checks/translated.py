"""What a document lacks in a language other than that of the content: printed forms of its units."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.passages import values
from handouts.core.problem import Problem
from handouts.core.quantity import Ratio, UnitDefinition
from handouts.document.document import Document
from handouts.document.walk import units

ID = "missing-unit-form"


def untranslated(document: Document) -> Iterator[Problem]:
    """Report units whose values a document prints and that have no printed form in its language.

    Such a value would be printed with the words of the content's language, in the middle of a translated sentence.
    """
    forms: dict[str, UnitDefinition] = {}
    periods: dict[str, UnitDefinition] = {}
    for unit in units(document):
        for value in values(unit):
            quantity = value.measured.quantity if value.measured is not None else None
            if quantity is None or isinstance(quantity, Ratio):
                continue
            forms[quantity.unit.id] = quantity.unit.definition
            if quantity.unit.period is not None and quantity.unit.per is not None:
                periods[quantity.unit.period] = quantity.unit.per
    lang = document.lang
    for name, each in forms.items():
        if each.mark is not None and each.words and lang not in each.forms:
            message = f"the unit {name!r} has no printed form in {lang!r}; add one to its forms, as in {{{lang}: …}}"
            yield Problem(each.mark, ID, message, reaches=(document.id,))
    for name, each in periods.items():
        if each.mark is not None and lang not in each.period:
            message = f"the period {name!r} has no words in {lang!r}; add them to its period, as in {{{lang}: …}}"
            yield Problem(each.mark, ID, message, reaches=(document.id,))
