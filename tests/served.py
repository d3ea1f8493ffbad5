"""A folder of built pages → the same on loopback, below a base address as on GitHub Pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, baseurl: str, **named: object) -> None:
        self.baseurl = baseurl
        super().__init__(*args, **named)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        # What is asked for outside the base address is not there.
        is_below = f"{path}/".startswith(f"{self.baseurl}/")
        return super().translate_path(path.removeprefix(self.baseurl) if is_below else "/-")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, baseurl: str = "") -> Iterator[str]:
    """Serve a folder and give its origin."""
    handler = partial(_Handler, directory=str(folder), baseurl=baseurl)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
