package io.foretide.models;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Training;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model with data, run as the executor would run it. */
final class Models {
  static final long STEP = 10 * Instants.MINUTE;
  static final long TIMEOUT = 60 * Instants.SECOND;
  final BuiltInModels provider = new BuiltInModels(System::nanoTime);
  final Model model;
  final double[][] data;

  private Models(Model model, double[][] data) {
    this.model = model;
    this.data = data;
  }

  /**
   * @param settings {@code key, value} pairs of a model file; inputs are {@code a}, {@code b}, ...
   * @param data bucket k of a column starts at k * {@link #STEP}
   */
  static Models of(double[][] data, Object... settings) {
    ModelDefinition definition = definition(data.length, settings);
    Revision revision = new Revision(1, definition, "f", 0, Long.MAX_VALUE, 0);
    return new Models(
        new Model(new ModelId(1), definition, List.of(revision), Model.State.ACTIVE, 1, 0, 0),
        data);
  }

  static ModelDefinition definition(int inputs, Object... settings) {
    Map<String, Object> file = new HashMap<>();
    file.put("model", "m");
    file.put("inputs", List.of("a", "b", "c").subList(0, inputs));
    file.put("resolution", "10m");
    file.put("every", "30m");
    for (int i = 0; i < settings.length; i += 2) {
      file.put((String) settings[i], settings[i + 1]);
    }
    return ModelFile.read(file);
  }

  static Object[] and(Object[] settings, Object... more) {
    Object[] out = Arrays.copyOf(settings, settings.length + more.length);
    System.arraycopy(more, 0, out, settings.length, more.length);
    return out;
  }

  Models with(double[][] other) {
    return new Models(model, other);
  }

  /** The buckets that start in a range of instants, as a provider of sensor data yields them. */
  Frame frame(long from, long to) {
    long first = Math.ceilDiv(from, STEP);
    long end = Math.ceilDiv(to, STEP);
    int n = (int) Math.max(0, end - first);
    long[] times = new long[n];
    double[][] columns = new double[data.length][n];
    for (int i = 0; i < n; i++) {
      times[i] = (first + i) * STEP;
      for (int c = 0; c < data.length; c++) {
        long at = first + i;
        columns[c][i] = at >= 0 && at < data[c].length ? data[c][(int) at] : Double.NaN;
      }
    }
    return new Frame(model.definition().reads(), times, columns);
  }

  /** Trains on everything before a bucket. */
  TrainResult train(long bucket) throws ProviderException {
    return provider.train(training(new Range(0, bucket * STEP)));
  }

  /** What a training or a look at drift over some instants is asked with. */
  TrainRequest training(Range instants) throws ProviderException {
    long lookback = provider.training(model.definition()).orElseThrow().lookback();
    return new TrainRequest(
        model,
        model.latest(),
        instants,
        frame(Math.min(instants.from(), instants.to() - lookback) - lookback, instants.to()),
        TIMEOUT);
  }

  /** The same model as a revision with these metrics. */
  Models trained(Map<String, Double> metrics) {
    Training t =
        new Training(Training.Cause.FIRST, 0, new Range(0, 0), "", "", 0, "", metrics, 0, 0, 0);
    Revision r = new Revision(1, model.definition(), "f", 0, Long.MAX_VALUE, 0, t);
    return new Models(model.withRevisions(List.of(r)), data);
  }

  RunResult run(Range[] intervals, int from, int to, @Nullable Checkpoint checkpoint)
      throws ProviderException {
    return run(intervals, from, to, checkpoint, null);
  }

  RunResult run(
      Range[] intervals,
      int from,
      int to,
      @Nullable Checkpoint checkpoint,
      byte @Nullable [] artifact)
      throws ProviderException {
    Range[] cut = Arrays.copyOfRange(intervals, from, to);
    long start = cut[0].from() - provider.needs(model.definition()).lookback();
    if (checkpoint != null) {
      start = Math.min(start, checkpoint.instant() - model.definition().conditions().settle());
    }
    return provider.execute(
        new RunRequest(
            model,
            model.latest(),
            new Range(from, to),
            cut,
            frame(start, cut[cut.length - 1].to()),
            checkpoint,
            TIMEOUT,
            artifact));
  }

  /** One line per cell: state, reason, rows to the last bit. */
  static List<String> lines(RunResult result) {
    List<String> out = new ArrayList<>();
    for (OutcomePart part : result.parts()) {
      for (int i = 0; i < part.cells().length(); i++) {
        String rows = part.blocks().isEmpty() ? "" : bits(part.blocks().get(i));
        out.add((part.cells().from() + i) + " " + part.state() + " " + part.reason() + rows);
      }
    }
    return out;
  }

  private static String bits(PredictionBlock block) {
    StringBuilder out = new StringBuilder();
    out.append(' ').append(block.origin()).append(' ').append(block.first());
    for (double[] column : block.values()) {
      out.append('|');
      for (double x : column) {
        out.append(Long.toHexString(Double.doubleToLongBits(x))).append(' ');
      }
    }
    return out.toString();
  }

  /** Intervals [first + k * every, first + (k + 1) * every). */
  static Range[] grid(long first, long every, int n) {
    Range[] out = new Range[n];
    for (int i = 0; i < n; i++) {
      out[i] = new Range(first + i * every, first + (i + 1) * every);
    }
    return out;
  }

  /** A daily wave with noise, and with holes if asked for. */
  static double[] wave(int buckets, long seed, double missing) {
    java.util.Random random = new java.util.Random(seed);
    double[] out = new double[buckets];
    boolean hole = false;
    for (int i = 0; i < buckets; i++) {
      hole = random.nextDouble() < (hole ? 0.9 : missing / 10);
      out[i] =
          hole ? Double.NaN : 50 + 20 * Math.sin(2 * Math.PI * i / 144) + 2 * random.nextGaussian();
    }
    return out;
  }
}
