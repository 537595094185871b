"""Plan, make, commit: the one place that composes the rooms."""
