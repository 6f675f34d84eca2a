"""Several processes, on one machine or many, that share the work of one run: one leads, the others follow."""
