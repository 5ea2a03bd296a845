"""Where a number comes from: a claim's uses in a project, and the numbers of a finished file by what it carries."""

from handouts.tracing.claims import trace_claim
from handouts.tracing.files import trace_file

__all__ = ["trace_claim", "trace_file"]
