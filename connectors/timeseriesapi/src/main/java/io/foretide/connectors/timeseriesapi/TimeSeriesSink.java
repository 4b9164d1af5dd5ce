package io.foretide.connectors.timeseriesapi;

import io.foretide.connectors.http.Parallel;
import io.foretide.core.connect.OutputName;
import io.foretide.core.connect.SeriesNaming;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Predictions into the Time Series API, one series per output, made at its first point. A point of
 * the same series and time is replaced there, so writing again changes nothing. Thread-safe.
 *
 * <p>The API cannot refuse an old writer: where two forecasts reach over the same instant, the one
 * written last stays.
 */
final class TimeSeriesSink
    implements PredictionStorageProvider, SeriesNaming, Verified, AutoCloseable {
  private final TimeSeriesApi api;
  private final TagDirectory tags;
  private final ReadSettings settings;
  private final BulkRead bulk;
  private final int batch;

  /**
   * @param batch most points of one request
   */
  TimeSeriesSink(TimeSeriesApi api, TagDirectory tags, ReadSettings settings, int batch) {
    this.api = api;
    this.tags = tags;
    this.settings = settings;
    this.bulk = new BulkRead(api, tags, settings);
    this.batch = batch;
  }

  @Override
  public void verify() throws ProviderException {
    api.verify();
  }

  @Override
  public void write(
      Model model, Revision revision, List<String> outputs, List<PredictionBlock> blocks)
      throws ProviderException {
    List<PredictionBlock> rising = new ArrayList<>(blocks);
    rising.sort(Comparator.comparingLong(PredictionBlock::origin));
    List<PointColumn> columns = new ArrayList<>();
    List<String> used = new ArrayList<>();
    for (int o = 0; o < outputs.size(); o++) {
      PointColumn points = points(rising, o);
      if (points.size() > 0) {
        used.add(outputs.get(o));
        columns.add(points);
      }
    }
    if (used.isEmpty()) {
      return;
    }
    String facility = tags.facilityOf(revision.definition().inputs().getFirst());
    List<Tag> series =
        Parallel.map(
            used,
            settings.parallelism(),
            output -> {
              OutputSeries s = OutputSeries.of(revision, output, facility);
              return tags.ensure(s.name(), facility, s.description());
            });
    WriteBodies bodies = new WriteBodies(batch);
    for (int i = 0; i < used.size(); i++) {
      bodies.add(series.get(i).id(), columns.get(i));
    }
    for (byte[] body : bodies.done()) {
      if (!api.write(body)) {
        series.forEach(tags::forget);
        throw new ProviderException.Transient(
            api.base()
                + " does not know a series of model '"
                + model.name()
                + "' any more: they are looked up again",
            null);
      }
    }
  }

  private static PointColumn points(List<PredictionBlock> rising, int output) {
    PointColumn out = new PointColumn();
    for (PredictionBlock block : rising) {
      double[] values = block.values()[output];
      for (int i = 0; i < values.length; i++) {
        if (Double.isFinite(values[i])) {
          out.add(block.first() + i * block.step(), values[i]);
        }
      }
    }
    out.sort();
    return out;
  }

  @Override
  public boolean tellsWhatIsHeld() {
    return true;
  }

  @Override
  public RangeSet held(Model model, Revision revision, Range instants) throws ProviderException {
    if (!(revision.definition().schedule() instanceof Schedule.ByTime t) || instants.isEmpty()) {
      return RangeSet.empty();
    }
    String facility = tags.facilityOf(revision.definition().inputs().getFirst());
    List<Tag> found = new ArrayList<>();
    for (String operation : List.of("total-anomaly-scaled", "model-output")) {
      for (String output : outputs(revision, operation)) {
        tags.find(OutputSeries.of(revision, output, facility).name(), facility)
            .ifPresent(found::add);
      }
      if (!found.isEmpty()) {
        break;
      }
    }
    Grid grid = t.grid();
    List<Range> out = new ArrayList<>();
    for (PointColumn points : bulk.read(found, instants)) {
      for (int i = 0; i < points.size(); i++) {
        long cell = grid.cellAt(points.times()[i]);
        out.add(new Range(grid.start(cell), grid.end(cell)));
      }
    }
    return RangeSet.of(out);
  }

  private static List<String> outputs(Revision revision, String operation) {
    List<String> out = new ArrayList<>();
    if (operation.startsWith("total")) {
      out.add(operation);
    } else {
      for (String input : revision.definition().inputs()) {
        out.add(new OutputName(operation, input).toString());
      }
    }
    return out;
  }

  @Override
  public Named input(Model model, Revision revision, String series) throws ProviderException {
    String first = revision.definition().inputs().getFirst();
    List<String> both = first.equals(series) ? List.of(series) : List.of(first, series);
    try {
      return new Named(series, tags.find(both).getLast().id());
    } catch (ProviderException.UnknownSeries e) {
      return new Named(series, "");
    }
  }

  @Override
  public Named output(Model model, Revision revision, String output) throws ProviderException {
    String facility = tags.facilityOf(revision.definition().inputs().getFirst());
    String name = OutputSeries.of(revision, output, facility).name();
    Optional<Tag> tag = tags.find(name, facility);
    return new Named(name, tag.map(Tag::id).orElse(""));
  }

  @Override
  public void close() {
    api.close();
  }
}
