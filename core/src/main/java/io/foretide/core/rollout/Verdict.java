package io.foretide.core.rollout;

import java.util.List;

/** What a gate says; the later, the worse. */
public enum Verdict {
  PASSES,
  /** Too few samples to tell: a person decides. */
  INCONCLUSIVE,
  FAILS;

  /** The worst of some results; no result at all is inconclusive. */
  public static Verdict worst(List<GateResult> results) {
    Verdict worst = results.isEmpty() ? INCONCLUSIVE : PASSES;
    for (GateResult r : results) {
      worst = r.verdict().compareTo(worst) > 0 ? r.verdict() : worst;
    }
    return worst;
  }
}
