"""An object store on loopback that speaks as much S3 as listing and reading need."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

_MODIFIED = "2031-02-03T04:05:06.000Z"


@contextmanager
def object_store(objects: dict[str, bytes]) -> Iterator[str]:
    """Serve objects by key, in a bucket of any name, and give the address of the store."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(has_body=True)

        def do_HEAD(self) -> None:
            self._answer(has_body=False)

        def log_message(self, *_: object) -> None:
            pass

        def _answer(self, *, has_body: bool) -> None:
            address = urlsplit(self.path)
            key = unquote(address.path).strip("/").partition("/")[2]
            if not key:
                prefix = parse_qs(address.query).get("prefix", [""])[0]
                self._send(200, _listing(prefix), None, has_body)
            elif key not in objects:
                self._send(404, b"", None, has_body)
            else:
                data = objects[key]
                wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
                if wanted is None:
                    self._send(200, data, None, has_body)
                else:
                    start, end = int(wanted[1]), min(int(wanted[2] or len(data)), len(data) - 1)
                    self._send(206, data[start : end + 1], f"bytes {start}-{end}/{len(data)}", has_body)

        def _send(self, code: int, data: bytes, content_range: str | None, has_body: bool) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Last-Modified", "Mon, 03 Feb 2031 04:05:06 GMT")
            self.send_header("ETag", '"same"')
            if content_range:
                self.send_header("Content-Range", content_range)
            self.end_headers()
            if has_body:
                self.wfile.write(data)

    def _listing(prefix: str) -> bytes:
        found = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>{_MODIFIED}</LastModified><ETag>same</ETag>"
            f"<Size>{len(data)}</Size><StorageClass>STANDARD</StorageClass></Contents>"
            for key, data in sorted(objects.items())
            if key.startswith(prefix)
        )
        return (
            '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<Name>store</Name><Prefix>{escape(prefix)}</Prefix><MaxKeys>1000</MaxKeys>"
            f"<IsTruncated>false</IsTruncated>{found}</ListBucketResult>"
        ).encode()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
