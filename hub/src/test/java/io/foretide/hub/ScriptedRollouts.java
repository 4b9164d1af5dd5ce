package io.foretide.hub;

import io.foretide.core.engine.RolloutPlan;
import io.foretide.core.engine.RolloutView;
import io.foretide.core.engine.RolloutWish;
import io.foretide.core.engine.Rollouts;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.rollout.Member;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutAction;
import io.foretide.core.rollout.RolloutTerms;
import io.foretide.core.rollout.Transitions;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Rollouts that follow their state machine and touch no model. Not thread-safe. */
final class ScriptedRollouts implements Rollouts {
  final Map<Long, Rollout> all = new TreeMap<>();
  private final LongSupplier now;

  ScriptedRollouts(LongSupplier now) {
    this.now = now;
  }

  @Override
  public RolloutPlan preview(RolloutWish wish) {
    long at = now.getAsLong();
    RolloutTerms terms =
        new RolloutTerms(
            wish.mode(),
            new Range(at - wish.back(), at + wish.ahead()),
            wish.back() == 0,
            wish.share(),
            wish.watch(),
            wish.auto(),
            wish.gates());
    return new RolloutPlan(
        terms, wish.models().stream().map(m -> new RolloutPlan.Line(m, 2, 1, true, 48)).toList());
  }

  @Override
  public RolloutView start(RolloutWish wish) throws ProviderException {
    for (Rollout r : all.values()) {
      if (!r.state().isOver() && wish.models().contains(r.members().getFirst().name())) {
        throw new ProviderException.Rejected("a rollout is open");
      }
    }
    List<Member> members = new ArrayList<>();
    for (String name : wish.models()) {
      members.add(new Member(new ModelId(members.size() + 1L), name, 2, 1, true));
    }
    RolloutTerms terms = preview(wish).terms();
    Rollout r =
        Transitions.begin(terms, members, wish.actor(), wish.reason(), now.getAsLong())
            .stored(all.size() + 1L, 1);
    all.put(r.id(), r);
    return view(r);
  }

  @Override
  public RolloutView act(long id, RolloutAction action, String actor, String reason)
      throws ProviderException {
    Rollout r = all.get(id);
    if (r == null) {
      throw new ProviderException.Rejected("no rollout has the number " + id);
    }
    Rollout next = Transitions.act(r, action, actor, reason, now.getAsLong());
    all.put(id, next);
    return view(next);
  }

  @Override
  public Optional<RolloutView> find(long id) {
    return Optional.ofNullable(all.get(id)).map(ScriptedRollouts::view);
  }

  @Override
  public List<RolloutView> list(String model, boolean open, int limit) {
    return all.values().stream()
        .filter(r -> model.isEmpty() || r.members().stream().anyMatch(m -> m.name().equals(model)))
        .filter(r -> !open || !r.state().isOver())
        .sorted((a, b) -> Long.compare(b.id(), a.id()))
        .limit(limit)
        .map(ScriptedRollouts::view)
        .toList();
  }

  private static RolloutView view(Rollout r) {
    return new RolloutView(
        r,
        r.members().stream()
            .map(m -> new RolloutView.Progress(m.model(), m.name(), r.terms().trial(), 48, 3, 1))
            .toList());
  }
}
