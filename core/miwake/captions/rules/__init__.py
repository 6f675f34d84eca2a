"""One rule per sort of negative; each takes a read sentence and yields drafts."""
