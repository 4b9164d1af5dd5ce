package io.foretide.core.process;

import io.foretide.core.schedule.Release;
import io.foretide.core.task.Task;
import io.foretide.core.time.WallClock;
import io.foretide.core.training.TrainingReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One process that does everything.
 *
 * @param identity who it is
 * @param clock tells when it was seen
 * @param load how busy it is
 */
public record Alone(Identity identity, WallClock clock, Supplier<Load> load) implements Peers {
  /** For tests and measurements, where nobody asks who it is. */
  public static Alone unnamed(WallClock clock) {
    return new Alone(
        new Identity("foretide", "", 0, "", EnumSet.allOf(Role.class), 0), clock, () -> Load.NONE);
  }

  @Override
  public Set<Role> roles() {
    return identity.roles();
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public void finished(Task task, Release release) {}

  @Override
  public void finished(Task task, TrainingReport report) {}

  @Override
  public void listen(Consumer<News> listener) {}

  @Override
  public List<ProcessStatus> processes() {
    return List.of(new ProcessStatus(identity, true, clock.now(), true, load.get()));
  }
}
