"""What a route costs, held by counts and query plans and never by a clock (Q52, Q72)."""
