package io.foretide.detect.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what was to be reached and remembers whether all of it was. */
final class Targets {
  private final PrintStream out;
  private boolean all = true;

  Targets(PrintStream out) {
    this.out = out;
  }

  boolean allReached() {
    return all;
  }

  void atMost(String what, double value, double bound) {
    say(what, value, "at most", bound, value <= bound);
  }

  void atLeast(String what, double value, double bound) {
    say(what, value, "at least", bound, value >= bound);
  }

  private void say(String what, double value, String how, double bound, boolean reached) {
    all &= reached;
    out.printf(
        Locale.ROOT,
        "  %-11s %s: %.4g, to reach %s %.4g%n",
        reached ? "ok" : "NOT REACHED",
        what,
        value,
        how,
        bound);
  }
}
