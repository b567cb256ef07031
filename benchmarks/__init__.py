"""Measurements: what is fast enough, and how right users are served. Run by `make bench`."""
