"""Rules on what a leaflet must contain: a message, actions, when to get help, and harms beside benefits.

A rule recognises a part by its type (`do` cards, an emergency box) or by its typed role (`role: harms` on a section,
block or question), never by its words or its appearance. All of these rules are for leaflets for patients.
"""

from __future__ import annotations

from handouts.checks.leaflet import (
    actions,
    alternatives,
    benefits_and_harms,
    feedback_route,
    get_help,
    long_list,
    long_section,
    main_message,
    not_known,
    other_formats,
    review_interval,
    sources,
    steps,
    summary,
    tool,
    untitled_section,
    version,
)
from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = (
    main_message.check,
    actions.check,
    steps.check,
    get_help.check,
    summary.check,
    tool.check,
    long_list.check,
    long_section.check,
    untitled_section.check,
    benefits_and_harms.check,
    alternatives.check,
    not_known.check,
    version.check,
    review_interval.check,
    feedback_route.check,
    other_formats.check,
    sources.check,
)
