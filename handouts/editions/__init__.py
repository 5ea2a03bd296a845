"""What happens to what was built: approvals, releases, recalls, comparisons, evidence packs."""
