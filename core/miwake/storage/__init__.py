"""The only place that knows SQLAlchemy; takes and returns domain objects."""
