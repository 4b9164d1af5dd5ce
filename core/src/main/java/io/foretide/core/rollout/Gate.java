package io.foretide.core.rollout;

import io.foretide.core.settings.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Something that a candidate must meet.
 *
 * @param kind what is measured
 * @param limit what is allowed
 * @param samples fewer say nothing: inconclusive
 */
public record Gate(GateKind kind, Limit limit, int samples) {
  public Gate(GateKind kind, Limit limit) {
    this(kind, limit, kind.samples());
  }

  /**
   * Reads a gate.
   *
   * @param samples as needed; below 1 for the kind's own
   * @throws IllegalArgumentException naming the nearest kind, or the limit's forms
   */
  public static Gate parse(String kind, String limit, int samples) {
    for (GateKind k : GateKind.values()) {
      if (k.text().equals(kind.strip().replace('-', '_'))) {
        try {
          return new Gate(k, Limit.parse(limit), samples < 1 ? k.samples() : samples);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("gate " + kind + ": " + e.getMessage(), e);
        }
      }
    }
    List<String> known = Arrays.stream(GateKind.values()).map(GateKind::text).toList();
    throw new IllegalArgumentException(
        "gate '" + kind + "' is not known" + Nearest.hint(kind, known) + " of " + known);
  }

  /**
   * The gates that are used unless others are asked for.
   *
   * @param outputs of the candidate
   * @param every the model's interval, seconds; the tenth of it is what an interval may take
   */
  public static List<Gate> usual(List<String> outputs, double every) {
    List<Gate> out = new ArrayList<>();
    out.add(gate(GateKind.ERROR_RATE, "+0.01"));
    out.add(gate(GateKind.MISSING_RATE, "+0.01"));
    out.add(new Gate(GateKind.LATENCY, new Limit(Limit.Kind.FIXED, every / 10)));
    if (RowKinds.of(outputs).isForecast()) {
      out.add(gate(GateKind.MASE, "1.05x"));
      if (RowKinds.of(outputs).hasBands()) {
        out.add(gate(GateKind.PINBALL_LOSS, "1.05x"));
        out.add(gate(GateKind.INTERVAL_COVERAGE, "-0.05"));
      }
    } else {
      out.add(gate(GateKind.ALARM_RATE, "+0.01"));
      out.add(gate(GateKind.AGREEMENT, "0.8"));
    }
    return out;
  }

  private static Gate gate(GateKind kind, String limit) {
    return new Gate(kind, Limit.parse(limit));
  }

  /**
   * Judges.
   *
   * @param number the candidate's; NaN if it could not be measured
   * @param active the active revision's number; NaN if there is none
   * @param n how many samples the number rests on
   */
  public GateResult judge(double number, double active, long n) {
    double bound = limit.resolve(active);
    Verdict verdict;
    if (n < samples || Double.isNaN(number) || Double.isNaN(bound)) {
      verdict = Verdict.INCONCLUSIVE;
    } else {
      boolean meets = kind.atLeast() ? number >= bound : number <= bound;
      verdict = meets ? Verdict.PASSES : Verdict.FAILS;
    }
    return new GateResult(this, number, active, bound, n, verdict);
  }
}
