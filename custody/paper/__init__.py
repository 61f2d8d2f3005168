"""Paper: QR codes, labels, receipts. Values in, bytes out.

This room knows no SQL, no request and no clock. What it draws is data, never a person's markup (Q40).
"""
