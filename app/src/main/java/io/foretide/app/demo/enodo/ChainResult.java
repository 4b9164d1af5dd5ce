package io.foretide.app.demo.enodo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the chain came.
 *
 * @param points counted by the listener and taken by the hub
 * @param jobs that workers ended
 * @param written forecast points in the database
 * @param alarms raised
 * @param webhooks received
 * @param seconds since it began
 */
public record ChainResult(
    long points, long jobs, long written, long alarms, long webhooks, double seconds) {
  /** Whether every link did its part. */
  public boolean isComplete() {
    return points > 0 && jobs > 0 && written > 0 && alarms > 0 && webhooks > 0;
  }

  /** For one line of JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("points_counted", points);
    out.put("jobs_run", jobs);
    out.put("forecasts_written_back", written);
    out.put("alarms_raised", alarms);
    out.put("webhooks_received", webhooks);
    out.put("seconds", Math.round(10 * seconds) / 10.0);
    out.put("complete", isComplete());
    return out;
  }
}
