"""Running the house: days, crashes, installing."""
