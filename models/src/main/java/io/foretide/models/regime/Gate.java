package io.foretide.models.regime;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Conditions;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.window.Outcomes;
import io.foretide.models.window.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs any kind of model where its conditions hold. Values outside are missing to the model, so
 * that it neither learns nor alarms from them, and intervals wholly outside are not applicable.
 * With a {@code regime}, each state has a model of its own: its rows come from the run that saw
 * that state alone.
 */
public final class Gate {
  private final ModelKind kind;

  /**
   * @param kind what runs inside
   */
  public Gate(ModelKind kind) {
    this.kind = kind;
  }

  /**
   * What the model and its conditions need.
   *
   * @throws ProviderException.Rejected if a setting or an expression is not usable
   */
  public RunNeeds needs(ModelDefinition d) throws ProviderException.Rejected {
    RunNeeds inner = demanding(d, kind.needs(d));
    Conditions c = d.conditions();
    if (!c.gated()) {
      return inner;
    }
    States.check(d);
    String words =
        (c.when().isEmpty() ? "" : " Applies while " + c.when() + ".")
            + (c.regime().isEmpty()
                ? ""
                : " A model of its own for each state of " + c.regime() + ".");
    return new RunNeeds(
        inner.outputs(),
        inner.lookback() + Math.ceilDiv(c.settle(), d.resolution()) * d.resolution(),
        inner.horizon(),
        inner.order(),
        inner.summary() + words);
  }

  private static RunNeeds demanding(ModelDefinition d, RunNeeds inner) {
    Demand demand = new Demand(d);
    return demand.any()
        ? new RunNeeds(
            inner.outputs(),
            Math.max(inner.lookback(), demand.window()),
            inner.horizon(),
            inner.order(),
            inner.summary() + " Demands inputs of grade " + d.conditions().grade().text() + ".")
        : inner;
  }

