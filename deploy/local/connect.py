"""The Connect protocol in the few lines that a script needs: JSON, unary calls and server streams, one session."""
import contextlib
import http.client
import json
import struct
import urllib.parse

END_STREAM = 2


class Refused(Exception):
    """An error answer; args: its code, its message, its reason and the field at fault (where it states them)."""

    @classmethod
    def of(cls, error, otherwise=None):
        refusal = next((detail["debug"] for detail in error.get("details", []) if "debug" in detail), {})
        return cls(error.get("code", otherwise), error.get("message", ""), refusal.get("reason", ""), refusal.get("field", ""))


class Gateway:
    def __init__(self, url, timeout_s=120):
        self._address = urllib.parse.urlsplit(url)
        self._timeout_s = timeout_s
        self._cookie = ""

    @contextlib.contextmanager
    def _post(self, method, content_type, body):
        connection = http.client.HTTPConnection(self._address.netloc, timeout=self._timeout_s)
        with contextlib.closing(connection):
            yield self._answer(connection, method, content_type, body)

    def _answer(self, connection, method, content_type, body):
        headers = {"Content-Type": content_type, "Connect-Protocol-Version": "1", "Cookie": self._cookie}
        connection.request("POST", "/" + method, body, headers)
        response = connection.getresponse()
        if response.headers["Set-Cookie"]:
            self._cookie = response.headers["Set-Cookie"].split(";")[0]
        return response

    def call(self, method, request):
        """The answer of a unary method, named like "watchbell.visitor.v1.VisitService/CheckIn"."""
        with self._post(method, "application/json", json.dumps(request).encode()) as response:
            answer = json.loads(response.read() or b"{}")
        if response.status != 200:
            raise Refused.of(answer, response.status)
        return answer

    def page(self, path):
        """Status, media type and body of a page."""
        connection = http.client.HTTPConnection(self._address.netloc, timeout=self._timeout_s)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Cookie": self._cookie})
            response = connection.getresponse()
            return response.status, response.headers["Content-Type"], response.read()

    def stream(self, method, request):
        """Yields the messages of a server-streaming method; a stream that is cut off is a ConnectionError."""
        message = json.dumps(request).encode()
        with self._post(method, "application/connect+json", struct.pack(">BI", 0, len(message)) + message) as response:
            if response.status != 200:
                raise Refused(response.status, response.read().decode(errors="replace"))
            while True:
                flags, answer = self._frame(response)
                if flags & END_STREAM:
                    if "error" in answer:
                        raise Refused.of(answer["error"])
                    return
                yield answer

    @staticmethod
    def _frame(response):
        try:
            flags, size = struct.unpack(">BI", response.read(5))
            return flags, json.loads(response.read(size) or b"{}")
        except (http.client.IncompleteRead, struct.error) as cut:
            raise ConnectionError("the stream was cut off before its end") from cut
