"""The first schema, with the guards that stand in the database itself (Q13, Q45).

Triggers refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL) on the ledger and the read log. They
guard against mistakes; the signatures guard against the rest.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attempt", "attempt", ["kind", "subject", "at"])

    op.create_table(
        "complaint",
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("form_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=True),
        sa.Column("handler", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("born", sa.String(length=10), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("represented", sa.String(length=160), nullable=False),
        sa.Column("relation", sa.String(length=60), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock", sa.JSON(), nullable=False),
        sa.Column("matched_with", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("form_id"),
    )
    op.create_index("ix_complaint_unit", "complaint", ["unit", "state"])

    op.create_table(
        "file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=True),
        sa.Column("thumb", sa.String(length=64), nullable=True),
        sa.Column("item", sa.String(length=10), nullable=True),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("taking", sa.String(length=24), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("precision", sa.String(length=8), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=True),
        sa.Column("place", sa.String(length=24), nullable=True),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("officer", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handover_by", "handover", ["by_number", "recorded_at"])

    op.create_table(
        "hold",
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=True),
        sa.Column("set_by", sa.String(length=40), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(length=40), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_hold_complaint", "hold", ["complaint"])
    op.create_index("ix_hold_item", "hold", ["item"])

    op.create_table(
        "item_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("block", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "search_word",
        sa.Column(
            "word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("word"),
    )
    op.create_table(
        "saved_search",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", "name"),
    )
    op.create_table(
        "ledger_checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_table(
        "ledger_event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=True),
        sa.Column("item_seq", sa.Integer(), nullable=True),
        sa.Column("rec", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("item", "item_seq", name="uq_ledger_event_item_seq"),
        sa.UniqueConstraint("leaf"),
    )
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "match_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("ref", sa.String(length=60), nullable=False),
        sa.Column("concept", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("intake", sa.String(length=8), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_match_block_concept", "match_block", ["side", "concept", "rank", "day"])
    op.create_index(
        "ix_match_block_concept_place", "match_block", ["side", "concept", "place", "day"]
    )
    op.create_index(
        "ix_match_block_intake", "match_block", ["side", "intake", "concept", "rank", "day"]
    )
    op.create_index("ix_match_block_place", "match_block", ["side", "place", "day"])
    op.create_index("ix_match_block_ref", "match_block", ["side", "ref"])

    op.create_table(
        "match_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("handover", sa.String(length=36), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("model_version", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item"),
    )
    op.create_index("ix_match_item_handover", "match_item", ["handover"])

    op.create_table(
        "match_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("mention", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "match_frequency",
        sa.Column("field", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("weighed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("field", "value"),
    )
    op.create_table(
        "match_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("ref", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_match_key", "match_key", ["kind", "key", "side"])
    op.create_index("ix_match_key_ref", "match_key", ["side", "ref"])

    op.create_table(
        "match_link",
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("mention", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("model_version", sa.String(length=16), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("margin", sa.Double(), nullable=False),
        sa.Column("runner_up", sa.String(length=10), nullable=False),
        sa.Column("news", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("complaint", "mention", "item"),
    )
    op.create_index("ix_match_link_complaint", "match_link", ["complaint", "state"])
    op.create_index("ix_match_link_item", "match_link", ["item"])

    op.create_table(
        "match_mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("concept", sa.String(length=40), nullable=True),
        sa.Column("category", sa.String(length=24), nullable=True),
        sa.Column("polarity", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("claims", sa.Boolean(), nullable=False),
        sa.Column("handed", sa.Boolean(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("model_version", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_match_mention_complaint", "match_mention", ["complaint"])

    op.create_table(
        "offer",
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("leaf", sa.String(length=43), nullable=False),
        sa.Column("from_nature", sa.String(length=8), nullable=False),
        sa.Column("from_ref", sa.String(length=60), nullable=False),
        sa.Column("from_name", sa.String(length=160), nullable=False),
        sa.Column("to_nature", sa.String(length=8), nullable=False),
        sa.Column("to_ref", sa.String(length=60), nullable=False),
        sa.Column("to_name", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("item"),
    )
    op.create_index("ix_offer_from", "offer", ["from_nature", "from_ref"])
    op.create_index("ix_offer_to", "offer", ["to_nature", "to_ref"])

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_outbox_due", "outbox", ["done_at", "due_at"])

    op.create_table(
        "reminder",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )

    op.create_table(
        "read_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("route", sa.String(length=60), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_read_log_at", "read_log", ["at"])

    op.create_table(
        "receipt_counter",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "year"),
    )
    op.create_table(
        "scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=24), nullable=True),
        sa.Column("item", sa.String(length=10), nullable=True),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("scan_id"),
    )
    op.create_index("ix_scan_by", "scan", ["by_number", "id"])

    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", "valid_from"),
    )
    op.create_table(
        "unit",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("chief", sa.String(length=40), nullable=True),
        sa.Column("desk", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "claim",
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("form_id", sa.String(length=36), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=True),
        sa.Column("mention", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("amount", sa.String(length=60), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("hour", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("check_feature", sa.Text(), nullable=False),
        sa.Column("claimant", sa.String(length=160), nullable=False),
        sa.Column("claimant_born", sa.String(length=10), nullable=False),
        sa.Column("claimant_phone", sa.String(length=32), nullable=False),
        sa.Column("claimant_email", sa.String(length=254), nullable=False),
        sa.Column("claimant_address", sa.String(length=254), nullable=False),
        sa.Column("for_whom", sa.String(length=160), nullable=False),
        sa.Column("relation", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=True),
        sa.Column("item", sa.String(length=10), nullable=True),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("code"),
        sa.UniqueConstraint("form_id"),
    )
    op.create_index("ix_claim_complaint", "claim", ["complaint"])
    op.create_index("ix_claim_state", "claim", ["state"])

    op.create_table(
        "claim_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("to_state", sa.String(length=16), nullable=True),
        sa.Column("item", sa.String(length=10), nullable=True),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claim.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_claim_entry_claim", "claim_entry", ["claim"])

    op.create_table(
        "claim_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("feature", sa.String(length=16), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claim.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_claim_answer_claim", "claim_answer", ["claim"])

    op.create_table(
        "conclusion_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("point", sa.String(length=4), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=160), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_conclusion_point_subject", "conclusion_point", ["subject"])

    op.create_table(
        "letter",
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("form_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=True),
        sa.Column("claim", sa.String(length=24), nullable=True),
        sa.Column("receiver", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claim.number"],
        ),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("form_id"),
    )
    op.create_index("ix_letter_claim", "letter", ["claim"])
    op.create_index("ix_letter_complaint", "letter", ["complaint"])

    op.create_table(
        "letter_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=24), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["letter.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_letter_sent_letter", "letter_sent", ["letter"])

    op.create_table(
        "complaint_element",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("suggested", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("agreed", sa.String(length=8), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("advice", sa.String(length=16), nullable=False),
        sa.Column("advised", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.String(length=40), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_complaint_element_complaint", "complaint_element", ["complaint"])

    op.create_table(
        "complaint_link",
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hold", sa.String(length=24), nullable=False),
        sa.Column("mention", sa.Integer(), nullable=True),
        sa.Column("linked_by", sa.String(length=40), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=40), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("complaint", "item"),
    )
    op.create_index("ix_complaint_link_item", "complaint_link", ["item"])

    op.create_table(
        "complaint_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("from_state", sa.String(length=20), nullable=False),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_complaint_step_complaint", "complaint_step", ["complaint"])

    op.create_table(
        "mention_end",
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("not_police", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("complaint", "position"),
    )

    op.create_table(
        "trail_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_trail_snapshot_complaint", "trail_snapshot", ["complaint"])

    op.create_table(
        "independence_answer",
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=4), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("complaint", "person", "ground", "item"),
    )

    op.create_table(
        "officer_concerned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=254), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_officer_concerned_complaint"), "officer_concerned", ["complaint"], unique=False
    )

    op.create_table(
        "not_concerned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint"], ["complaint.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_not_concerned_complaint", "not_concerned", ["complaint"])

    op.create_table(
        "committee_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint"], ["complaint.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_committee_question_complaint", "committee_question", ["complaint"])

    op.create_table(
        "committee_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question"], ["committee_question.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_committee_reply_question", "committee_reply", ["question"])

    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("element", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["element"], ["complaint_element.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_judgement_element", "judgement", ["element"])

    op.create_table(
        "doubt_told",
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=4), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("told_to", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint"], ["complaint.number"]),
        sa.PrimaryKeyConstraint("complaint", "person", "ground", "item"),
    )

    op.create_table(
        "proposal",
        sa.Column("complaint", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("mention", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_to", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaint.number"],
        ),
        sa.PrimaryKeyConstraint("complaint", "item"),
    )
    op.create_index("ix_proposal_state", "proposal", ["state"])

    op.create_table(
        "item",
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("handover", sa.String(length=36), nullable=True),
        sa.Column("nature", sa.String(length=10), nullable=False),
        sa.Column("inside", sa.String(length=10), nullable=True),
        sa.Column("parent", sa.String(length=10), nullable=True),
        sa.Column("taking", sa.String(length=24), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("condition", sa.String(length=12), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(length=60), nullable=True),
        sa.Column("seal_state", sa.String(length=8), nullable=False),
        sa.Column("cash", sa.JSON(), nullable=True),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("identifiers", sa.JSON(), nullable=False),
        sa.Column("holder_nature", sa.String(length=8), nullable=True),
        sa.Column("holder_ref", sa.String(length=60), nullable=True),
        sa.Column("holder_name", sa.String(length=160), nullable=True),
        sa.Column("place", sa.String(length=24), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missing", sa.Boolean(), nullable=False),
        sa.Column("missing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holds", sa.JSON(), nullable=False),
        sa.Column("labels", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover"],
            ["handover.id"],
        ),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_item_handover", "item", ["handover"])
    op.create_index("ix_item_seal", "item", ["seal"])
    op.create_index("ix_item_inside", "item", ["inside"])
    op.create_index("ix_item_holder", "item", ["holder_nature", "holder_ref", "status"])
    op.create_index("ix_item_place", "item", ["place", "status"])
    op.create_index("ix_item_recorded", "item", ["recorded_at"])
    op.create_index("ix_item_status", "item", ["status", "unit"])
    op.create_index("ix_item_unit", "item", ["unit", "recorded_at"])

    op.create_table(
        "ledger_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=43), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.String(length=22), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_seq"],
            ["ledger_event.seq"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_seq", "digest"),
    )
    op.create_table(
        "packing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=False),
        sa.Column("outer", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_packing_outer", "packing", ["outer", "since"])
    op.create_index("ix_packing_item", "packing", ["item"])

    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover", sa.String(length=36), nullable=False),
        sa.Column("item", sa.String(length=10), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("born", sa.String(length=10), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("stated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover"],
            ["handover.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_party_handover", "party", ["handover"])

    op.create_table(
        "place",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=False),
        sa.Column("parent", sa.String(length=24), nullable=True),
        sa.Column("post", sa.String(length=24), nullable=True),
        sa.Column("user", sa.String(length=40), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["place.code"],
        ),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.code"],
        ),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_place_unit", "place", ["unit"])

    op.create_table(
        "receipt",
        sa.Column("no", sa.String(length=24), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("handover", sa.String(length=36), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prints", sa.Integer(), nullable=False),
        sa.Column("given", sa.String(length=40), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_seq"],
            ["ledger_event.seq"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("event_seq"),
    )
    op.create_index("ix_receipt_handover", "receipt", ["handover"])

    op.create_table(
        "post",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=False),
        sa.Column("place", sa.String(length=24), nullable=False),
        sa.Column("custodian", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["place"],
            ["place.code"],
        ),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.code"],
        ),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=False),
        sa.Column("post", sa.String(length=24), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uniquifier", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["post"],
            ["post.code"],
        ),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("uniquifier"),
        sa.UniqueConstraint("username"),
    )
    op.create_table(
        "account_role",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("account", "role"),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_api_token_account", "api_token", ["account"])
    op.create_table(
        "sent_form",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("by_number", sa.String(length=40), nullable=False),
        sa.Column("said", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


APPEND_ONLY = ("ledger_event", "read_log")
# What makes a new row of SQLite collide with an old one.
_SAME_ROW = {
    "ledger_event": "seq = NEW.seq OR id = NEW.id OR leaf = NEW.leaf"
    " OR (item = NEW.item AND item_seq = NEW.item_seq)",
    "read_log": "id = NEW.id",
}


def _guards(dialect: str) -> list[str]:
    """Return what makes tables append-only, and the full-text index, per database."""
    if dialect == "sqlite":
        return [
            *(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                for table in APPEND_ONLY
                for verb in ("update", "delete")
            ),
            # INSERT OR REPLACE deletes without asking the trigger above, so it is refused too.
            *(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
                f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                for table, same in _SAME_ROW.items()
            ),
            "CREATE VIRTUAL TABLE item_search"
            " USING fts5(words, marks, content='item_text', content_rowid='id', detail=column,"
            " tokenize=\"unicode61 remove_diacritics 0 tokenchars '._-'\")",
        ]
    return [
        "CREATE FUNCTION custody_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION custody_append_only()"
            for table in APPEND_ONLY
        ),
        "CREATE INDEX ix_item_text_words ON item_text USING gin (array_to_tsvector("
        "array_remove(string_to_array(words || ' ' || marks || ' ' || block, ' '), '')))",
    ]
