"""Measurements that take longer than a test may: `python -m tests.benchmarks NAME`.

Each writes its figures with the conditions they were measured under, one JSON object per line.
"""
