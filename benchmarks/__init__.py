"""Accuracy, throughput and memory, measured by hand and by `make bench`."""
