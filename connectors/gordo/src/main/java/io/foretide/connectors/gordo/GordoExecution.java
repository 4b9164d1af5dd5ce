package io.foretide.connectors.gordo;

import io.foretide.connectors.http.Parallel;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Verified;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs models on a Gordo server: builds their frames as Gordo's own client does, sends them, and
 * stores the rows of the intervals alone. Thread-safe.
 */
final class GordoExecution implements ModelExecutionProvider, Verified, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GordoExecution.class);

  private final GordoApi api;
  private final GordoSettings settings;
  private final Predictor predictor;
  private final Registry registry;

  GordoExecution(GordoApi api, GordoSettings settings, ConnectorContext context) {
    this.api = api;
    this.settings = settings;
    this.predictor = new Predictor(api, context.clock());
    this.registry = new Registry(api, settings.registration(), context);
  }

  @Override
  public void verify() throws ProviderException {
    api.verify();
  }

  @Override
  public Set<String> kinds() {
    return Set.of(Run.KIND);
  }

  @Override
  public RunNeeds needs(ModelDefinition d) throws ProviderException {
    Run run = Run.of(d);
    try {
      RowFilter.of(run.filters(), run.filterBuffer(), d.inputs());
      if (run.fill().limit() < d.resolution()) {
        throw new IllegalArgumentException(
            "fill.limit "
                + Durations.format(run.fill().limit())
                + ": expected at least the resolution "
                + Durations.format(d.resolution()));
      }
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(
          "model '" + d.name() + "': " + e.getMessage() + "; its series are " + d.inputs(), e);
    }
    if (!d.inputs().containsAll(run.reads())) {
      throw new ProviderException.Rejected(
          "model '"
              + d.name()
              + "': inputs "
              + d.inputs()
              + " do not hold all of "
              + run.reads()
              + ", which its machine needs");
    }
    return new RunNeeds(
        run.outputs(settings.forwardResampled()),
        run.lead(settings.storeOverlap()) * d.resolution(),
        0,
        Order.ANY,
        "machine "
            + run.machine()
            + " of project "
            + run.project()
            + ", revision "
            + run.revision()
            + ", at "
            + api.base());
  }

  @Override
  public void register(Model model) throws ProviderException {
    registry.register(model);
  }

  @Override
  public void unregister(ModelId model) throws ProviderException {
    registry.unregister(model);
  }

  @Override
  public String status(Model model) throws ProviderException {
    return registry.status(Run.of(model.active().definition()));
  }

  @Override
  public RunResult execute(RunRequest request) throws ProviderException {
    ModelDefinition d = request.revision().definition();
    Run run = predictor.current(Run.of(d));
    List<String> reads = d.inputs();
    Frame frame = request.frame();
    RowFilter filter = RowFilter.of(run.filters(), run.filterBuffer(), reads);
    int lead = run.lead(settings.storeOverlap());
    List<Rows> intervals = new ArrayList<>();
    for (Range interval : request.intervals()) {
      intervals.add(Rows.of(run, filter, frame, interval, lead, d.resolution()));
    }
    List<String> outputs = run.outputs(settings.forwardResampled());
    Map<Rows, double[][]> found = new IdentityHashMap<>();
    for (Question q : Question.of(run, intervals)) {
      if (settings.debugData()) {
        LOG.info(
            "{}: {} rows of {} tags from {} to {}",
            d.name(),
            q.times().length,
            reads.size(),
            Instants.format(q.times()[0]),
            Instants.format(q.times()[q.times().length - 1]));
      }
      double[][] values = answers(run, reads, q, outputs);
      for (Rows rows : q.parts()) {
        found.put(rows, block(rows, d.resolution(), q, values));
      }
    }
    List<OutcomePart> parts = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      Rows rows = intervals.get(i);
      Range cell = new Range(request.cells().from() + i, request.cells().from() + i + 1);
      double[][] values = found.get(rows);
      parts.add(
          values == null
              ? OutcomePart.empty(cell, Reason.NO_DATA, rows.why())
              : OutcomePart.predicted(
                  cell,
                  List.of(
                      new PredictionBlock(
                          rows.interval().to(),
                          first(rows, d.resolution()),
                          d.resolution(),
                          values))));
    }
    return new RunResult(parts, null);
  }

  /** Values of all rows of a question by output. */
  private double[][] answers(Run run, List<String> reads, Question q, List<String> outputs)
      throws ProviderException {
    double[][] out = new double[outputs.size()][];
    for (int o = 0; o < out.length; o++) {
      out[o] = new double[q.times().length];
      Arrays.fill(out[o], Double.NaN);
    }
    List<int[]> chunks = q.chunks(settings.batchSize(), run.looksBack());
    List<AnswerFrame> answers =
        Parallel.map(
            chunks,
            settings.parallelism(),
            c ->
                predictor.ask(
                    run,
                    RequestBody.of(settings.parquet(), run, reads, q, c[0], c[1]),
                    q.times(),
                    c[0],
                    c[1]));
    for (int i = 0; i < chunks.size(); i++) {
      AnswerFrame answer = answers.get(i);
      if (settings.debugForward()) {
        LOG.info("{}/{}: {} rows answered", run.project(), run.machine(), answer.rows());
      }
      if (answer.outputs() != run.targets().size()) {
        throw new ProviderException.Rejected(
            "machine '"
                + run.project()
                + "/"
                + run.machine()
                + "' answers "
                + answer.outputs()
                + " outputs for "
                + run.targets().size()
                + " targets: expected one for each");
      }
      for (int o = 0; o < out.length; o++) {
        fill(out[o], chunks.get(i)[0], answer.column(outputs.get(o), run.targets()));
      }
    }
    if (settings.forwardResampled()) {
      for (int t = 0; t < run.tags().size(); t++) {
        int o = outputs.size() - run.tags().size() + t;
        out[o] = q.columns()[reads.indexOf(run.tags().get(t))].clone();
      }
    }
    return out;
  }

  /** Later requests begin with rows that they need only to look back on. */
  private static void fill(double[] out, int at, double @Nullable [] column) {
    if (column != null) {
      for (int r = 0; r < column.length; r++) {
        if (!Double.isNaN(column[r])) {
          out[at + r] = column[r];
        }
      }
    }
  }

  /** The first bucket that is stored. */
  private long first(Rows rows, long step) {
    long from = settings.storeOverlap() ? rows.from() : rows.interval().from();
    return Math.ceilDiv(from, step) * step;
  }

  /** The rows of an interval on its grid of buckets; a row that was not sent has no value. */
  private double[][] block(Rows rows, long step, Question q, double[][] values) {
    long first = first(rows, step);
    int n = (int) Math.ceilDiv(rows.interval().to() - first, step);
    double[][] out = new double[values.length][n];
    for (double[] column : out) {
      Arrays.fill(column, Double.NaN);
    }
    for (int r = 0; r < q.times().length; r++) {
      long at = q.times()[r] - first;
      if (at >= 0 && at % step == 0 && at / step < n) {
        for (int o = 0; o < out.length; o++) {
          out[o][(int) (at / step)] = values[o][r];
        }
      }
    }
    return out;
  }

  @Override
  public void close() {
    api.close();
  }
}
