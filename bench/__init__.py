"""Benchmarks that anybody can run: ``make bench``. Each verifies what it measured."""
