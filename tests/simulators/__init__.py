"""Services outside the house, played from their contracts: for tests, for the demo, for curiosity.

`python -m tests.simulators fadada --port 0 --callback http://127.0.0.1:8000/hooks/signing/fadada`
"""
