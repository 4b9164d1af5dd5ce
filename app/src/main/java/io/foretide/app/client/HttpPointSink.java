package io.foretide.app.client;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import java.nio.charset.StandardCharsets;

/**
 * Writes points to a server as line protocol: one line {@code series value=1.5 time} per point.
 * Busy answers are tried again by the client. Thread-safe.
 */
public final class HttpPointSink implements PointSink {
  private static final int POINTS_PER_REQUEST = 20_000;
  private final ApiClient client;

  public HttpPointSink(ApiClient client) {
    this.client = client;
  }

  @Override
  public Written write(PointBatch batch) throws Busy {
    String[] names = new String[batch.seriesCount()];
    for (int s = 0; s < names.length; s++) {
      names[s] = escape(batch.seriesName(s)) + " value=";
    }
    StringBuilder lines = new StringBuilder();
    int inRequest = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (Double.isNaN(batch.valueAt(i))) {
        continue;
      }
      lines.append(names[batch.seriesAt(i)]).append(batch.valueAt(i));
      lines.append(' ').append(batch.timeAt(i)).append('\n');
      if (++inRequest == POINTS_PER_REQUEST) {
        send(lines);
        inRequest = 0;
      }
    }
    if (inRequest > 0) {
      send(lines);
    }
    return new Written(batch.size(), batch.size());
  }

  private void send(StringBuilder lines) throws Busy {
    try {
      client.postText(
          "/write?db=foretide&precision=ns", lines.toString().getBytes(StandardCharsets.UTF_8));
      lines.setLength(0);
    } catch (ApiException e) {
      if (e.status() == 429 || e.status() == 503) {
        throw new Busy(String.valueOf(e.getMessage()), 1_000_000_000L);
      }
      throw new WriteRefused(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Busy("interrupted", 0);
    }
  }

  private static String escape(String name) {
    return name.replace("\\", "\\\\").replace(",", "\\,").replace(" ", "\\ ");
  }

  /** The server will not take the points; the cause says why. */
  public static final class WriteRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteRefused(ApiException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
