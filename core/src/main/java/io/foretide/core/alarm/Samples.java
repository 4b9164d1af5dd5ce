package io.foretide.core.alarm;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.engine.Segment;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.prediction.PredictionHistory.Stored;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what rules judge. Not thread-safe. */
final class Samples {
  /** How long an interval that is not predicted yet holds up the judging of later ones. */
  static final long PATIENCE = 10 * Instants.MINUTE;

  private static final int MOST_ORIGINS = 500;
  private final Engine engine;
  private final PredictionHistory predictions;
  private final SensorInformationProvider series;
  private final Map<Long, Long> blockedSince = new HashMap<>();

  Samples(Engine engine, PredictionHistory predictions, SensorInformationProvider series) {
    this.engine = engine;
    this.predictions = predictions;
    this.series = series;
  }

  /**
   * New values for a rule.
   *
   * @param samples by rising time
   * @param unfinished whether more is there, or waited for
   */
  record Found(List<Sample> samples, boolean unfinished) {}

  private static Found state(ModelStatus status, long now, double value) {
    int revision = status.model().active().number();
    return new Found(List.of(new Sample(now, value, now, revision, Map.of())), false);
  }

  Found read(Condition condition, ModelStatus status, long upto, long now)
      throws ProviderException {
    return switch (condition) {
      case Condition.Output o -> rows(o, status.model(), upto, now);
      case Condition.Ahead a -> origins(a, status.model(), upto, now);
      case Condition.Lag _ -> state(status, now, status.lag() / 1e9);
      case Condition.Failing _ ->
          state(status, now, status.health() == ModelStatus.Health.FAILING ? 1 : 0);
      case Condition.Silent _ -> state(status, now, (now - newest(status.model())) / 1e9);
    };
  }

  /**
   * An input without new points.
   *
   * @param since its newest point; where it has never had one, when the model was made
   */
  record Quiet(String series, long since) {}

  private long newest(Model model) throws ProviderException {
    return quietest(model).map(Quiet::since).orElse(Long.MAX_VALUE);
  }

  /** The input that is silent longest; empty where the source tells of none. */
  Optional<Quiet> quietest(Model model) throws ProviderException {
    Quiet out = null;
    for (String name : model.definition().inputs()) {
      Optional<SeriesInfo> info = series.find(name);
      boolean known = info.isPresent() && info.get().hasPoints();
      if (!known && info.isPresent() && info.get().points() != 0) {
        continue;
      }
      long since = known ? info.get().last() : model.createdAt();
      if (out == null || since < out.since()) {
        out = new Quiet(name, since);
      }
    }
    return Optional.ofNullable(out);
  }

  /** The unit of a series, from what is known of it or of the model; empty if neither tells. */
  String unit(Model model, String name) throws ProviderException {
    String known = series.find(name).map(i -> i.attributes().getOrDefault("unit", "")).orElse("");
    return known.isEmpty() && model.definition().inputs().size() == 1
        ? model.definition().attributes().getOrDefault("unit", "")
        : known;
  }

  /** Whether every interval whose values lie in a span has ended, or was waited for in vain. */
  boolean settled(Condition c, Model m, long from, long to, long now) throws ProviderException {
    // The value of an origin lies at the end of its interval.
    return ended(m, from, now) >= (c instanceof Condition.Ahead ? to - 1 : to);
  }

  /** The values in a span, by rising time. */
  List<Sample> values(Condition condition, Model m, long from, long to) throws ProviderException {
    return switch (condition) {
      case Condition.Output o -> within(o, m, from, to);
      case Condition.Ahead a -> {
        List<Sample> out = new ArrayList<>();
        List<Stored> blocks;
        long at = from;
        do {
          blocks = predictions.origins(m.id(), new Range(at, to), MOST_ORIGINS);
          out.addAll(worst(a, blocks));
          at = blocks.isEmpty() ? to : blocks.getLast().block().origin() + 1;
        } while (blocks.size() == MOST_ORIGINS && at < to);
        yield out;
      }
      default -> List.of();
    };
  }

