package io.foretide.core.training;

import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.model.TrainPlan;
import io.foretide.core.model.Training.Cause;
import io.foretide.core.model.Trainings;
import io.foretide.core.time.Instants;
import java.util.Objects;
import java.util.Optional;

/**
 * When a model is to be trained: a pure function of the model, the open wishes and the time, so
 * that whoever lost a training finds the same one due again.
 */
public final class TrainingRules {
  private TrainingRules() {}

  /**
   * The training that is due without looking at data.
   *
   * @param demanded the newest wish; {@link Long#MIN_VALUE} if there is none
   */
  public static Optional<TrainingDue> due(Model model, long demanded, long now) {
    if (waits(model)) {
      return Optional.empty();
    }
    Optional<Revision> last = Trainings.last(model);
    long lastDue = last.map(TrainingRules::due).orElse(Long.MIN_VALUE);
    if (demanded > lastDue && demanded <= now) {
      return Optional.of(new TrainingDue(Cause.DEMAND, demanded));
    }
    TrainPlan plan = TrainPlan.of(model.active().definition());
    if (!plan.scheduled()) {
      return Optional.empty();
    }
    if (last.isEmpty()) {
      return Optional.of(new TrainingDue(Cause.FIRST, now));
    }
    if (plan.every() > 0) {
      long tick = Math.floorDiv(now, plan.every()) * plan.every();
      if (tick > lastDue) {
        return Optional.of(new TrainingDue(Cause.SCHEDULE, tick));
      }
    }
    return Optional.empty();
  }

  /** When to look next at whether a training is due; {@link Long#MAX_VALUE} for never. */
  public static long nextLook(Model model, long demanded, long now) {
    if (waits(model)) {
      return Long.MAX_VALUE;
    }
    if (due(model, demanded, now).isPresent()) {
      return now;
    }
    TrainPlan plan = TrainPlan.of(model.active().definition());
    long next = nextTick(model, plan);
    // A clock that was set back and a restart may put a wish ahead.
    if (demanded > now) {
      next = Math.min(next, demanded);
    }
    if (plan.byData()) {
      next = Math.min(next, Instants.plus(now, pause(model, plan)));
    }
    return next;
  }

  /** The next instant of {@code train.every}; {@link Long#MAX_VALUE} if it is not set. */
  public static long nextTick(Model model, TrainPlan plan) {
    if (plan.every() == 0) {
      return Long.MAX_VALUE;
    }
    long lastDue = Trainings.last(model).map(TrainingRules::due).orElse(model.createdAt());
    return (Math.floorDiv(lastDue, plan.every()) + 1) * plan.every();
  }

  /** Data are looked at once per interval, for points at most each minute, for drift each hour. */
  static long pause(Model model, TrainPlan plan) {
    long every = model.definition().schedule() instanceof Schedule.ByTime t ? t.grid().every() : 0;
    return Math.max(every, plan.points() > 0 ? Instants.MINUTE : Instants.HOUR);
  }

  /** A paused model learns nothing. */
  private static boolean waits(Model model) {
    return model.state() != Model.State.ACTIVE;
  }

  private static long due(Revision trained) {
    return Objects.requireNonNull(trained.training()).due();
  }

  /**
   * Where the data of a training end: only buckets count whose values have had the time to arrive
   * that the model's {@code delay} gives them.
   */
  public static long dataEnd(ModelDefinition d, long due) {
    long late =
        d.schedule() instanceof Schedule.ByTime t ? Math.max(0, t.delay() - t.grid().every()) : 0;
    return Math.floorDiv(Instants.minus(due, late), d.resolution()) * d.resolution();
  }
}
