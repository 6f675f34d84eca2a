"""The command line: calls services for data and worker for what computes."""
