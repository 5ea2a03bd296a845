"""The numbers in a finished file, each with its source, from the trace that the file carries."""

from handouts.audit.trace.files import trace_file

__all__ = ["trace_file"]
