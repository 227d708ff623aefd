"""Measures kept out of the tests: speed and memory, as ratios and medians."""
