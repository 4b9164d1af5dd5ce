package io.foretide.hub.http;

import io.foretide.core.time.WallClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that come from within the process, by the same routes as those that come over
 * HTTP: for other ways in that say the same. Thread-safe.
 */
public final class Inside {
  private static final int MOST_BYTES = 8 << 20;

  private final Router router;
  private final Limits limits;
  private final Lanes lanes;
  private final WallClock clock;

  public Inside(List<Route> routes, Limits limits, WallClock clock) {
    this.router = new Router(routes);
    this.limits = limits;
    this.lanes = new Lanes(limits);
    this.clock = clock;
  }

  /**
   * An answer.
   *
   * @param status as of HTTP
   * @param body its bytes as text of UTF-8
   */
  public record Reply(int status, String body) {}

  /**
   * Answers one request.
   *
   * @param role that the caller has
   * @param path encoded as in an address
   * @param query what would stand behind the question mark
   * @param body of the request; empty for none
   * @throws ApiError if it cannot be answered, is not allowed, or its answer has more than 8 MB
   */
  public Reply call(Role role, String method, String path, String query, byte[] body) {
    String name = method + " " + path;
    Runnable leave = () -> {};
    try {
      Router.Match match = router.find(method, path);
      Route route = match.route();
      name = route.method() + " " + route.path();
      if (role.compareTo(route.role()) < 0) {
        throw new ApiError(
            403,
            "forbidden",
            "the caller's role is " + word(role) + ", but this needs " + word(route.role()),
            null,
            0);
      }
      Query asked = Query.parse(query, clock.now());
      asked.check(route.params());
      leave = lanes.enter(route.lane());
      Request request =
          new Request(new Given(method, body.clone()), match.variables(), asked, limits);
      Answer answer = route.handler().handle(request);
      Bounded out = new Bounded();
      Answer.Body content = answer.body();
      if (content != null) {
        content.writeTo(out);
      }
      return new Reply(answer.status(), out.text());
    } catch (Exception | StackOverflowError e) {
      throw Errors.error(e, name);
    } finally {
      leave.run();
    }
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Given(String method, byte[] body) implements Request.Source {
    @Override
    public String header(String name) {
      return "";
    }

    @Override
    public long length() {
      return body.length;
    }

    @Override
    public boolean hasBody() {
      return body.length > 0;
    }

    @Override
    public boolean waits() {
      return false;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public @Nullable InetAddress from() {
      return null;
    }
  }

  /** Keeps what is written, up to a bound. */
  private static final class Bounded extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) {
      if (kept.size() + length > MOST_BYTES) {
        throw ApiError.tooLarge(
            "the answer has more than " + MOST_BYTES + " bytes: ask for less at a time");
      }
      kept.write(bytes, at, length);
    }

    String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
