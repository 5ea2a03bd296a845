"""The numbers of a finished file, each with its source, by the trace that the file carries."""

from handouts.audit.trace.files import trace_file

__all__ = ["trace_file"]
