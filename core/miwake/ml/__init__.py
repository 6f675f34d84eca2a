"""The only place that knows torch, open_clip and transformers."""
