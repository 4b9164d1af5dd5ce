#!/usr/bin/env python3
"""Forecasts each step ahead by the mean of the values seen at the same time of day.

A program for `run: {process: ...}` and `run: {container: ...}`, in plain Python. It reads
interval.json and frame.ndjson, and writes one row for each step ahead of each interval. It looks
only at rows before an interval's end, so that it may be given many intervals at once.
Exit code 65 says that the input can never be used; any other failure is tried again.
"""

import json
import os
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def text(t):
    return t.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    folder_in = os.environ.get("FORETIDE_IN", "/in")
    folder_out = os.environ.get("FORETIDE_OUT", "/out")
    with open(os.path.join(folder_in, "interval.json")) as f:
        job = json.load(f)
    with open(os.path.join(folder_in, "frame.ndjson")) as f:
        rows = [json.loads(line) for line in f]
    if len(job["inputs"]) != 1 or job["outputs"] != ["mean"]:
        print("expected one input and the output mean", file=sys.stderr)
        return 65
    series = job["inputs"][0]
    step = timedelta(seconds=job["resolution_seconds"])
    steps = int(job["horizon_seconds"] / job["resolution_seconds"])
    points = [(instant(r["time"]), r[series]) for r in rows if r[series] is not None]

    with open(os.path.join(folder_out, "frame.ndjson"), "w") as out:
        for interval in job["intervals"]:
            origin = instant(interval["to"])
            profile = defaultdict(list)
            for t, x in points:
                if t < origin:
                    profile[t.time()].append(x)
            written = 0
            for k in range(steps):
                t = origin + k * step
                seen = profile.get(t.time())
                if seen:
                    mean = sum(seen) / len(seen)
                    out.write(json.dumps({"origin": interval["to"], "time": text(t), "mean": mean}) + "\n")
                    written += 1
            if not written:
                out.write(json.dumps({"origin": interval["to"], "empty": "no value at these times of day"}) + "\n")
    return 0


sys.exit(main())
