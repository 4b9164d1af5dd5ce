package io.foretide.hub.http;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered with an error. The message names the thing, the value, what was
 * expected and what to do, and holds no secret.
 */
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;
  private final @Nullable String field;
  private final long retryAfter;
  private final List<String> allowed;

  /**
   * @param status HTTP status
   * @param code stable word for programs
   * @param field the parameter or body entry that is wrong; null if none is
   * @param retryAfter seconds until asking again makes sense; 0 if it does not
   */
  public ApiError(
      int status, String code, String message, @Nullable String field, long retryAfter) {
    this(status, code, message, field, retryAfter, List.of());
  }

  private ApiError(
      int status,
      String code,
      String message,
      @Nullable String field,
      long retryAfter,
      Collection<String> allowed) {
    super(message, null, false, false);
    this.allowed = List.copyOf(allowed);
    this.status = status;
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  public static ApiError bad(@Nullable String field, String message) {
    return new ApiError(400, "bad_request", message, field, 0);
  }

  /** The address is known, but not with this method. */
  public static ApiError notAllowed(String method, Collection<String> allowed) {
    return new ApiError(
        405,
        "method_not_allowed",
        method + " is not answered here: use " + String.join(" or ", allowed),
        null,
        0,
        allowed);
  }

  public static ApiError notFound(String message) {
    return new ApiError(404, "not_found", message, null, 0);
  }

  public static ApiError conflict(String message) {
    return new ApiError(409, "conflict", message, null, 0);
  }

  public static ApiError tooLarge(String message) {
    return new ApiError(413, "too_large", message, null, 0);
  }

  public static ApiError invalid(@Nullable String field, String message) {
    return new ApiError(422, "invalid", message, field, 0);
  }

  public static ApiError busy(String message, long retryAfter) {
    return new ApiError(503, "busy", message, null, Math.max(1, retryAfter));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public @Nullable String field() {
    return field;
  }

  public long retryAfter() {
    return retryAfter;
  }

  /** The methods that the address answers; empty unless the status is 405. */
  public List<String> allowed() {
    return allowed;
  }

  /** The message; never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
