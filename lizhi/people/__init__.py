"""The company and its people: who works where, under whom, on which contract."""
