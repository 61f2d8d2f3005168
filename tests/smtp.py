"""A mail server on loopback, small enough to read: it keeps what it is given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail. `answers` says what it replies to a command instead, such as RCPT: 550 no.

    Once it holds `most` letters, it leaves whoever brings the next without an answer.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.letters: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.said: list[str] = []
        self.most: int | None = None

    @property
    def address(self) -> str:
        """Name and port, as the setting wants them."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 mail.example")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            self.server.said.append(word)
            if word == "MAIL" and self._full():
                continue
            if word in self.server.answers:
                self._say(self.server.answers[word])
            elif word == "DATA":
                self._say("354 go on")
                self._take()
                self._say("250 taken")
            elif word == "AUTH":
                self._say("235 welcome")
            elif word == "EHLO":
                self._say("250-mail.example\r\n250 AUTH PLAIN")
            else:
                self._say("221 bye" if word == "QUIT" else "250 ok")

    def _full(self) -> bool:
        most = self.server.most
        return most is not None and len(self.server.letters) >= most

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(letter)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running mail server; stopped afterwards."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
