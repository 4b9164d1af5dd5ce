package io.foretide.hub.http;

import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.PointSink;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into the one JSON shape of errors. */
public final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  public static Answer answer(ApiError e) {
    Answer answer = Answer.bytes(e.status(), Answer.JSON, body(e));
    if (e.retryAfter() > 0) {
      answer = answer.header("Retry-After", Long.toString(e.retryAfter()));
    }
    if (!e.allowed().isEmpty()) {
      answer = answer.header("Allow", String.join(", ", e.allowed()));
    }
    return e.status() == 401 ? answer.header("WWW-Authenticate", "Bearer") : answer;
  }

  /** The JSON shape of an error. */
  public static byte[] body(ApiError e) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeObjectFieldStart("error");
      json.writeStringField("code", e.code());
      json.writeStringField("message", e.text());
      if (e.field() != null) {
        json.writeStringField("field", e.field());
      }
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  /** Never fails; what is not expected is logged under an id, and only the id is told. */
  public static ApiError error(Throwable trouble, String route) {
    return switch (trouble) {
      case ApiError e -> e;
      case ProviderException.NoData e -> new ApiError(422, "no_data", text(e), null, 0);
      case ProviderException.UnknownSeries e -> new ApiError(404, "not_found", text(e), null, 0);
      case ProviderException.NotReady e ->
          ApiError.busy(text(e), e.retryAfter() / 1_000_000_000L + 1);
      case ProviderException.Transient e -> ApiError.busy(text(e), 5);
      case ProviderException.ModelGone e -> ApiError.conflict(text(e));
      case ProviderException.Rejected e -> ApiError.invalid(null, text(e));
      case ProviderException.Poison e -> ApiError.invalid(null, text(e));
      case ProviderException.Fatal e -> {
        LOG.error("{} failed: {}", route, text(e));
        yield new ApiError(500, "fatal", text(e), null, 0);
      }
      case PointSink.Busy e ->
          ApiError.busy(text(e), (e.retryAfter() + 999_999_999L) / 1_000_000_000L);
      case ZipException e -> ApiError.bad(null, "the body is not valid gzip");
      case EOFException e -> ApiError.bad(null, "the body ends before it is complete");
      case IOException e -> ApiError.bad(null, "the body cannot be read");
      default -> unexpected(trouble, route);
    };
  }

  private static ApiError unexpected(Throwable trouble, String route) {
    String id = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), 36);
    LOG.error("error {} in {}", id, route, trouble);
    return new ApiError(
        500,
        "internal",
        "something unexpected happened; the server's log has it under id " + id,
        null,
        0);
  }

  private static String text(Throwable e) {
    return String.valueOf(e.getMessage());
  }
}
