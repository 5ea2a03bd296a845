"""Clinics: what the people who hand a document out print about themselves, read from `content/clinics/<id>.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.kinds import PRINTED, prose_of
from handouts.content.model import Clinic, Phone
from handouts.content.prose import Prose
from handouts.content.quantities import NumberShape, read_quantity
from handouts.core.problem import Mark, Problem
from handouts.core.quantity import Measured, Units
from handouts.core.schema import (
    TEXT,
    Entry,
    FileSchema,
    Key,
    Shape,
    mapping_of,
    matching,
    needed,
    one,
    one_or,
    optional,
    otherwise,
    untyped,
)
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Scalar, Sequence, Source

# an extension, or a key to press
_DIALLED = matching("[0-9]{1,8}", "1 to 8 digits")


class PhoneShape(Shape, id="clinic.phone"):
    """A phone of a clinic, with what a caller needs to reach somebody."""

    number = needed(PRINTED, "the number as people of the region write it", "020 7946 0000")
    extension = optional(_DIALLED, "the extension to ask for", '"214"')
    option = optional(_DIALLED, "the key to press", '"2"')
    hours = optional(PRINTED, "when somebody answers", "Monday to Friday, 9 am to 5 pm")


class EmergencyShape(Shape, id="clinic.emergency"):
    """The emergency number, which has neither extension nor hours."""

    number = needed(PRINTED, "the emergency number of the region", '"112"')


class PhonesShape(Shape, id="clinic.phones"):
    """The phones of a clinic; a leaflet leaves a line to write on where one is missing."""

    day = optional(one_or(PRINTED, one(PhoneShape)), "the number that answers in the daytime", "020 7946 0000")
    night = optional(
        one_or(PRINTED, one(PhoneShape)), "the number that answers at night and at weekends", "020 7946 0999"
    )
    emergency = optional(one_or(PRINTED, one(EmergencyShape)), "the emergency number of the region", '"112"')


class ClinicShape(Shape, id="clinic"):
    """A clinic: its name, phones and policies, printed on every page of its edition."""

    name = needed(PRINTED, "the name that heads the pages", "Riverside Clinic")
    region = needed(TEXT, "the id of its region in content/regions.yaml", "uk")
    address = optional(PRINTED, "the postal address", "1 River Street, Exampletown")
    phones = optional(one(PhonesShape), "the phones to call", "{day: 020 7946 0000}")
    web = optional(PRINTED, "the web address, which the code on the page opens", "https://clinic.example")
    feedback = optional(
        PRINTED, "the place where readers say what they think of the page: a mail or web address", "a@clinic.example"
    )
    other_formats = optional(PRINTED, "the way to get the page in another form", "Ask us for large print or audio.")
    logo = optional(TEXT, "the file of the logo (PNG, JPEG), beside this file", "riverside.png")
    colour = optional(TEXT, "the clinic's own colour, instead of the theme's", "'#0b5d7a'")
    policies = otherwise(
        mapping_of(
            untyped(
                "a text or a value such as {number: 3, unit: day}", {"type": ["string", "number", "object", "null"]}
            ),
            "ids to texts or values",
        ),
        (),
        "what the clinic itself decides, by the id that texts and `policy` blocks name; null is not decided",
        "{missed_dose: Take it when you remember on the same day.}",
    )


# keys whose values are judged by rules of their own, so that a problem has its place
_JUDGED: tuple[Key[str | None] | Key[str], ...] = (
    ClinicShape.name,
    ClinicShape.region,
    ClinicShape.web,
    ClinicShape.feedback,
    ClinicShape.other_formats,
    ClinicShape.logo,
    ClinicShape.colour,
)


CLINICS = FileSchema("content/clinics/*.yaml", "a clinic, by the name of its file", one(ClinicShape))


def read_clinic(source: Source, name: str, units: Units, log: list[Problem]) -> Clinic | None:
    """Return a clinic, read from its own file."""
    if source.root is None:
        return None
    entry = CLINICS.read(source, log)
    phones = entry.read(ClinicShape.phones) or Entry(None, PhonesShape, log, "phones", entry.mark)
    return Clinic(
        id=name,
        name=entry.read(ClinicShape.name),
        region=_region(entry),
        address=entry.read(ClinicShape.address),
        day=_phone(phones, PhonesShape.day),
        night=_phone(phones, PhonesShape.night),
        emergency=_phone(phones, PhonesShape.emergency),
        web=entry.read(ClinicShape.web),
        feedback=entry.read(ClinicShape.feedback),
        other_formats=entry.read(ClinicShape.other_formats),
        logo=entry.read(ClinicShape.logo),
        colour=entry.read(ClinicShape.colour),
        policies=dict(_policies(entry, name, units)),
        mark=entry.mark,
        marks=dict(_marks(entry)),
    )


def _region(entry: Entry) -> str:
    """Return the region as typed; one that says nothing is no region, and its rule reports which there are."""
    node = entry.node.entries.get(ClinicShape.region.name)
    if isinstance(node, Scalar) and (node.empty or not node.text.strip()):
        return ""
    return entry.read(ClinicShape.region)


def _marks(entry: Entry) -> Iterator[tuple[str, Mark]]:
    for key in _JUDGED:
        if isinstance(entry.node.entries.get(key.name), Scalar):
            yield key.name, entry.mark_of(key)
    policies = entry.typed(ClinicShape.policies)
    if isinstance(policies, Nodes):
        yield from ((f"policies/{name}", mark) for name, mark in policies.keys.items())


def _phone(phones: Entry, key: Key[str | Entry | None]) -> Phone | None:
    """Return a phone, written as a number or as a mapping of number, extension, option and hours."""
    phone = phones.read(key)
    if not isinstance(phone, Entry):
        return Phone(phone, phones.mark_of(key)) if phone else None
    number, mark = phone.read(PhoneShape.number), phone.mark_of(PhoneShape.number)
    if not number:
        return None
    if phone.shape is EmergencyShape:
        return Phone(number, mark)
    dialled = phone.read(PhoneShape.extension), phone.read(PhoneShape.option)
    return Phone(number, mark, *dialled, phone.read(PhoneShape.hours))


def _policies(entry: Entry, clinic: str, units: Units) -> Iterator[tuple[str, Prose | Measured]]:
    for name, node in entry.read(ClinicShape.policies):
        if isinstance(node, Nodes):
            child = Entry(node, NumberShape, entry.log, f"policies/{name}")
            yield name, Measured(read_quantity(child, units), name, "this clinic", "policy")
        elif isinstance(node, Sequence):
            expected = "expected a text or a value such as {number: 3, unit: day}"
            entry.problem(node.mark, "wrong-type", f"{expected} at the policy {name!r}, not a list")
        elif not node.empty:
            yield name, prose_of(Entry(None, ClinicShape, entry.log, f"clinics/{clinic}/policies"), name, node)
