"""The life of built documents: approvals, releases, recalls, comparisons and evidence packs."""
