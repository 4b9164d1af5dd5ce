package io.foretide.core.error;

import org.jspecify.annotations.Nullable;

/**
 * The named kinds of trouble that a provider may answer with; each has one policy in the executor.
 * The message names the thing, the value, what was expected and what to do, and holds no secret.
 */
public abstract sealed class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  private ProviderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** There is no usable data: the interval becomes empty. */
  public static final class NoData extends ProviderException {
    private static final long serialVersionUID = 1L;

    public NoData(String message) {
      super(message, null);
    }
  }

  /**
   * An input series does not exist (yet): the interval becomes empty, and its first point changes
   * that.
   */
  public static final class UnknownSeries extends ProviderException {
    private static final long serialVersionUID = 1L;

    public UnknownSeries(String message) {
      super(message, null);
    }
  }

  /** Not yet: asked again until a deadline, then the interval becomes empty. */
  public static final class NotReady extends ProviderException {
    private static final long serialVersionUID = 1L;
    private final long retryAfter;

    /**
     * @param retryAfter nanoseconds until asking again makes sense
     */
    public NotReady(String message, long retryAfter) {
      super(message, null);
      this.retryAfter = retryAfter;
    }

    public long retryAfter() {
      return retryAfter;
    }
  }

  /** An outage or overload: asked again with growing, jittered pauses; never turns into failed. */
  public static final class Transient extends ProviderException {
    private static final long serialVersionUID = 1L;
    private final long retryAfter;

    public Transient(String message, @Nullable Throwable cause) {
      this(message, cause, 0);
    }

    /**
     * @param retryAfter nanoseconds that the other side asked to wait; 0 if it did not say
     */
    public Transient(String message, @Nullable Throwable cause, long retryAfter) {
      super(message, cause);
      this.retryAfter = retryAfter;
    }

    public long retryAfter() {
      return retryAfter;
    }
  }

  /** The revision is no longer there: planned again on the latest one. */
  public static final class ModelGone extends ProviderException {
    private static final long serialVersionUID = 1L;

    public ModelGone(String message) {
      super(message, null);
    }
  }

  /** The request will never be accepted: the interval becomes failed, with this reason. */
  public static final class Rejected extends ProviderException {
    private static final long serialVersionUID = 1L;

    public Rejected(String message) {
      super(message, null);
    }

    public Rejected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The task itself breaks whoever runs it: the interval becomes failed, with this reason. */
  public static final class Poison extends ProviderException {
    private static final long serialVersionUID = 1L;

    public Poison(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Nothing can go on (a damaged store, a full disk that stays full): the process stops, loudly.
   */
  public static final class Fatal extends ProviderException {
    private static final long serialVersionUID = 1L;

    public Fatal(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
