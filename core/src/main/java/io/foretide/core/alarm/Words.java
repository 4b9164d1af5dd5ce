package io.foretide.core.alarm;

import io.foretide.core.engine.ModelStatus;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** What is wrong, for people: one sentence. */
final class Words {
  private static final String PART = "contribution:";

  private Words() {}

  static String of(AlarmRule rule, ModelStatus status, String series, Sample s, double limit) {
    String model = status.model().name();
    return switch (rule.condition()) {
      case Condition.Output o -> output(o, model, series, s, limit);
      case Condition.Ahead a ->
          a.output()
              + " of "
              + model
              + " is expected to reach "
              + number(s.value())
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
      Condition.Output o, String model, String series, Sample s, double limit) {
    Map<String, Double> row = s.parts();
    StringBuilder out = new StringBuilder();
    Double value = row.get("value");
    Double lo = row.get("lo");
    Double hi = row.get("hi");
    if (value == null) {
      out.append(o.output()).append(" of ").append(model).append(" was ");
      out.append(number(s.value())).append(", limit ").append(number(limit));
    } else {
      out.append(series).append(" was ").append(number(value));
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

  private static String span(double seconds) {
    return Durations.format(Math.round(seconds) * Instants.SECOND);
  }

  static String number(double v) {
    if (v == Math.rint(v) && Math.abs(v) < 1e9) {
      return String.format(Locale.ROOT, "%.0f", v);
    }
    return String.format(Locale.ROOT, "%.4g", v);
  }
}
