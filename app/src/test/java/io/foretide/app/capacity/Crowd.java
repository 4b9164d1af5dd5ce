package io.foretide.app.capacity;

import io.foretide.core.process.Identity;
import io.foretide.core.process.Load;
import io.foretide.core.process.News;
import io.foretide.core.process.Peers;
import io.foretide.core.process.ProcessStatus;
import io.foretide.core.process.Role;
import io.foretide.core.schedule.Release;
import io.foretide.core.task.Task;
import io.foretide.core.training.TrainingReport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Processes that a test makes up. */
final class Crowd implements Peers {
  private final List<ProcessStatus> all = new CopyOnWriteArrayList<>();

  void add(Role role, boolean alive) {
    Identity who = new Identity("p" + all.size(), "host", 1, "1", Set.of(role), 0);
    all.add(new ProcessStatus(who, false, 0, alive, Load.NONE));
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.HUB);
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public void finished(Task task, Release release) {}

  @Override
  public void finished(Task task, TrainingReport report) {}

  @Override
  public void listen(Consumer<News> listener) {}

  @Override
  public List<ProcessStatus> processes() {
    return List.copyOf(all);
  }
}
