package io.foretide.hub;

import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Errors;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.DirectHandlers;

/** Requests that are refused before they reach a route get the same JSON shape of error. */
final class Refusals {
  private Refusals() {}

  static DirectHandlers asJson() {
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      all.addHandler(
          type,
          (request, event, status, headers, message) -> {
            int code = status.code();
            ApiError error =
                code >= 500
                    ? new ApiError(code, "internal", "the request could not be answered", null, 0)
                    : new ApiError(
                        code,
                        code == 413 ? "too_large" : "bad_request",
                        "the request is not well-formed HTTP/1.1, or its headers are too large",
                        null,
                        0);
            return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .keepAlive(false)
                .entity(Errors.body(error))
                .build();
          });
    }
    return all.build();
  }
}
