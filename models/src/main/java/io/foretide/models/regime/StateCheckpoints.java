package io.foretide.models.regime;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.error.ProviderException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One checkpoint that holds those of every state. */
final class StateCheckpoints {
  private static final int MAGIC = 0x46545253;

  private StateCheckpoints() {}

  /** The checkpoints by state; empty where there is none. */
  static Map<Double, Checkpoint> read(@Nullable Checkpoint all) throws ProviderException.Rejected {
    Map<Double, Checkpoint> out = new TreeMap<>();
    if (all == null) {
      return out;
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(all.state());
      if (in.getInt() != MAGIC) {
        throw damaged(null);
      }
      int n = in.getInt();
      for (int i = 0; i < n; i++) {
        double state = in.getDouble();
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
          throw damaged(null);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        out.put(state, new Checkpoint(all.instant(), bytes));
      }
      return out;
    } catch (BufferUnderflowException e) {
      throw damaged(e);
    }
  }

  private static ProviderException.Rejected damaged(@Nullable Throwable cause) {
    String text = "the checkpoint of the states cannot be read: expected one of this version";
    return cause == null
        ? new ProviderException.Rejected(text)
        : new ProviderException.Rejected(text, cause);
  }

  /** One for all; null if no state has one. */
  static @Nullable Checkpoint write(long instant, Map<Double, Checkpoint> each) {
    if (each.isEmpty()) {
      return null;
    }
    int size = 8;
    for (Checkpoint c : each.values()) {
      size += 12 + c.state().length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).putInt(MAGIC).putInt(each.size());
    new TreeMap<>(each)
        .forEach((state, c) -> out.putDouble(state).putInt(c.state().length).put(c.state()));
    return new Checkpoint(instant, out.array());
  }
}
