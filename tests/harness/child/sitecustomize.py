"""Read by Python itself at the start of every process that a test starts."""

import network_guard

network_guard.install()
