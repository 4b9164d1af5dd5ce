package io.foretide.connectors.apps;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers as its script says and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {
  /** What was asked: headers by lower-case name, and the body. */
  record Asked(Map<String, String> headers, String body) {}

  /** What is answered. */
  record Reply(int status, String body, Map<String, String> headers) {
    static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }
  }

  /** Decides on the answer to request {@code number}, from 0. */
  interface Script {
    Reply reply(int number, Asked asked) throws Exception;
  }

  final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  ScriptedServer(Script script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((k, v) -> headers.put(k, v.getFirst()));
            Asked a =
                new Asked(
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int number;
            synchronized (asked) {
              number = asked.size();
              asked.add(a);
            }
            Reply r = script.reply(number, a);
            r.headers().forEach((k, v) -> exchange.getResponseHeaders().set(k, v));
            byte[] body = r.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(r.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          } catch (IOException e) {
            throw e;
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/score";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
