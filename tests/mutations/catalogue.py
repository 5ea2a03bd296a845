"""The mutations: things that were or could be made wrong by hand, each with the rule that must find it."""

from __future__ import annotations

from mutations.mutation import Mutation
from mutations.of_claims import OF_CLAIMS
from mutations.of_decks import OF_DECKS
from mutations.of_leaflets import OF_LEAFLETS
from mutations.of_tables import OF_TABLES

MUTATIONS: tuple[Mutation, ...] = (*OF_CLAIMS, *OF_LEAFLETS, *OF_DECKS, *OF_TABLES)
