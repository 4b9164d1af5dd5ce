package io.foretide.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.time.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionsTest {
  private static final Gate GATE = new Gate(GateKind.MASE, Limit.parse("1"), 10);
  private static final List<GateResult> PASS = List.of(GATE.judge(0.5, 1, 10));
  private static final List<GateResult> FAIL = List.of(GATE.judge(1.5, 1, 10));
  private static final List<GateResult> FEW = List.of(GATE.judge(0.5, 1, 9));

  private static Rollout begin(RolloutMode mode, boolean auto) throws Exception {
    RolloutTerms terms =
        new RolloutTerms(mode, new Range(0, 100), false, 0.5, 10, auto, List.of(GATE));
    List<Member> members =
        List.of(
            new Member(new ModelId(1), "a", 2, 1, true),
            new Member(new ModelId(2), "b", 2, 1, false));
    return Transitions.begin(terms, members, "anna", "better", 1);
  }

  private static Rollout act(Rollout r, RolloutAction action) throws Exception {
    return Transitions.act(r, action, "bert", "because", 2);
  }

  private static Rollout waiting() throws Exception {
    return Transitions.judged(begin(RolloutMode.SHADOW, false), PASS, true, 2);
  }

  @Test
  void a_shadow_that_passes_waits_for_a_person_unless_it_is_automatic() throws Exception {
    assertThat(waiting().state()).isEqualTo(RolloutState.WAITING);
    Rollout auto = Transitions.judged(begin(RolloutMode.SHADOW, true), PASS, true, 2);
    assertThat(auto.state()).isEqualTo(RolloutState.PROMOTING);
  }

  @Test
  void a_failing_gate_rejects_at_the_end_of_the_trial_and_not_before() throws Exception {
    Rollout r = begin(RolloutMode.SHADOW, true);
    assertThat(Transitions.judged(r, FAIL, false, 2).state()).isEqualTo(RolloutState.PREDICTING);
    Rollout over = Transitions.judged(r, FAIL, true, 2);
    assertThat(over.state()).isEqualTo(RolloutState.REJECTED);
    assertThat(over.log().getLast().reason()).isEqualTo("mase 1.5 above 1.0");
  }

  @Test
  void too_few_samples_wait_for_a_person_even_if_promotion_is_automatic() throws Exception {
    Rollout r = Transitions.judged(begin(RolloutMode.SHADOW, true), FEW, true, 2);
    assertThat(r.state()).isEqualTo(RolloutState.WAITING);
    assertThat(r.log().getLast().reason()).contains("9 samples of at least 10");
    assertThat(Transitions.judged(r, PASS, true, 3).state()).isEqualTo(RolloutState.PROMOTING);
  }

  @Test
  void a_preview_is_never_promoted_without_an_approval() throws Exception {
    Rollout r = Transitions.judged(begin(RolloutMode.PREVIEW, true), PASS, true, 2);
    assertThat(r.state()).isEqualTo(RolloutState.WAITING);
    assertThat(act(r, RolloutAction.APPROVE).state()).isEqualTo(RolloutState.PROMOTING);
  }

  @Test
  void an_early_approval_counts_once_no_gate_fails() throws Exception {
    Rollout r = act(begin(RolloutMode.PREVIEW, false), RolloutAction.APPROVE);
    assertThat(r.state()).isEqualTo(RolloutState.PREDICTING);
    assertThat(Transitions.judged(r, FEW, true, 3).state()).isEqualTo(RolloutState.PROMOTING);
    assertThat(Transitions.judged(r, FAIL, true, 3).state()).isEqualTo(RolloutState.REJECTED);
  }

  @Test
  void a_canary_tries_its_share_then_takes_all() throws Exception {
    Rollout r = begin(RolloutMode.CANARY, true);
    assertThat(r.switched()).extracting(Member::name).containsExactly("a");
    Rollout trying = Transitions.switched(r, 2);
    assertThat(trying.state()).isEqualTo(RolloutState.TRYING);
    assertThat(trying.switched()).extracting(Member::name).containsExactly("a");
    Rollout all = Transitions.judged(trying, PASS, true, 3);
    assertThat(all.state()).isEqualTo(RolloutState.PROMOTING);
    assertThat(all.switched()).extracting(Member::name).containsExactly("a", "b");
    assertThat(Transitions.switched(all, 4).state()).isEqualTo(RolloutState.WATCHING);
  }

  @Test
  void a_canary_that_fails_goes_back_at_once() throws Exception {
    Rollout trying = Transitions.switched(begin(RolloutMode.CANARY, true), 2);
    Rollout back = Transitions.judged(trying, FAIL, false, 3);
    assertThat(back.state()).isEqualTo(RolloutState.ROLLING_BACK);
    assertThat(Transitions.restored(back, 4).state()).isEqualTo(RolloutState.ROLLED_BACK);
  }

  @Test
  void an_instant_rollout_goes_back_unless_it_is_approved_in_time() throws Exception {
    Rollout watching = Transitions.switched(begin(RolloutMode.INSTANT, false), 2);
    Rollout late = Transitions.judged(watching, PASS, true, 12);
    assertThat(late.state()).isEqualTo(RolloutState.ROLLING_BACK);
    assertThat(late.log().getLast().reason()).isEqualTo("not approved in time");
    Rollout approved = act(watching, RolloutAction.APPROVE);
    assertThat(Transitions.judged(approved, PASS, true, 12).state())
        .isEqualTo(RolloutState.PROMOTED);
  }

  @Test
  void a_gate_that_fails_after_promotion_rolls_back_by_itself() throws Exception {
    Rollout watching = Transitions.switched(act(waiting(), RolloutAction.APPROVE), 3);
    assertThat(Transitions.judged(watching, FAIL, false, 4).state())
        .isEqualTo(RolloutState.ROLLING_BACK);
    Rollout done = Transitions.judged(watching, FEW, true, 4);
    assertThat(done.state()).isEqualTo(RolloutState.PROMOTED);
    assertThat(done.results()).as("the trial's are kept").isEqualTo(PASS);
    assertThat(done.watched()).isEqualTo(FEW);
  }

  @Test
  void what_failed_over_the_trial_and_was_promoted_all_the_same_is_judged_by_what_comes_after()
      throws Exception {
    Rollout failing = Transitions.judged(begin(RolloutMode.SHADOW, false), FAIL, false, 2);
    Rollout watching = Transitions.switched(act(failing, RolloutAction.PROMOTE), 3);
    List<GateResult> nothing = List.of(GATE.judge(Double.NaN, Double.NaN, 0));
    Rollout early = Transitions.judged(watching, nothing, false, 4);
    assertThat(early.state()).isEqualTo(RolloutState.WATCHING);
    assertThat(early.verdict()).isEqualTo(Verdict.FAILS);
    Rollout later = Transitions.judged(early, PASS, true, 5);
    assertThat(later.state()).isEqualTo(RolloutState.PROMOTED);
    assertThat(later.verdict()).isEqualTo(Verdict.PASSES);
  }

  @Test
  void what_cannot_be_done_is_refused_with_the_reason() throws Exception {
    assertRefused(begin(RolloutMode.SHADOW, false), RolloutAction.ROLLBACK, "reject it instead");
    Rollout watching = Transitions.switched(act(waiting(), RolloutAction.PROMOTE), 3);
    assertRefused(watching, RolloutAction.REJECT, "roll it back instead");
    assertRefused(watching, RolloutAction.APPROVE, "approved already");
    assertRefused(watching, RolloutAction.PROMOTE, "is active");
    assertRefused(
        Transitions.judged(begin(RolloutMode.SHADOW, false), FAIL, true, 2),
        RolloutAction.PROMOTE,
        "rollout 0 is rejected and cannot take 'promote': it is over");
  }

  @Test
  void what_is_allowed_is_known_beforehand() throws Exception {
    assertThat(Transitions.allowed(waiting()))
        .containsExactly(RolloutAction.APPROVE, RolloutAction.PROMOTE, RolloutAction.REJECT);
    Rollout watching = Transitions.switched(act(waiting(), RolloutAction.PROMOTE), 3);
    assertThat(Transitions.allowed(watching)).containsExactly(RolloutAction.ROLLBACK);
    assertThat(Transitions.allowed(Transitions.restored(watching, 9))).isEmpty();
  }

  private static void assertRefused(Rollout r, RolloutAction action, String why) {
    assertThatThrownBy(() -> act(r, action))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @EnumSource(RolloutAction.class)
  void nobody_decides_without_a_name_and_a_reason(RolloutAction action) throws Exception {
    Rollout r = waiting();
    assertThatThrownBy(() -> Transitions.act(r, action, " ", "why", 3))
        .hasMessageContaining("name");
    assertThatThrownBy(() -> Transitions.act(r, action, "anna", "", 3))
        .hasMessageContaining("reason");
  }

  @Test
  void every_step_is_kept_with_name_and_reason() throws Exception {
    Rollout r = act(waiting(), RolloutAction.PROMOTE);
    assertThat(r.log())
        .extracting(RolloutStep::what)
        .containsExactly("started", "judged", "promote");
    assertThat(r.log()).extracting(RolloutStep::actor).containsExactly("anna", "foretide", "bert");
    assertThat(r.log()).extracting(RolloutStep::reason).doesNotContain("");
  }
}
