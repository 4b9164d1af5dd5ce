package io.foretide.core.simulation;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.OutcomePart;
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
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Models that can be checked: each interval yields the sum of its values, the data version that was
 * read, and for sequential ones the sum of all sums. {@code rejects: n} refuses every n-th
 * interval, {@code kills: n} takes its executor down.
 */
final class Sums implements ModelExecutionProvider {
  private final DiskPoints points;
  private final Faults faults;

  Sums(DiskPoints points, Faults faults) {
    this.points = points;
    this.faults = faults;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("sums");
  }

  @Override
  public RunNeeds needs(ModelDefinition d) {
    return new RunNeeds(
        List.of("sum", "version", "total", "learned"),
        Instants.HOUR,
        0,
        d.order() == null ? Order.ANY : d.order(),
        "Adds up.");
  }

  @Override
  public void register(Model model) {}

  @Override
  public void unregister(ModelId model) {}

  @Override
  public String status(Model model) {
    return "ready";
  }

  /** What an artifact holds: the sum of all values that were read, or 1 for none. */
  static double learned(byte[] artifact) {
    return ByteBuffer.wrap(artifact).getDouble();
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition d) {
    return Optional.of(new TrainNeeds(6 * Instants.HOUR));
  }

  @Override
  public TrainResult train(TrainRequest request) throws ProviderException {
    faults.models();
    if (faults.chance(0.05)) {
      throw new Killed(false);
    }
    if (faults.chance(0.02)) {
      throw new ProviderException.Rejected("the training is refused");
    }
    double sum = sum(request.frame(), request.data());
    if (Double.isNaN(sum)) {
      throw new ProviderException.NotReady("no value to learn from", 0);
    }
    byte[] learned = ByteBuffer.allocate(8).putDouble(1 + sum).array();
    return new TrainResult(learned, Map.of(), request.frame().rows(), request.frame().rows());
  }

  @Override
  public OptionalDouble drift(TrainRequest request, byte[] artifact) throws ProviderException {
    faults.models();
    return OptionalDouble.of(Math.floorMod(request.data().to() / Instants.HOUR, 3));
  }

  static boolean every(ModelDefinition d, String key, long cell) {
    Object n = d.run().settings().get(key);
    return n instanceof Number number && Math.floorMod(cell, number.longValue()) == 0;
  }

  @Override
  public RunResult execute(RunRequest request) throws ProviderException {
    faults.models();
    ModelDefinition d = request.revision().definition();
    Range cells = request.cells();
    for (long c = cells.from(); c < cells.to(); c++) {
      if (every(d, "kills", c)) {
        throw new Killed(false);
      }
      if (every(d, "rejects", c)) {
        throw new ProviderException.Rejected("interval " + c + " is refused");
      }
    }
    boolean sequential = needs(d).order() == Order.SEQUENTIAL;
    Checkpoint from = request.checkpoint();
    double total = sequential && from != null ? ByteBuffer.wrap(from.state()).getDouble() : 0;
    byte[] artifact = request.artifact();
    double learned = artifact == null ? 0 : learned(artifact);
    List<OutcomePart> parts = new ArrayList<>();
    for (int i = 0; i < request.intervals().length; i++) {
      Range interval = request.intervals()[i];
      Range cell = new Range(cells.from() + i, cells.from() + i + 1);
      double sum = sum(request.frame(), interval);
      if (Double.isNaN(sum)) {
        parts.add(OutcomePart.empty(cell, Reason.NO_DATA, "no value in " + interval.asTime()));
        continue;
      }
      total += sum;
      double version = points.versionOf(request.frame());
      double[][] values = {{sum}, {version}, {total}, {learned}};
      parts.add(
          OutcomePart.predicted(
              cell,
              List.of(new PredictionBlock(interval.to(), interval.to(), d.resolution(), values))));
    }
    byte[] state = ByteBuffer.allocate(8).putDouble(total).array();
    return new RunResult(
        parts,
        sequential
            ? new Checkpoint(request.intervals()[request.intervals().length - 1].to(), state)
            : null);
  }

  /** The sum of the buckets that start inside an interval; NaN if none has a value. */
  static double sum(Frame frame, Range interval) {
    double sum = Double.NaN;
    for (int r = frame.rowAt(interval.from()); r < frame.rowAt(interval.to()); r++) {
      for (int c = 0; c < frame.width(); c++) {
        double x = frame.column(c)[r];
        if (!Double.isNaN(x)) {
          sum = Double.isNaN(sum) ? x : sum + x;
        }
      }
    }
    return sum;
  }
}
