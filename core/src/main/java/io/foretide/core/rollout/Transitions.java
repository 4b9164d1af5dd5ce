package io.foretide.core.rollout;

import static io.foretide.core.rollout.RolloutStep.ENGINE;

import io.foretide.core.error.ProviderException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The state machine of rollouts. Pure functions.
 *
 * <pre>
 * shadow, preview   PREDICTING -> WAITING -> PROMOTING -> WATCHING -> PROMOTED
 * canary            PROMOTING (its share) -> TRYING -> WAITING -> PROMOTING -> WATCHING -> PROMOTED
 * instant           PROMOTING -> WATCHING -> PROMOTED
 * </pre>
 *
 * Before the candidate is active a "no" leads to REJECTED, afterwards over ROLLING_BACK to
 * ROLLED_BACK. WAITING is left out where nobody needs to be asked.
 */
public final class Transitions {
  private static final int LONGEST_ACTOR = 100;
  private static final int LONGEST_REASON = 1_000;

  private Transitions() {}

  /** A new rollout. */
  public static Rollout begin(
      RolloutTerms terms, List<Member> members, String actor, String reason, long now)
      throws ProviderException.Rejected {
    named(actor, reason);
    RolloutState first =
        switch (terms.mode()) {
          case SHADOW, PREVIEW -> RolloutState.PREDICTING;
          case CANARY, INSTANT -> RolloutState.PROMOTING;
        };
    RolloutStep step = new RolloutStep(now, first, "started", actor, reason);
    return new Rollout(
        0, 0, terms, members, first, now, false, List.of(), List.of(), 0, List.of(step));
  }

  /**
   * What a person does.
   *
   * @throws ProviderException.Rejected saying why it cannot be done in this state, and what can
   */
  public static Rollout act(Rollout r, RolloutAction action, String actor, String reason, long now)
      throws ProviderException.Rejected {
    named(actor, reason);
    String what = action.name().toLowerCase(Locale.ROOT);
    if (r.state().isOver()) {
      throw refused(r, what, "it is over: start another one");
    }
    RolloutState next =
        switch (action) {
          case APPROVE -> approve(r, what);
          case PROMOTE -> promote(r, what);
          case REJECT -> reject(r, what);
          case ROLLBACK -> rollback(r, what);
        };
    boolean yes = action == RolloutAction.APPROVE || action == RolloutAction.PROMOTE;
    return (yes ? r.approvedNow() : r).to(next, now, what, actor, reason);
  }

  /** What a person can do to a rollout now. */
  public static List<RolloutAction> allowed(Rollout r) {
    return Arrays.stream(RolloutAction.values()).filter(a -> isAllowed(r, a)).toList();
  }

  private static boolean isAllowed(Rollout r, RolloutAction action) {
    try {
      act(r, action, "somebody", "asks", r.since());
      return true;
    } catch (ProviderException.Rejected e) {
      // The answer to the question.
      return false;
    }
  }

  private static RolloutState approve(Rollout r, String what) throws ProviderException.Rejected {
    if (r.approved()) {
      throw refused(r, what, "it is approved already");
    }
    return switch (r.state()) {
      case WAITING -> {
        if (r.verdict() == Verdict.FAILS) {
          throw refused(r, what, "a gate fails: promote it if it shall be active all the same");
        }
        yield RolloutState.PROMOTING;
      }
      case PREDICTING, TRYING -> r.state();
      case PROMOTING, WATCHING -> {
        if (r.terms().mode() == RolloutMode.INSTANT
            || (r.terms().mode() == RolloutMode.CANARY && r.isFirstOfCanary())) {
          yield r.state();
        }
        throw refused(r, what, "the candidate is active already: nothing waits for approval");
      }
      default -> throw refused(r, what, "it is being undone");
    };
  }

  private static RolloutState promote(Rollout r, String what) throws ProviderException.Rejected {
    return switch (r.state()) {
      case PREDICTING, WAITING, TRYING -> RolloutState.PROMOTING;
      case ROLLING_BACK -> throw refused(r, what, "it is being undone");
      default -> throw refused(r, what, "the candidate is active, or about to be");
    };
  }

  private static RolloutState reject(Rollout r, String what) throws ProviderException.Rejected {
    return switch (r.state()) {
      case PREDICTING -> RolloutState.REJECTED;
      case WAITING, TRYING ->
          r.switched().isEmpty() ? RolloutState.REJECTED : RolloutState.ROLLING_BACK;
      case ROLLING_BACK -> throw refused(r, what, "it is being undone");
      default -> throw refused(r, what, "the candidate is active: roll it back instead");
    };
  }

  private static RolloutState rollback(Rollout r, String what) throws ProviderException.Rejected {
    if (r.state() == RolloutState.ROLLING_BACK) {
      throw refused(r, what, "it is being undone");
    }
    if (r.switched().isEmpty()) {
      throw refused(r, what, "the candidate never was active: reject it instead");
    }
    return RolloutState.ROLLING_BACK;
  }

