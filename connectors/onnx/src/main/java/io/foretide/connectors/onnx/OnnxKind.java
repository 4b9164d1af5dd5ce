package io.foretide.connectors.onnx;

import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Pinned;
import io.foretide.models.window.Buckets;
import io.foretide.models.window.Outcomes;
import io.foretide.models.window.Shape;
import io.foretide.models.window.Silence;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code run: {onnx: ...}}: a graph that another tool exported, on features of the inputs. The file
 * is kept when a model is made, so that a revision never changes. Thread-safe; graphs of one file
 * share one copy in memory.
 */
public final class OnnxKind implements ModelKind {
  private static final int KEPT_LOADED = 64;
  private static final int KEPT_SETTINGS = 1_024;

  private final ModelFiles files;
  private final Library library = new Library(KEPT_LOADED);
  private final Map<ModelDefinition, OnnxSettings> read = new ConcurrentHashMap<>();

  /**
   * @param base the configuration's folder, inside which exported models are
   * @param kept where those that models run are kept
   */
  public OnnxKind(Path base, Path kept) {
    this.files = new ModelFiles(base, kept);
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    OnnxSettings s = OnnxSettings.of(definition);
    return new RunNeeds(
        s.columns(),
        s.shape().lookback(s.reach()),
        s.horizon() * s.shape().step(),
        Order.ANY,
        s.summary());
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    OnnxSettings s = OnnxSettings.of(definition);
    ModelFiles.Content content = files.read(s.file(), s.sha256());
    try (Loaded model = Loaded.of(s.file(), content.bytes(), s.threads())) {
      GraphRun.tryOut(s, Graph.bind(s, model), definition);
    }
    files.keep(content);
    return Pinned.with(definition, "sha256", content.sha256());
  }

  @Override
  public String status(ModelDefinition definition) throws ProviderException {
    OnnxSettings s = OnnxSettings.of(definition);
    try (Library.Lease lease = borrow(s)) {
      return lease.model().words();
    }
  }

  /** Read once: with dozens of outputs that takes as long as hundreds of rows. */
  private OnnxSettings settings(ModelDefinition definition) throws ProviderException.Rejected {
    OnnxSettings known = read.get(definition);
    if (known == null) {
      known = OnnxSettings.of(definition);
      if (read.size() >= KEPT_SETTINGS) {
        read.clear();
      }
      read.put(definition, known);
    }
    return known;
  }

  private Library.Lease borrow(OnnxSettings s) throws ProviderException {
    try {
      return library.borrow(
          s.sha256() + (s.sha256().isEmpty() ? s.file() : ""),
          s.threads(),
          () -> Loaded.of(s.file(), files.read(s.file(), s.sha256()).bytes(), s.threads()));
    } catch (ProviderException.Rejected e) {
      // It ran once: a file that is gone may come back, and fails no interval.
      throw new ProviderException.Transient(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ModelDefinition definition = request.revision().definition();
    OnnxSettings s = settings(definition);
    Range[] intervals = request.intervals();
    Outcomes out = new Outcomes(request.cells().from());
    if (intervals.length == 0) {
      return new RunResult(out.parts(), null);
    }
    Buckets buckets = buckets(s, request);
    boolean[] silent = new boolean[intervals.length];
    int[] starts = starts(s, intervals, buckets, silent);
    RowTimes rows = rows(s, intervals, silent, starts[starts.length - 1]);
    try (Library.Lease lease = borrow(s)) {
      GraphRun run = new GraphRun(s, Graph.bind(s, lease.model()));
      Scatter numbers =
          run.run(
              buckets,
              rows,
              starts,
              row -> deadline.check(definition.name(), row, Math.max(1, rows.count())));
      int known = 0;
      for (int i = 0; i < intervals.length; i++) {
        if (silent[i]) {
          long end = s.shape().bucketAt(intervals[i].to());
          out.empty(
              Reason.NO_DATA,
              Silence.words(definition.inputs(), buckets, end - 1 - s.reach(), end));
        } else {
          add(s, intervals[i], numbers.of(known++), run.lacking(), out);
        }
      }
    }
    return new RunResult(out.parts(), null);
  }

  private static Buckets buckets(OnnxSettings s, RunRequest request) {
    Shape shape = s.shape();
    Range[] intervals = request.intervals();
    long to = shape.bucketAt(intervals[intervals.length - 1].to());
    long from =
        Math.min(shape.bucketAt(intervals[0].from()), shape.bucketAt(intervals[0].to()) - 1);
    return Buckets.unchecked(request.frame(), shape.step(), from - s.reach(), to);
  }

  private static long start(OnnxSettings s, Range interval) {
    long end = s.shape().bucketAt(interval.to());
    return Math.min(s.shape().bucketAt(interval.from()), end - 1);
  }

  /** Rows that an interval takes. */
  private static int size(OnnxSettings s, Range interval) {
    return switch (s.rows()) {
      case BUCKET -> (int) (s.shape().bucketAt(interval.to()) - start(s, interval));
      case INTERVAL -> 1;
      case STEP -> Math.max(1, s.horizon());
    };
  }

  /** The first row of each interval that has data, and the number of rows. */
  private static int[] starts(
      OnnxSettings s, Range[] intervals, Buckets buckets, boolean[] silent) {
    int[] out = new int[intervals.length + 1];
    int known = 0;
    for (int i = 0; i < intervals.length; i++) {
      silent[i] = !buckets.any(start(s, intervals[i]), s.shape().bucketAt(intervals[i].to()));
      if (!silent[i]) {
        out[known + 1] = out[known] + size(s, intervals[i]);
        known++;
      }
    }
    return Arrays.copyOf(out, known + 1);
  }

  private static RowTimes rows(OnnxSettings s, Range[] intervals, boolean[] silent, int n) {
    long[] at = new long[n];
    // The rows of buckets are about themselves.
    long[] about = s.rows() == OnnxSettings.Rows.BUCKET ? at : new long[n];
    int row = 0;
    for (int i = 0; i < intervals.length; i++) {
      if (silent[i]) {
        continue;
      }
      long origin = s.shape().bucketAt(intervals[i].to());
      switch (s.rows()) {
        case BUCKET -> {
          for (long k = start(s, intervals[i]); k < origin; k++) {
            at[row++] = k;
          }
        }
        case INTERVAL -> {
          at[row] = origin - 1;
          about[row++] = s.horizon() > 0 ? origin : origin - 1;
        }
        case STEP -> {
          for (int step = 0; step < s.horizon(); step++) {
            at[row] = origin - 1;
            about[row++] = origin + step;
          }
        }
      }
    }
    return new RowTimes(at, about);
  }

  private static void add(
      OnnxSettings s, Range interval, double[][] values, String lacking, Outcomes out) {
    boolean any = false;
    for (int c = 0; c < values.length && !any; c++) {
      any = hasNumber(values[c]);
    }
    if (!any) {
      out.empty(
          Reason.NO_HISTORY,
          lacking.isEmpty()
              ? "the graph yielded no number"
              : "feature '" + lacking + "' has no value; missing lets rows run without");
      return;
    }
    long step = s.shape().step();
    long origin = s.shape().bucketAt(interval.to());
    long first =
        switch (s.rows()) {
          case BUCKET -> start(s, interval);
          case INTERVAL, STEP -> s.horizon() > 0 ? origin : origin - 1;
        };
    out.predicted(new PredictionBlock(interval.to(), first * step, step, values));
  }

  private static boolean hasNumber(double[] values) {
    for (double x : values) {
      if (!Double.isNaN(x)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    library.close();
  }
}
