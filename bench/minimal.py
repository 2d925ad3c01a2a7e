"""The yardstick for pages: the least that a page from a database can be, behind the same server as the product.

One read by an indexed key on a connection that stays open, and the answer in a few lines of HTML. It must stay this
fast: no template, no session, no forms.
"""

from __future__ import annotations

import sqlite3
import sys
import threading

from flask import Flask
from waitress.server import create_server

PAGE = "<!DOCTYPE html><html lang=en><title>{0}</title><h1>{0}</h1><p>Row {1}.</p></html>"


def application(path: str) -> Flask:
    """A page for each row of a table of forces, at /<id>."""
    app, local = Flask("minimal"), threading.local()

    @app.get("/<force>")
    def page(force: str) -> str:
        if not hasattr(local, "connection"):
            local.connection = sqlite3.connect(path)
        row = local.connection.execute("SELECT name, id FROM force WHERE id = ?", (force,)).fetchone()
        return PAGE.format(*row)

    return app


def main(path: str) -> None:
    """Serves the page on a free port, and says where."""
    server = create_server(application(path), host="127.0.0.1", port=0, threads=8, ident=None)
    print(f"Open http://127.0.0.1:{server.effective_port}.", file=sys.stderr, flush=True)
    server.run()


if __name__ == "__main__":
    main(sys.argv[1])
