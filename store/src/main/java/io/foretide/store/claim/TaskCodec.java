package io.foretide.store.claim;

import io.foretide.core.model.ModelId;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.store.codec.Bytes;
import io.foretide.store.codec.Cells;
import io.foretide.store.codec.DamagedException;
import io.foretide.store.codec.Reader;

/** Tasks and claims as bytes. */
public final class TaskCodec {
  private static final Lane[] LANES = Lane.values();

  private TaskCodec() {}

  public static void put(Bytes out, Task t) {
    out.putSigned(t.claim());
    out.putSigned(t.model().value());
    out.putUnsigned(t.revision());
    Cells.put(out, t.cells());
    out.putSigned(t.generation());
    out.putUnsigned(t.attempt());
    out.put(t.lane().ordinal());
    out.putSigned(t.plannedAt());
  }

  public static Task task(Reader in) {
    return new Task(
        in.getSigned(),
        new ModelId(in.getSigned()),
        (int) in.getUnsigned(),
        Cells.range(in),
        in.getSigned(),
        (int) in.getUnsigned(),
        lane(in.get()),
        in.getSigned());
  }

  private static Lane lane(int number) {
    if (number >= LANES.length) {
      throw new DamagedException("a task's lane is " + number);
    }
    return LANES[number];
  }

  static void put(Bytes out, Claim c) {
    put(out, c.task());
    Cells.put(out, c.cells());
    Cells.put(out, c.stale());
    out.putSigned(c.deadline());
    Cells.put(out, c.owner());
  }

  static Claim claim(Reader in) {
    return new Claim(task(in), Cells.set(in), Cells.set(in), in.getSigned(), Cells.text(in));
  }
}
