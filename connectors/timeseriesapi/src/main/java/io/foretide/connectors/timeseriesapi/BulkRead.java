package io.foretide.connectors.timeseriesapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.Parallel;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the points of many series, page after page until nothing is left. A page goes on at the
 * last point of the one before; the API's answers have no other order than time.
 */
final class BulkRead {
  /** A range up to which 100 series go into one request; a longer one has fewer in each. */
  private static final long SHORT = 3 * Instants.HOUR;

  private final TimeSeriesApi api;
  private final TagDirectory tags;
  private final ReadSettings settings;

  BulkRead(TimeSeriesApi api, TagDirectory tags, ReadSettings settings) {
    this.api = api;
    this.tags = tags;
    this.settings = settings;
  }

  /** The points of one series from an instant on. */
  private record Wanted(Tag tag, long from, PointColumn points) {}

  /**
   * Points inside a range, rising, in the order of the series.
   *
   * @param series each once
   */
  List<PointColumn> read(List<Tag> series, Range range) throws ProviderException {
    List<Wanted> open = new ArrayList<>();
    series.forEach(t -> open.add(new Wanted(t, range.from(), new PointColumn())));
    List<PointColumn> out = open.stream().map(Wanted::points).toList();
    int perRequest = perRequest(range);
    List<List<Wanted>> batches = new ArrayList<>();
    for (int i = 0; i < open.size(); i += perRequest) {
      batches.add(open.subList(i, Math.min(open.size(), i + perRequest)));
    }
    if (!batches.isEmpty() && !range.isEmpty()) {
      Parallel.map(
          batches,
          settings.parallelism(),
          batch -> {
            whole(batch, range);
            return true;
          });
    }
    out.forEach(PointColumn::sort);
    return out;
  }

  private static int perRequest(Range range) {
    long length = range.to() - range.from();
    if (length <= 0 || length > TimeSeriesApi.IDS * SHORT) {
      return length == 0 ? TimeSeriesApi.IDS : 1;
    }
    return (int) Math.min(TimeSeriesApi.IDS, Math.max(1, TimeSeriesApi.IDS * SHORT / length));
  }

  private void whole(List<Wanted> batch, Range range) throws ProviderException {
    List<Wanted> open = batch;
    while (!open.isEmpty()) {
      open = page(open, range);
    }
  }

  /** Reads one page of each series; the series of which there is more. */
  private List<Wanted> page(List<Wanted> open, Range range) throws ProviderException {
    Optional<Answer> answer = api.read(body(open, range));
    if (answer.isEmpty()) {
      open.forEach(w -> tags.forget(w.tag()));
      throw new ProviderException.Transient(
          api.base()
              + " does not know the id of one of "
              + open.stream().map(w -> w.tag().name()).limit(5).toList()
              + " any more: they are looked up again",
          null);
    }
    Map<String, Wanted> byId = new HashMap<>();
    open.forEach(w -> byId.put(w.tag().id(), w));
    List<Wanted> more = new ArrayList<>();
    List<Wanted> perhaps = new ArrayList<>();
    boolean token =
        Datapoints.read(
            answer.get(),
            settings.quality(),
            (id, raw) -> {
              Wanted w = byId.get(id);
              if (w != null && raw.size() > 0) {
                long last = take(w, raw, range);
                if (last > w.from()) {
                  (raw.size() >= settings.page() ? more : perhaps)
                      .add(new Wanted(w.tag(), last, w.points()));
                }
              }
            });
    if (token) {
      more.addAll(perhaps);
    }
    more.removeIf(w -> w.from() >= range.to() - 1);
    return more;
  }

  /** Adds the points of a page that are inside the range and new; the last point's time. */
  private static long take(Wanted w, PointColumn raw, Range range) {
    raw.sort();
    boolean first = w.from() == range.from();
    long last = Long.MIN_VALUE;
    for (int i = 0; i < raw.size(); i++) {
      long time = raw.times()[i];
      last = Math.max(last, time);
      boolean fresh = first ? time >= w.from() : time > w.from();
      if (fresh && time < range.to() && Double.isFinite(raw.values()[i])) {
        w.points().add(time, raw.values()[i]);
      }
    }
    return last;
  }

  private byte[] body(List<Wanted> open, Range range) {
    ArrayNode body = TimeSeriesApi.JSON.createArrayNode();
    for (Wanted w : open) {
      body.addObject()
          .put("id", w.tag().id())
          .put("startTime", Times.text(w.from()))
          .put("endTime", Times.text(Instants.plus(range.to(), 999)))
          .put("limit", settings.page())
          .put("includeOutsidePoints", false);
    }
    return TimeSeriesApi.bytes(body);
  }
}