  /**
   * The gates were judged.
   *
   * @param over the trial, or the watch, has come to its end
   */
  public static Rollout judged(Rollout before, List<GateResult> results, boolean over, long now) {
    Rollout r = before.judged(results, now);
    boolean active = !r.switched().isEmpty();
    boolean decided = r.state() != RolloutState.PREDICTING || over;
    return switch (r.state()) {
      case PREDICTING, WAITING, TRYING -> {
        if (r.verdict() == Verdict.FAILS && decided) {
          yield r.to(
              active ? RolloutState.ROLLING_BACK : RolloutState.REJECTED,
              now,
              "judged",
              ENGINE,
              failing(results));
        }
        if (!over) {
          yield r;
        }
        if (r.approved() || (isAuto(r) && r.verdict() == Verdict.PASSES)) {
          yield r.to(
              RolloutState.PROMOTING,
              now,
              "judged",
              ENGINE,
              r.verdict() == Verdict.PASSES ? "all gates pass" : "approved, and no gate fails");
        }
        yield r.state() == RolloutState.WAITING
            ? r
            : r.to(
                RolloutState.WAITING,
                now,
                "judged",
                ENGINE,
                r.verdict() == Verdict.PASSES
                    ? "all gates pass; a person decides"
                    : open(results) + "; a person decides");
      }
      case WATCHING -> watched(r, over, now);
      default -> r;
    };
  }

  private static boolean isAuto(Rollout r) {
    return r.terms().auto() && r.terms().mode() != RolloutMode.PREVIEW;
  }

  private static Rollout watched(Rollout r, boolean over, long now) {
    Verdict verdict = Verdict.worst(r.watched());
    if (verdict == Verdict.FAILS) {
      return r.to(RolloutState.ROLLING_BACK, now, "judged", ENGINE, failing(r.watched()));
    }
    if (!over) {
      return r;
    }
    boolean unasked =
        r.terms().mode() == RolloutMode.INSTANT
            && !r.approved()
            && !(r.terms().auto() && verdict == Verdict.PASSES);
    return unasked
        ? r.to(RolloutState.ROLLING_BACK, now, "expired", ENGINE, "not approved in time")
        : r.to(
            RolloutState.PROMOTED, now, "finished", ENGINE, "no gate failed while it was watched");
  }

  /** All that {@link Rollout#switched} names have their candidate as active revision. */
  public static Rollout switched(Rollout r, long now) {
    boolean first = r.isFirstOfCanary();
    return r.to(
        first ? RolloutState.TRYING : RolloutState.WATCHING,
        now,
        "active",
        ENGINE,
        first
            ? "the candidate is active for its share of the models"
            : "the candidate is active; the former revision stays warm");
  }

  /** No member has its candidate as active revision any more. */
  public static Rollout restored(Rollout r, long now) {
    return r.to(RolloutState.ROLLED_BACK, now, "undone", ENGINE, "the former revision is active");
  }

  /** It cannot go on, such as when its models were deleted. */
  public static Rollout abandoned(Rollout r, String why, long now) {
    boolean was = !r.switched().isEmpty();
    return r.to(
        was ? RolloutState.ROLLED_BACK : RolloutState.REJECTED, now, "abandoned", ENGINE, why);
  }

  /** Switching met something that will not go away: what was switched is switched back. */
  public static Rollout failed(Rollout r, String why, long now) {
    return r.to(RolloutState.ROLLING_BACK, now, "failed", ENGINE, why);
  }

  private static String failing(List<GateResult> results) {
    return texts(results, Verdict.FAILS);
  }

  private static String open(List<GateResult> results) {
    String text = texts(results, Verdict.INCONCLUSIVE);
    return text.isEmpty() ? "no gate was judged" : text;
  }

  private static String texts(List<GateResult> results, Verdict which) {
    return results.stream()
        .filter(r -> r.verdict() == which)
        .map(GateResult::text)
        .collect(Collectors.joining("; "));
  }

  private static ProviderException.Rejected refused(Rollout r, String what, String why) {
    return new ProviderException.Rejected(
        "rollout "
            + r.id()
            + " is "
            + r.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + " and cannot take '"
            + what
            + "': "
            + why);
  }

  private static void named(String actor, String reason) throws ProviderException.Rejected {
    check("name", actor, LONGEST_ACTOR, "who does this, such as anna");
    check("reason", reason, LONGEST_REASON, "why, in a few words");
  }

  private static void check(String what, String text, int most, String expected)
      throws ProviderException.Rejected {
    if (text.isBlank() || text.length() > most || text.chars().anyMatch(c -> c < ' ')) {
      throw new ProviderException.Rejected(
          "the "
              + what
              + " of a step in a rollout is "
              + (text.isBlank() ? "missing" : text.length() > most ? "too long" : "not one line")
              + ": expected "
              + expected
              + ", at most "
              + most
              + " characters");
    }
  }
}
