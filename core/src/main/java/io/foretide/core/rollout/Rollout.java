package io.foretide.core.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * A candidate on its way to become active, or not. Immutable; {@link Transitions} makes the next
 * one, and storing it is a compare-and-set on the version.
 *
 * @param id given by the store
 * @param version rises with each change; given by the store
 * @param terms what was agreed
 * @param members the models that take part
 * @param state where it stands
 * @param since when it came into that state, epoch nanoseconds
 * @param approved somebody said yes
 * @param results of the gates over the trial, when they were last judged; empty before
 * @param watched the same since the candidate is active for all
 * @param judgedAt epoch nanoseconds; 0 before
 * @param log all steps, oldest first
 */
public record Rollout(
    long id,
    long version,
    RolloutTerms terms,
    List<Member> members,
    RolloutState state,
    long since,
    boolean approved,
    List<GateResult> results,
    List<GateResult> watched,
    long judgedAt,
    List<RolloutStep> log) {
  public Rollout {
    members = List.copyOf(members);
    results = List.copyOf(results);
    watched = List.copyOf(watched);
    log = List.copyOf(log);
  }

  /** The same rollout as it is stored. */
  public Rollout stored(long id, long version) {
    return new Rollout(
        id, version, terms, members, state, since, approved, results, watched, judgedAt, log);
  }

  /** The members for which the candidate is, or is about to be, active in the present state. */
  public List<Member> switched() {
    return switch (state) {
      case PREDICTING, REJECTED, ROLLED_BACK -> List.of();
      case WAITING, TRYING ->
          terms.mode() == RolloutMode.CANARY
              ? members.stream().filter(Member::first).toList()
              : List.of();
      case PROMOTING ->
          isFirstOfCanary() ? members.stream().filter(Member::first).toList() : members;
      case WATCHING, PROMOTED, ROLLING_BACK -> members;
    };
  }

  /** Whether a canary has not come beyond its share yet. */
  boolean isFirstOfCanary() {
    return terms.mode() == RolloutMode.CANARY
        && log.stream().noneMatch(s -> s.state() == RolloutState.TRYING);
  }

  /**
   * The worst of what the gates said: since the promotion if anything could be seen since, else
   * over the trial. Inconclusive if they said nothing.
   */
  public Verdict verdict() {
    boolean seen = watched.stream().anyMatch(r -> r.samples() > 0);
    return Verdict.worst(seen ? watched : results);
  }

  Rollout judged(List<GateResult> now, long time) {
    boolean after = state == RolloutState.WATCHING;
    return new Rollout(
        id,
        version,
        terms,
        members,
        state,
        since,
        approved,
        after ? results : now,
        after ? now : watched,
        time,
        log);
  }

  Rollout approvedNow() {
    return new Rollout(
        id, version, terms, members, state, since, true, results, watched, judgedAt, log);
  }

  Rollout to(RolloutState next, long now, String what, String actor, String reason) {
    List<RolloutStep> steps = new ArrayList<>(log);
    steps.add(new RolloutStep(now, next, what, actor, reason));
    long entered = next == state ? since : now;
    return new Rollout(
        id, version, terms, members, next, entered, approved, results, watched, judgedAt, steps);
  }
}
