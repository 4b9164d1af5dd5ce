package io.foretide.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.coverage.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private static Verdict judge(GateKind kind, String limit, double number, double active) {
    return new Gate(kind, Limit.parse(limit), 1).judge(number, active, 1).verdict();
  }

  @Test
  void a_limit_is_a_number_or_follows_the_active_revision() {
    assertThat(judge(GateKind.MASE, "1.2", 1.2, 0.1)).isEqualTo(Verdict.PASSES);
    assertThat(judge(GateKind.MASE, "1.05x", 1.06, 1)).isEqualTo(Verdict.FAILS);
    assertThat(judge(GateKind.ERROR_RATE, "+0.01", 0.025, 0.02)).isEqualTo(Verdict.PASSES);
    assertThat(judge(GateKind.INTERVAL_COVERAGE, "-0.05", 0.91, 0.95)).isEqualTo(Verdict.PASSES);
    assertThat(judge(GateKind.INTERVAL_COVERAGE, "0.9", 0.89, 0.95)).isEqualTo(Verdict.FAILS);
  }

  @Test
  void what_is_not_known_is_inconclusive() {
    assertThat(judge(GateKind.MASE, "1", Double.NaN, 1)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judge(GateKind.MASE, "1.05x", 1, Double.NaN)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(Verdict.worst(List.of())).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void an_unknown_gate_or_limit_is_refused_with_what_was_expected() {
    assertThatThrownBy(() -> Gate.parse("maze", "1", 0)).hasMessageContaining("mase");
    assertThatThrownBy(() -> Gate.parse("mase", "5%", 0)).hasMessageContaining("1.05x");
    assertThatThrownBy(() -> Limit.parse("-1x")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Gate.parse("interval-coverage", "0.9", 7))
        .isEqualTo(new Gate(GateKind.INTERVAL_COVERAGE, Limit.parse("0.9"), 7));
  }

  @Test
  void a_limit_reads_what_it_writes() {
    for (String text : List.of("0.05", "+0.01", "-0.05", "1.05x", "+0.0")) {
      assertThat(Limit.parse(Limit.parse(text).text())).isEqualTo(Limit.parse(text));
    }
  }

  @Test
  void intervals_and_run_times_are_judged_as_shares_and_a_percentile() {
    Evidence e = new Evidence();
    e.intervals(100, new Counts(90, 4, 1), 100, new Counts(99, 1, 0));
    double[] seconds = new double[100];
    for (int i = 0; i < 100; i++) {
      seconds[i] = i + 1;
    }
    e.latencies(seconds, new double[0]);
    List<GateResult> results =
        e.judge(
            List.of(
                new Gate(GateKind.ERROR_RATE, Limit.parse("0.1")),
                new Gate(GateKind.MISSING_RATE, Limit.parse("+0.01")),
                new Gate(GateKind.LATENCY, Limit.parse("94"))));
    assertThat(results).extracting(GateResult::number).containsExactly(1 / 95.0, 0.1, 95.0);
    assertThat(results)
        .extracting(GateResult::verdict)
        .containsExactly(Verdict.PASSES, Verdict.FAILS, Verdict.FAILS);
  }

  @Test
  void a_share_is_stable_and_grows() {
    assertThat(Share.of("pump-7/pressure")).isEqualTo(Share.of("pump-7/pressure"));
    long inside = 0;
    for (int i = 0; i < 10_000; i++) {
      String name = "model-" + i;
      inside += Share.holds(0.2, name) ? 1 : 0;
      assertThat(!Share.holds(0.2, name) || Share.holds(0.5, name)).isTrue();
    }
    // Binomial(10000, 0.2): four standard deviations are 160.
    assertThat(inside).isBetween(1_840L, 2_160L);
  }
}
