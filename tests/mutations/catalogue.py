"""The mutations: things that were or could be made wrong by hand, each with the rule that must find it."""

from __future__ import annotations

from mutation import Mutation
from of_claims import OF_CLAIMS
from of_decks import OF_DECKS
from of_leaflets import OF_LEAFLETS
from of_tables import OF_TABLES

MUTATIONS: tuple[Mutation, ...] = (*OF_CLAIMS, *OF_LEAFLETS, *OF_DECKS, *OF_TABLES)
