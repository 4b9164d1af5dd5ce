package io.foretide.hub.enodo;

import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Face;
import io.foretide.hub.http.Guard;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The form of Enodo's answers: errors as {@code {"error": text}}, and what browsers ask for. */
final class EnodoFace implements Face {
  private static final String JSON = "application/json; charset=utf-8";

  private final EnodoSettings settings;

  EnodoFace(EnodoSettings settings) {
    this.settings = settings;
  }

  /** Plain data as an answer, in the bytes of Python's {@code json.dumps}. */
  static Answer json(int status, @Nullable Object value) {
    return Answer.bytes(status, JSON, PythonJson.bytes(value));
  }

  static Answer json(@Nullable Object value) {
    return json(200, value);
  }

  @Override
  public Answer failed(ApiError e, Guard.Head head) {
    String method = head.header("Access-Control-Request-Method");
    if (head.method().equals("OPTIONS") && e.allowed().contains(method)) {
      return Answer.empty(200)
          .header("Access-Control-Allow-Methods", method)
          .header("Access-Control-Allow-Headers", "authorization,content-type");
    }
    Answer answer = json(e.status(), new Shape().put("error", e.text()).map());
    if (!e.allowed().isEmpty()) {
      answer = answer.header("Allow", allow(e.allowed()));
    }
    if (e.retryAfter() > 0) {
      answer = answer.header("Retry-After", Long.toString(e.retryAfter()));
    }
    return e.status() == 401 ? answer.header("WWW-Authenticate", "Basic realm=\"\"") : answer;
  }

  private static String allow(Collection<String> methods) {
    TreeSet<String> all = new TreeSet<>(methods);
    if (all.contains("GET")) {
      all.add("HEAD");
    }
    all.add("OPTIONS");
    return String.join(",", all);
  }

  @Override
  public Answer finished(Answer answer, Guard.Head head) {
    String origin = head.header("Origin");
    if (origin.isEmpty() || !settings.allowsOrigin(origin)) {
      return answer;
    }
    return answer
        .header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Allow-Credentials", "true")
        .header("Access-Control-Expose-Headers", "Date,Server,Content-Length")
        .header("Vary", "Origin");
  }
}
