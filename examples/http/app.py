#!/usr/bin/env python3
"""A model as an HTTP app in plain Python: POST /frame takes a frame, POST /message one message.

/frame    answers a row with `mean` for each step up to the horizon: the last value before the origin.
/message  answers the message's `value` times two as `score`. If OUTPUT_URL is set it posts the result
          there first and answers only when that succeeded, so that nothing is lost in between.
A message that cannot be used is answered with 400 and the reason, which is final; a failure of this
app or of the receiver with 500 or 502, which is tried again.
"""

import json
import os
import urllib.request
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Unusable(Exception):
    pass


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def text(t):
    return t.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def forecast(job, frame):
    series = job["inputs"][0]
    step = job["resolution_seconds"]
    rows = []
    for interval in job["intervals"]:
        origin = instant(interval["to"])
        seen = [r[series] for r in frame if r[series] is not None and instant(r["time"]) < origin]
        if not seen:
            rows.append({"origin": interval["to"], "empty": "no value before the origin"})
        for k in range(int(job["horizon_seconds"] / step)) if seen else []:
            time = text(origin + timedelta(seconds=k * step))
            rows.append({"origin": interval["to"], "time": time, "mean": seen[-1]})
    return rows


def score(message):
    if not isinstance(message.get("value"), (int, float)):
        raise Unusable("value is missing: expected a number")
    return {"time": message.get("time"), "score": 2 * message["value"]}


class App(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            if self.path == "/message":
                self.message(json.loads(body))
            elif self.headers.get("Content-Type") == "application/x-ndjson":
                job, *frame = [json.loads(line) for line in body.splitlines()]
                lines = "\n".join(json.dumps(r) for r in forecast(job, frame))
                self.answer(200, lines.encode(), "application/x-ndjson")
            else:
                job = json.loads(body)
                self.answer(200, json.dumps({"rows": forecast(job, job["frame"])}).encode())
        except (Unusable, json.JSONDecodeError) as e:
            self.answer(400, json.dumps({"error": str(e)}).encode())
        except Exception as e:  # noqa: BLE001 - whatever went wrong here may pass
            self.answer(500, json.dumps({"error": repr(e)}).encode())

    def message(self, message):
        result = json.dumps(score(message)).encode()
        url = os.environ.get("OUTPUT_URL")
        if not url:
            self.answer(200, result)
            return
        request = urllib.request.Request(url, result, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as response:
            self.answer(200 if response.status == 200 else 502, b'{"message":"done"}')

    def answer(self, status, body, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer((os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "5000"))), App)
print(server.server_address[1], flush=True)
server.serve_forever()
