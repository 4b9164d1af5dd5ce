package io.foretide.core.alarm;

import io.foretide.core.engine.ModelStatus;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** What is wrong, for people: one sentence. */
final class Words {
  private static final String PART = "contribution:";

  private Words() {}

  /**
   * The sentence.
   *
   * @param unit of the series; empty if it is not known
   */
  static String of(
      AlarmRule rule, ModelStatus status, String series, String unit, Sample s, double limit) {
    String model = status.model().name();
    return switch (rule.condition()) {
      case Condition.Output o -> output(o, model, series, unit, s, limit);
      case Condition.Ahead a ->
          a.output()
              + " of "
              + model
              + " is expected to reach "
              + number(s.value())
              + (unit.isEmpty() ? "" : " " + unit)
              + " by "
              + Instants.format(s.about())
              + ", limit "
              + number(limit);
      case Condition.Lag _ -> model + " is " + span(s.value()) + " behind, limit " + span(limit);
      case Condition.Failing _ ->
          model + " fails: " + (status.lastError().isEmpty() ? "see events" : status.lastError());
      case Condition.Silent _ ->
          series + " has had no point for " + span(s.value()) + ", limit " + span(limit);
    };
  }

  private static String output(
      Condition.Output o, String model, String series, String unit, Sample s, double limit) {
    Map<String, Double> row = s.parts();
    StringBuilder out = new StringBuilder();
    Double value = row.get("value");
    Double lo = row.get("lo");
    Double hi = row.get("hi");
    if (value == null) {
      out.append(o.output()).append(" of ").append(model).append(" was ");
      out.append(number(s.value())).append(", limit ").append(number(limit));
    } else {
      out.append(series)
          .append(" was ")
          .append(number(value))
          .append(unit.isEmpty() ? "" : " " + unit);
      if (lo != null && hi != null) {
        out.append(", expected ").append(number(lo)).append(" to ").append(number(hi));
      }
      out.append(" (").append(o.output()).append(' ').append(number(s.value()));
      out.append(", limit ").append(number(limit)).append(')');
    }
    row.entrySet().stream()
        .filter(e -> e.getKey().startsWith(PART))
        .max(Comparator.comparingDouble(e -> Math.abs(e.getValue())))
        .ifPresent(e -> out.append("; most from ").append(e.getKey().substring(PART.length())));
    return out.toString();
  }

  /** The limit that counts now, in the unit that people think in. */
  static String limit(Condition c, Track t) {
    double limit = Tracker.limit(c, t);
    return switch (c) {
      case Condition.Lag _, Condition.Silent _ -> span(limit);
      default -> number(limit);
    };
  }

  private static String span(double seconds) {
    return Durations.format(Math.round(seconds) * Instants.SECOND);
  }

  /** Four digits, whole numbers whole; no powers of ten where people would write none. */
  static String number(double v) {
    double a = Math.abs(v);
    if (!Double.isFinite(v) || (a != 0 && a < 1e-4) || a >= 1e9) {
      return String.format(Locale.ROOT, "%.4g", v);
    }
    int decimals = Math.max(0, 4 - (int) Math.ceil(Math.log10(Math.max(a, 1e-4))));
    BigDecimal rounded = BigDecimal.valueOf(v).setScale(decimals, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
