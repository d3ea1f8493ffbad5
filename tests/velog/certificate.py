"""A folder → a certificate for 127.0.0.1 in it, that nobody vouches for, and its key."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

_COMMAND = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
    "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
)


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key. A client that is given `file` as SSL_CERT_FILE trusts it."""

    file: Path
    key: Path

    def for_server(self) -> ssl.SSLContext:
        """Make what a server needs to show it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context


def make_certificate(folder: Path) -> Certificate:
    """Make one in a folder that is there."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    command = [*_COMMAND.split(), "-keyout", str(made.key), "-out", str(made.file)]
    subprocess.run(command, check=True, capture_output=True)
    return made
