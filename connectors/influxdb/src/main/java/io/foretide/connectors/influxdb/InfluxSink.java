package io.foretide.connectors.influxdb;

import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Predictions into an InfluxDB: one measurement per output, tags {@code sensor_name} and those of
 * {@link MachineTags}, one field {@code sensor_value}. A point with the same tags and time is
 * replaced there, so writing again changes nothing. Thread-safe.
 *
 * <p>InfluxDB cannot refuse an old writer: where two forecasts reach over the same instant, the one
 * written last stays.
 */
final class InfluxSink implements PredictionStorageProvider, Verified, AutoCloseable {
  private final InfluxClient client;
  private final Map<String, String> tags;
  private final int batch;

  /**
   * @param tags put on every point
   * @param batch most points of one request
   */
  InfluxSink(InfluxClient client, Map<String, String> tags, int batch) {
    this.client = client;
    this.tags = Map.copyOf(tags);
    this.batch = batch;
  }

  @Override
  public void verify() throws ProviderException {
    client.query("SHOW MEASUREMENTS LIMIT 1", new NoRows());
  }

  @Override
  public void write(
      Model model, Revision revision, List<String> outputs, List<PredictionBlock> blocks)
      throws ProviderException {
    List<PredictionBlock> rising = new ArrayList<>(blocks);
    rising.sort(Comparator.comparingLong(PredictionBlock::origin));
    StringBuilder lines = new StringBuilder();
    int points = 0;
    for (PredictionBlock block : rising) {
      for (int o = 0; o < outputs.size(); o++) {
        String head = PredictedPoint.head(revision, outputs.get(o), tags);
        double[] values = block.values()[o];
        for (int i = 0; i < values.length; i++) {
          if (Double.isFinite(values[i])) {
            lines
                .append(head)
                .append(values[i])
                .append(' ')
                .append(block.first() + i * block.step())
                .append('\n');
            if (++points == batch) {
              client.write(lines.toString());
              lines.setLength(0);
              points = 0;
            }
          }
        }
      }
    }
    if (points > 0) {
      client.write(lines.toString());
    }
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
    long every = t.grid().every();
    long offset = Math.floorMod(t.grid().anchor(), every);
    List<Range> found = new ArrayList<>();
    client.query(
        "SELECT count(\"sensor_value\") FROM /.*/ WHERE "
            + MachineTags.condition(revision)
            + " AND time >= "
            + instants.from()
            + " AND time < "
            + instants.to()
            + " GROUP BY time("
            + every / 1000
            + "u, "
            + offset / 1000
            + "u) fill(none)",
        new NoRows() {
          @Override
          public void number(long time, int column, double value) {
            if (value > 0) {
              found.add(new Range(time, time + every));
            }
          }
        });
    return RangeSet.of(found);
  }

  @Override
  public void close() {
    client.close();
  }

  /** An answer of which nothing is wanted. */
  private static class NoRows implements Rows {
    @Override
    public void series(String name, Map<String, String> found, List<String> columns) {}

    @Override
    public void number(long time, int column, double value) {}
  }
}
