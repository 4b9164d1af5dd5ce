package io.foretide.connectors.gordo;

import io.foretide.connectors.http.Parallel;
import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The machines of one project that a listing asks for. Once several in a row have given no answer
 * the others are left for the next listing, so that a project that hangs holds up no other.
 */
final class ProjectMachines {
  private static final int MOST_SILENT = 5;

  private final Function<Wanted, MachineRead> question;
  private final Semaphore gate;
  private final List<Wanted> wanted = new ArrayList<>();
  private final AtomicInteger silent = new AtomicInteger();
  private volatile String trouble = "";

  /**
   * @param gate that the questions of all projects pass
   */
  ProjectMachines(Function<Wanted, MachineRead> question, Semaphore gate) {
    this.question = question;
    this.gate = gate;
  }

  void add(Wanted machine) {
    wanted.add(machine);
  }

  /**
   * Asks for all of them.
   *
   * @param permits questions at a time
   */
  List<MachineRead> read(int permits) throws ProviderException {
    return Parallel.map(wanted, permits, this::read);
  }

  /** Why not all were asked, one sentence; empty if they were. */
  String trouble() {
    return trouble;
  }

  private MachineRead read(Wanted w) throws ProviderException {
    if (silent.get() >= MOST_SILENT) {
      return new MachineRead(w, null, trouble, MachineRead.Outcome.NOT_ASKED);
    }
    MachineRead out;
    try {
      gate.acquire();
      try {
        out = question.apply(w);
      } finally {
        gate.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("a listing was interrupted", e);
    }
    if (out.outcome() != MachineRead.Outcome.SILENT) {
      silent.set(0);
    } else if (silent.incrementAndGet() == MOST_SILENT) {
      trouble =
          MOST_SILENT
              + " of its machines in a row gave no answer, so the others are asked next time: "
              + out.trouble();
    }
    return out;
  }
}
