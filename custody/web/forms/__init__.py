"""What a form may hold, and how its fields become frozen values. One file per word."""
