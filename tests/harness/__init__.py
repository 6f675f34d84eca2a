"""What watches over every test: no network, no traces on the machine, nothing left running, no unexpected log line."""
