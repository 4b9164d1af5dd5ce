"""A client of Enodo's socket.io: says on standard output what it was answered, a JSON list a line."""
import json
import queue
import sys

import socketio

url, transports = sys.argv[1], sys.argv[2].split(",")
told = queue.Queue()
client = socketio.Client(reconnection=False)
client.on("update", told.put)


def say(*what):
    print(json.dumps(what), flush=True)


def call(event, data, timeout=60):
    try:
        answer = client.call(event, data, timeout=timeout)
        say(event, type(answer).__name__, answer)
    except socketio.exceptions.TimeoutError:
        say(event, "TimeoutError", None)


def update_of(resource):
    while True:
        update = told.get(timeout=60)
        if update["resource"] == resource:
            return update


client.connect(url, transports=transports)
say("connected", client.transport())
call("/api/series", "", timeout=0.4)
call("authorize", {"username": "enodo", "password": "x"})
call("/api/series", "", timeout=0.4)
call("authorize", {"username": "enodo", "password": "enodo-secret"})
call("/api/series", "")
call("/subscribe/series", "")
call("/subscribe/event/output", "")
config = {
    "min_data_points": 2,
    "job_config": [
        {"module": "toy@0.1.0", "job_type": "job_base_analysis", "job_schedule_type": "TS",
         "job_schedule": 3600, "module_params": {}, "config_name": "base"},
        {"module": "toy@0.1.0", "job_type": "job_forecast", "job_schedule_type": "N",
         "job_schedule": 5, "module_params": {}, "config_name": "fc"},
    ],
}
call("/api/series/create", {"name": "series-f", "config": config, "meta": {"site": "ü"}})
first = update_of("series")
say("update", first["resource"], first["updateType"], first["resourceData"]["name"])
call("/api/series", "series-.*")
call("/api/series", {})
call("/api/series/details", {"series_name": first["resourceData"]["rid"]})
call("/api/series/details", {"series_name": "a/../b"})
call("/api/event/output/create", {"output_type": 1, "data": {"url": "http://127.0.0.1:1/"}})
second = update_of("event_output")
say("update", second["resource"], second["updateType"], second["resourceData"]["url"])
rid = second["resourceData"]["rid"]
call("/api/event/output/update", {"id": rid, "data": {"severity": "warning"}})
call("/api/event/output", "")
call("/api/event/output/delete", {"output_id": rid})
call("/api/enodo/modules", "")
call("/api/enodo/status", "")
call("/api/enodo/stats", "")
call("/api/enodo/settings", "")
call("/api/enodo/settings/update", {"entries": {"min_data_points": 43}})
call("/api/enodo/settings", "")
call("/api/enodo/labels", "")
call("/api/enodo/labels/create", {"name": "g1", "description": "d", "series_config": config})
call("/api/enodo/labels/delete", {"name": "g1"})
call("/api/enodo/labels/delete", {"name": "g1"})
call("/api/job/open", "")
call("/api/job/active", "")
call("/api/job/failed", "")
call("/api/job/failed/resolve", {"series_name": "series-f"})
call("/api/siridb/query", {"query": "show dbname"})
call("/subscribe/queue", "")
call("/subscribe/enodo/module", "")
call("/subscribe/siridb/status", "")
call("/subscribe/filtered/series", {"filter": "series-.*"})
call("/subscribe/filtered/series", "")
call("/api/nothing", "", timeout=0.4)
call("/api/series/delete", {"name": first["resourceData"]["rid"]})
call("/api/series", "")
client.disconnect()
say("disconnected")
