"""The declared schema: reading by keys, and what is said about values that are missing, unknown or of another kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handouts.core.problem import Problem
from handouts.core.schema import (
    AMOUNT,
    DATE,
    DAY,
    DECIMAL,
    TEXT,
    TRUTH,
    Entry,
    FileSchema,
    Key,
    Shape,
    entries_of,
    list_of,
    listed,
    mapping_of,
    marked,
    matching,
    needed,
    one,
    one_of,
    one_or,
    optional,
    otherwise,
    reachable,
    some_of,
    unnamed,
    untyped,
    whole,
    words_to,
)
from handouts.core.source import Scalar, source_of


class Step(Shape, id="trip.step"):
    """A place to stop at."""

    id = needed(TEXT, "the id of the step", "harbour")
    wait = otherwise(whole(1, 90), 5, "the minutes to wait", "10")


class Ticket(Shape, id="trip.ticket"):
    """A ticket."""

    price = needed(AMOUNT, "the price in euro", "2.50")
    change = optional(DECIMAL, "the change since last year", "-0.10")


class Trip(Shape, id="trip"):
    """A trip by boat."""

    name = needed(TEXT, "the name of the trip", "To the island")
    day = needed(DATE, "the day of the trip", "2026-07-01")
    kind = otherwise(one_of(("boat", "ferry")), "boat", "the kind of ship", "ferry")
    open = otherwise(TRUTH, False, "whether everybody may come", "true")
    code = optional(matching("[A-Z]{3}", "three capitals"), "the code on the ticket", "ABC")
    days = otherwise(some_of(("mon", "tue")), (), "the days on which it goes", "[mon]")
    tags = otherwise(list_of(TEXT, least=1), (), "words to find it by", "[sea]")
    ports = otherwise(marked(TEXT), (), "the ports", "[A, B]")
    steps = otherwise(listed(Step), (), "where it stops", "[{id: harbour}]")
    tickets = otherwise(entries_of(Ticket), (), "the tickets by id", "adult: {price: 3}")
    fare = optional(one_or(AMOUNT, one(Ticket)), "the usual fare", "3")
    names = otherwise(mapping_of(TEXT, "ids to texts"), (), "its names", "{de: Fahrt}")
    said = otherwise(words_to(TEXT, "words to texts"), (), "what people say", "{the boat: Boot}")
    from_ = optional(untyped("anything", {}), "where it starts", "here", name="from")


def read(text: str) -> tuple[Entry, list[Problem]]:
    log: list[Problem] = []
    return Entry(source_of(text, "trip.yaml").root, Trip, log), log


GOOD = "name: Sea\nday: 2026-07-01\n"


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        (Trip.name, "name: Sea", "Sea"),
        (Trip.day, "day: 2026-07-01", date(2026, 7, 1)),
        (Trip.kind, "kind: ferry", "ferry"),
        (Trip.open, "open: true", True),
        (Trip.code, "code: ABC", "ABC"),
        (Trip.days, "days: [tue, mon]", ("tue", "mon")),
        (Trip.tags, "tags: [a, b]", ("a", "b")),
        (Trip.names, "names: {a: x}", (("a", "x"),)),
        (Trip.said, "said: {the boat: x}", (("the boat", "x"),)),
        (Trip.fare, "fare: 2.50", Decimal("2.50")),
    ],
)
def test_a_key_is_read_as_its_kind(key: Key[object], typed: str, value: object) -> None:
    entry, log = read(typed)
    assert entry.read(key) == value
    assert log == []


def test_a_key_that_is_left_out_has_its_other_value() -> None:
    entry, log = read(GOOD)
    assert (entry.read(Trip.kind), entry.read(Trip.open), entry.read(Trip.code)) == ("boat", False, None)
    assert (entry.read(Trip.tags), entry.read(Trip.steps)) == ((), ())
    assert log == []


def test_a_needed_key_that_is_missing_is_told_with_what_to_write() -> None:
    entry, log = read("day:\n")
    assert (entry.read(Trip.name), entry.read(Trip.day)) == ("", DAY)
    told = "the file needs the key 'name': the name of the trip (name: To the island)"
    assert [(each.rule, each.mark.line, each.message) for each in log[:1]] == [("missing-key", 1, told)]
    # a key without a value is told where it stands
    assert str(log[1].mark) == "trip.yaml:1:1"


def test_an_unknown_key_names_the_nearest() -> None:
    _, log = read(GOOD + "taggs: [a]\n")
    (problem,) = log
    assert (problem.rule, problem.mark.line) == ("unknown-key", 3)
    assert problem.message.endswith("did you mean 'tags'?")


@pytest.mark.parametrize(
    ("key", "typed", "rule", "said"),
    [
        (Trip.name, "name: [a]", "wrong-type", "expected a text at 'name'; put a value that begins with '[' in quotes"),
        (Trip.name, 'name: " "', "empty-text", "'name' in the file is empty; write the name of the trip"),
        (Trip.code, "code: ' '", "empty-text", "write the code on the ticket, or leave the key out"),
        (Trip.code, "code: abc", "wrong-type", "expected three capitals at 'code', not 'abc'"),
        (Trip.day, "day: May", "wrong-type", "expected a date such as 2026-11-22 at 'day', not 'May'"),
        (Trip.day, "day: 1626-07-01", "wrong-type", "not '1626-07-01'"),
        (Trip.day, "day: 20261122", "wrong-type", "not '20261122'"),
        (Trip.day, "day: 2026-W48-1", "wrong-type", "not '2026-W48-1'"),
        (Trip.kind, "kind: fery", "unknown-value", "unknown kind 'fery'; use boat or ferry; did you mean 'ferry'?"),
        (Trip.kind, "kind: {a: b}", "wrong-type", "expected boat or ferry at 'kind'"),
        (Trip.open, "open: yes", "unknown-value", "unknown open 'yes'; use false or true"),
        (Trip.days, "days: [fri]", "unknown-value", "unknown entry of 'days' 'fri'"),
        (Trip.days, "days: mon", "wrong-type", "expected a list of mon or tue at 'days', not 'mon'"),
        (Trip.tags, "tags: []", "missing-key", "needs at least one entry of 'tags'"),
        (Trip.tags, "tags: a", "wrong-type", "expected a list such as [a, b] at 'tags', not 'a'"),
        (Trip.names, "names: {}", "empty-block", "'names' holds nothing; write ids to texts, or leave it out"),
        (Trip.names, "names: {ä: x}", "wrong-id", "bad id 'ä'"),
        (Trip.names, "names: x", "wrong-type", "expected a mapping of ids to texts at 'names', not 'x'"),
        (Trip.steps, "steps: [{id: a}, {id: a}]", "duplicate-id", "duplicate id 'a' (first on line 1)"),
        (Trip.steps, "steps: x", "wrong-type", "expected a list of mappings (- id: …) at 'steps', not 'x'"),
        (Trip.steps, "steps: [{}]", "missing-key", "needs the key 'id'"),
        (Trip.tickets, "tickets: {a: 3}", "wrong-type", "expected a mapping (price: …) at 'a'"),
        (Trip.fare, "fare: -1", "wrong-value", "'fare' is an amount and cannot be below 0, not -1"),
        (Trip.fare, "fare: lots", "wrong-type", "expected a number such as 7"),
    ],
)
def test_a_value_of_another_kind_is_told(key: Key[object], typed: str, rule: str, said: str) -> None:
    entry, log = read(typed)
    entry.read(key)
    assert [each.rule for each in log] == [rule]
    assert said in log[0].message


@pytest.mark.parametrize("typed", ["91", "0", "2.5", "many", "[3]"])
def test_a_number_outside_its_ends_is_told(typed: str) -> None:
    log: list[Problem] = []
    entry = Entry(source_of(f"id: a\nwait: {typed}", "trip.yaml").root, Step, log)
    assert entry.read(Step.wait) == 1
    assert log[0].message.startswith("expected a whole number from 1 to 90 at 'wait'")


def test_an_entry_of_another_kind_is_told_once() -> None:
    entry, log = read("tickets: {a: 3}")
    for _, ticket in entry.read(Trip.tickets):
        assert ticket.read(Ticket.price) == 0
    assert len(log) == 1


def test_paths_follow_the_keys() -> None:
    entry, _ = read("tickets: {adult: {price: 3}}\nsteps: [{id: pier}]\n")
    assert [ticket.path for _, ticket in entry.read(Trip.tickets)] == ["adult"]
    assert [step.path for step in entry.read(Trip.steps)] == ["pier"]


def test_a_key_may_have_a_name_that_python_cannot_say() -> None:
    entry, log = read("from: here")
    found = entry.read(Trip.from_)
    assert isinstance(found, Scalar)
    assert (found.text, log) == ("here", [])


def test_one_key_of_a_choice_stands() -> None:
    class Way(Shape, id="way"):
        """A way to go."""

        boat = optional(TEXT, "the boat", "Anna")
        bus = optional(TEXT, "the bus", "7")
        CHOICE = ("boat", "bus")

    def chosen(text: str) -> tuple[str | None, list[Problem]]:
        log: list[Problem] = []
        return Entry(source_of(text, "way.yaml").root, Way, log, "way").chosen(), log

    assert chosen("boat: Anna") == ("boat", [])
    name, (problem,) = chosen("boat: Anna\nbus: 7")
    assert (name, problem.message) == (None, "'way' takes only one of boat or bus; write each in a block of its own")
    assert problem.rule == "mixed-keys"
    name, (problem, *_) = chosen("{}")
    assert (name, problem.message) == (None, "'way' needs one of boat or bus")


def test_a_file_is_read_by_its_root() -> None:
    steps = FileSchema("steps.yaml", "steps", unnamed(Step, "step"))
    log: list[Problem] = []
    assert [step.read(Step.id) for step in steps.read(source_of("- id: a\n- id: b\n", "steps.yaml"), log)] == ["a", "b"]
    assert log == []
    assert steps.read(source_of("id: a", "steps.yaml"), log) == ()
    assert (
        log[0].message
        == "expected a list of mappings (- key: …) at the file; put a value that begins with '{' in quotes"
    )


def test_all_shapes_of_a_shape_are_reachable() -> None:
    assert reachable([Trip]) == (Trip, Step, Ticket)
