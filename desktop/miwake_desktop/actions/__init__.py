"""What a person can do: each action is one small function from a session to a service."""
