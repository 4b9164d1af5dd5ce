package io.foretide.models.forecast;

import io.foretide.core.error.ProviderException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A fit and where it stands: the artifact of a training, and the checkpoint of a sequential model.
 *
 * @param bucket first bucket that the fit has not seen
 * @param state the fit in the forecast library's versioned form
 */
@SuppressWarnings("ArrayRecordComponent")
record Learned(long bucket, byte[] state) {
  private static final int MAGIC = 0x46544C31;

  byte[] toBytes() {
    return ByteBuffer.allocate(12 + state.length).putInt(MAGIC).putLong(bucket).put(state).array();
  }

  /**
   * @throws ProviderException.Rejected if the bytes are not of this form
   */
  static Learned read(String model, byte[] bytes) throws ProviderException.Rejected {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (in.getInt() == MAGIC) {
        long bucket = in.getLong();
        byte[] state = new byte[in.remaining()];
        in.get(state);
        return new Learned(bucket, state);
      }
    } catch (BufferUnderflowException e) {
      throw unreadable(model, e);
    }
    throw unreadable(model, new IllegalArgumentException("it begins with something else"));
  }

  private static ProviderException.Rejected unreadable(String model, RuntimeException cause) {
    return new ProviderException.Rejected(
        "model '"
            + model
            + "': what it learned cannot be read ("
            + cause.getMessage()
            + "): train it again",
        cause);
  }
}
