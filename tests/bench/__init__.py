"""The benchmark: worlds of any size from a seed, and the figures that `make bench` prints."""
