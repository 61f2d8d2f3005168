"""One function per thing a person does: load, decide, record.

This room knows no Flask, no SQLAlchemy, no drawing, and no other service. Who acts (`by`) and
when (`at`) come in as arguments; randomness is drawn here, decisions are the domain's.
"""
