"""One app with the whole cast; each test leaves the record whole."""

from tests.security.conftest import app  # noqa: F401
