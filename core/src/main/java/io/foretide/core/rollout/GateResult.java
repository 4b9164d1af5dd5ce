package io.foretide.core.rollout;

/**
 * What a gate said.
 *
 * @param gate which
 * @param number the candidate's; NaN if not known
 * @param active the active revision's; NaN if not known
 * @param limit as a number; NaN if it follows an unknown one
 * @param samples that the number rests on
 * @param verdict the answer
 */
public record GateResult(
    Gate gate, double number, double active, double limit, long samples, Verdict verdict) {
  /** For people, such as {@code mase 1.31 above 0.97}. */
  public String text() {
    String name = gate.kind().text();
    return switch (verdict) {
      case INCONCLUSIVE ->
          name + " inconclusive (" + samples + " samples of at least " + gate.samples() + ")";
      case PASSES -> name + " " + digits(number) + " within " + digits(limit);
      case FAILS ->
          name
              + " "
              + digits(number)
              + (gate.kind().atLeast() ? " below " : " above ")
              + digits(limit);
    };
  }

  private static String digits(double x) {
    return Double.isNaN(x) ? "unknown" : Double.toString(Math.round(x * 1e4) / 1e4);
  }
}
