"""A folder served on loopback, as a host of static files does."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, keep: int, **named: Any) -> None:
        self._keep = keep
        super().__init__(*arguments, **named)

    def end_headers(self) -> None:
        if self._keep:
            self.send_header("Cache-Control", f"max-age={self._keep}")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep silent: what the browser asks for is no news."""


@contextmanager
def served(folder: Path, *, keep: int = 0) -> Iterator[str]:
    """Serve a folder until the block ends; answer its address. Browsers may keep files for a number of seconds."""
    handler = functools.partial(_Handler, directory=str(folder), keep=keep)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