  private Found rows(Condition.Output o, Model m, long upto, long now) throws ProviderException {
    long end = ended(m, upto, now);
    boolean waits = waits(m);
    if (end <= upto) {
      return new Found(List.of(), waits);
    }
    return new Found(within(o, m, upto, end), waits);
  }

  private List<Sample> within(Condition.Output o, Model m, long from, long to)
      throws ProviderException {
    Frame frame = predictions.latest(m.id(), new Range(from, to), 0);
    int column = frame.names().indexOf(o.output());
    List<Sample> out = new ArrayList<>();
    for (int i = 0; column >= 0 && i < frame.rows(); i++) {
      double v = frame.column(column)[i];
      if (!Double.isNaN(v)) {
        long at = frame.times()[i];
        out.add(new Sample(at, v, at, m.active().number(), parts(frame, i)));
      }
    }
    return out;
  }

  private static Map<String, Double> parts(Frame frame, int row) {
    Map<String, Double> out = new HashMap<>();
    for (int c = 0; c < frame.width(); c++) {
      double v = frame.column(c)[row];
      if (!Double.isNaN(v)) {
        out.put(frame.names().get(c), v);
      }
    }
    return out;
  }

  private Found origins(Condition.Ahead a, Model m, long upto, long now) throws ProviderException {
    long end = ended(m, upto, now);
    List<Stored> blocks = predictions.origins(m.id(), new Range(upto, end + 1), MOST_ORIGINS);
    return new Found(worst(a, blocks), blocks.size() == MOST_ORIGINS || waits(m));
  }

  private static List<Sample> worst(Condition.Ahead a, List<Stored> blocks) {
    List<Sample> out = new ArrayList<>();
    for (Stored s : blocks) {
      int column = s.outputs().indexOf(a.output());
      if (column >= 0) {
        out.add(worst(a, s, column));
      }
    }
    return out;
  }

  private static Sample worst(Condition.Ahead a, Stored s, int column) {
    double worst = Double.NaN;
    long about = s.block().origin();
    double[] values = s.block().values()[column];
    for (int i = 0; i < values.length; i++) {
      long at = s.block().first() + i * s.block().step();
      if (at >= s.block().origin()
          && at <= Instants.plus(s.block().origin(), a.within())
          && !Double.isNaN(values[i])) {
        boolean reached = a.above() ? values[i] >= a.limit() : values[i] <= a.limit();
        boolean worse = Double.isNaN(worst) || (a.above() ? values[i] > worst : values[i] < worst);
        // The first instant at the limit is what people need to know, not that of the worst.
        boolean before = a.above() ? worst >= a.limit() : worst <= a.limit();
        if (worse) {
          worst = values[i];
          about = reached && before ? about : at;
        }
      }
    }
    return new Sample(s.block().origin(), worst, about, s.revision(), Map.of());
  }

  /** Every interval between {@code upto} and this instant has ended, or was waited for in vain. */
  private long ended(Model m, long upto, long now) throws ProviderException {
    long end = upto;
    for (Segment s : engine.coverage(m.name(), new Range(upto, now))) {
      boolean open = s.state() == VisibleState.MISSING || s.state() == VisibleState.IN_FLIGHT;
      if (open && !waitedInVain(m, now)) {
        return end;
      }
      if (s.state() == VisibleState.NOT_DUE) {
        break;
      }
      end = Math.max(end, Math.min(now, s.instants().to()));
    }
    blockedSince.remove(m.id().value());
    return end;
  }

  private boolean waits(Model m) {
    return blockedSince.containsKey(m.id().value());
  }

  private boolean waitedInVain(Model m, long now) {
    return now - blockedSince.computeIfAbsent(m.id().value(), _ -> now) > PATIENCE;
  }
}
