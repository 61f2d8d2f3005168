"""custody: every thing handed to the police gets a receipt, a trail, and its complaint."""