  /** Runs a request. */
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ModelDefinition d = request.revision().definition();
    if (request.intervals().length == 0) {
      return kind.execute(request, deadline);
    }
    RunResult result =
        d.conditions().gated()
            ? new Run(request, deadline).result()
            : kind.execute(request, deadline);
    Demand demand = new Demand(d);
    return demand.any() ? demand.of(request, result) : result;
  }

  private final class Run {
    private final RunRequest request;
    private final Deadline deadline;
    private final ModelDefinition definition;
    private final Shape shape;
    private final States states;
    private final int n;

    /** What each state's model learned; empty if the revision is made of settings alone. */
    private final Map<Double, Checkpoint> learned;

    private final Map<Double, OutcomePart[]> cells = new TreeMap<>();
    private @Nullable Checkpoint checkpoint;

    Run(RunRequest request, Deadline deadline) throws ProviderException {
      this.request = request;
      this.deadline = deadline;
      this.definition = request.revision().definition();
      this.shape = Shape.of(definition);
      this.states = States.of(definition, request.frame());
      this.n = request.intervals().length;
      byte[] artifact = request.artifact();
      this.learned =
          artifact == null ? Map.of() : StateCheckpoints.read(new Checkpoint(0, artifact));
    }

    RunResult result() throws ProviderException {
      if (kind.needs(definition).order() == Order.SEQUENTIAL) {
        carried();
      } else {
        for (double state : states.all()) {
          apart(state);
        }
      }
      Outcomes out = new Outcomes(request.cells().from());
      for (int i = 0; i < n; i++) {
        cell(i, out);
      }
      return new RunResult(out.parts(), checkpoint);
    }

    /** Every state's model sees every interval, so that its state never depends on the cut. */
    private void carried() throws ProviderException {
      Map<Double, Checkpoint> before = StateCheckpoints.read(request.checkpoint());
      SortedSet<Double> all = states.all();
      all.addAll(before.keySet());
      Map<Double, Checkpoint> after = new TreeMap<>();
      for (double state : all) {
        RunResult result = run(state, 0, n, before.get(state));
        Checkpoint c = result.checkpoint();
        if (c != null) {
          after.put(state, c);
        }
        collect(state, result);
      }
      checkpoint = StateCheckpoints.write(request.intervals()[n - 1].to(), after);
    }

    private void apart(double state) throws ProviderException {
      int from = 0;
      while (from < n) {
        if (!in(from, state)) {
          from++;
          continue;
        }
        int to = from + 1;
        while (to < n && in(to, state)) {
          to++;
        }
        collect(state, run(state, from, to, null));
        from = to;
      }
    }

    private RunResult run(double state, int from, int to, @Nullable Checkpoint start)
        throws ProviderException {
      Range[] cut = Arrays.copyOfRange(request.intervals(), from, to);
      long first = request.cells().from();
      Frame seen = states.only(state, request.frame());
      return kind.execute(
          new RunRequest(
              request.model(),
              request.revision(),
              new Range(first + from, first + to),
              cut,
              seen,
              start,
              request.timeout(),
              artifact(state)),
          deadline);
    }

    private byte @Nullable [] artifact(double state) {
      Checkpoint of = learned.get(state);
      return of == null ? null : of.state();
    }

    private void collect(double state, RunResult result) {
      OutcomePart[] each = cells.computeIfAbsent(state, k -> new OutcomePart[n]);
      for (OutcomePart part : result.parts()) {
        for (int i = 0; i < part.cells().length(); i++) {
          long cell = part.cells().from() + i;
          each[(int) (cell - request.cells().from())] =
              new OutcomePart(
                  new Range(cell, cell + 1),
                  part.state(),
                  part.reason(),
                  part.detail(),
                  part.blocks().isEmpty() ? part.blocks() : part.blocks().subList(i, i + 1));
        }
      }
    }

    /** The row of the frame that holds a bucket. */
    private int row(long bucket) {
      long[] times = request.frame().times();
      return times.length == 0
          ? -1
          : (int) Math.clamp(bucket - Math.floorDiv(times[0], shape.step()), -1, times.length);
    }

    private int first(int i) {
      Range interval = request.intervals()[i];
      return row(Math.min(shape.bucketAt(interval.from()), shape.bucketAt(interval.to()) - 1));
    }

    private int end(int i) {
      return row(shape.bucketAt(request.intervals()[i].to()));
    }

    private boolean in(int i, double state) {
      for (int r = first(i); r < end(i); r++) {
        if (states.at(r) == state) {
          return true;
        }
      }
      return false;
    }

    private void cell(int i, Outcomes out) {
      OutcomePart best = null;
      for (int r = end(i) - 1; r >= first(i); r--) {
        OutcomePart[] of = cells.get(states.at(r));
        OutcomePart part = of == null ? null : of[i];
        boolean better = best == null || best.state() == CellState.EMPTY;
        if (part != null && better && (best == null || part.state() != CellState.EMPTY)) {
          best = part;
        }
      }
      if (best == null) {
        out.empty(Reason.NOT_APPLICABLE, words());
      } else if (best.state() == CellState.PREDICTED) {
        out.predicted(merged(i, best.blocks().getFirst()), best.detail());
      } else if (best.state() == CellState.EMPTY) {
        out.empty(best.reason(), best.detail());
      } else {
        out.failed(best.reason(), best.detail());
      }
    }

    private String words() {
      Conditions c = definition.conditions();
      return (c.when().isEmpty()
              ? "the state of " + c.regime() + " is not known"
              : c.when() + " does not hold")
          + (c.settle() > 0 ? " or has not settled" : "");
    }

    /** Rows before the origin come from the run of their own state; those outside have no value. */
    private PredictionBlock merged(int i, PredictionBlock block) {
      double[][] values = new double[block.values().length][];
      for (int c = 0; c < values.length; c++) {
        values[c] = block.values()[c].clone();
      }
      for (int r = 0; r < block.rows(); r++) {
        long time = block.first() + r * block.step();
        if (time >= block.origin()) {
          break;
        }
        double state = states.at(row(Math.floorDiv(time, shape.step())));
        OutcomePart[] of = cells.get(state);
        OutcomePart part = of == null ? null : of[i];
        double[][] own =
            part != null && part.state() == CellState.PREDICTED
                ? part.blocks().getFirst().values()
                : null;
        for (int c = 0; c < values.length; c++) {
          values[c][r] = own == null ? Double.NaN : own[c][r];
        }
      }
      return new PredictionBlock(block.origin(), block.first(), block.step(), values);
    }
  }
}
