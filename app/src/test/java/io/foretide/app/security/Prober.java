package io.foretide.app.security;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.PacketReader;
import io.foretide.connectors.qpack.Item;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Asks a server what each line of its input says, and prints one answer each. Lines are {@code
 * HTTP|port|method|path|authorization}, {@code WS|port|path|authorization}, {@code
 * SOCKET|port|dialect|type|token}, {@code COUNT|port|dialect} and {@code
 * IO|port|event|user|password|data} for socket.io.
 */
final class Prober {
  private static final int PATIENCE_MILLIS = 30_000;

  private final String host;

  Prober(String host) {
    this.host = host;
  }

  public static void main(String[] arguments) throws IOException {
    Prober prober = new Prober(arguments[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(prober.answer(line));
      }
    }
  }

  /** A status, the name of a message, or {@code closed}. */
  String answer(String line) throws IOException {
    String[] parts = line.split("\\|", -1);
    int port = Integer.parseInt(parts[1]);
    return switch (parts[0]) {
      case "HTTP" -> http(port, parts[2], parts[3], parts[4], "Connection: close\r\n");
      case "WS" ->
          http(
              port,
              "GET",
              parts[2],
              parts[3],
              "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
      case "SOCKET" -> handshake(port, Dialect.valueOf(parts[2]), parts[3], parts[4]);
      case "IO" -> event(port, parts[2], parts[3], parts[4], parts[5]);
      case "COUNT" ->
          say(port, Dialect.valueOf(parts[2]), new Message.NewPoints(Map.of("tank", 7L)));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private Socket connect(int port) throws IOException {
    Socket s = new Socket(host, port);
    s.setSoTimeout(PATIENCE_MILLIS);
    return s;
  }

  private String http(int port, String method, String path, String authorization, String more)
      throws IOException {
    boolean body = !method.equals("GET");
    try (Socket s = connect(port)) {
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\n"
              + more
              + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n")
              + (body ? "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" : "\r\n");
      s.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(s.getInputStream(), StandardCharsets.US_ASCII));
      String first = in.readLine();
      return first == null ? "closed" : first.split(" ")[1];
    }
  }

  /** What an event is worth: {@code silent}, {@code forbidden} or {@code answered}. */
  private String event(int port, String event, String user, String password, String data)
      throws IOException {
    String sid = io(port, "GET", "", "");
    if (!sid.startsWith("0{")) {
      return sid;
    }
    String session = "&sid=" + sid.split("\"")[3];
    String credentials = "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}";
    // The last one is always answered, and in its order.
    String packets =
        String.join(
            "\u001e",
            "40",
            "421[\"authorize\"," + credentials + "]",
            "422[\"" + event + "\"," + data + "]",
            "423[\"authorize\",{\"username\":\"x\"}]");
    io(port, "POST", session, packets);
    String said = io(port, "GET", session, "");
    io(port, "POST", session, "1");
    int at = said.indexOf("432[");
    return at < 0
        ? said.contains("433[false]") ? "silent" : said
        : said.contains("this needs ") ? "forbidden" : "answered";
  }

  /** The body of an answer; what is no answer as it should be as a whole. */
  private String io(int port, String method, String more, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (Socket s = connect(port)) {
      String head =
          method
              + " /socket.io/?EIO=4&transport=polling"
              + more
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\nContent-Length: "
              + bytes.length
              + "\r\n\r\n";
      s.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      s.getOutputStream().write(bytes);
      String all = new String(s.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      return end < 0 ? "closed" : all.substring(end + 4);
    }
  }

  private String handshake(int port, Dialect dialect, String type, String token)
      throws IOException {
    Handshake h =
        type.equals("worker")
            ? Handshake.worker("0".repeat(32), "0.0.5", false)
            : Handshake.listener("0".repeat(32), "0.0.5");
    if (dialect == Dialect.NEWEST && type.equals("worker")) {
      h =
          h.with("lib_version", Item.text("0.2.33"))
              .with(
                  "module",
                  Item.mapping(
                      Map.of(
                          "name", Item.text("toy"),
                          "version", Item.text("1"),
                          "supported_jobs", new Item.Sequence(java.util.List.of()))));
    }
    return say(port, dialect, token.isEmpty() ? h : h.with("token", Item.text(token)));
  }

  private String say(int port, Dialect dialect, Message message) throws IOException {
    try (Socket s = connect(port)) {
      s.getOutputStream().write(MessageCodec.write(dialect, 1, message).bytes(dialect));
      PacketReader in =
          new PacketReader(
                  s.getInputStream(),
                  new MemoryBudget(4 << 20, 1_000_000_000L),
                  1 << 20,
                  System::nanoTime,
                  Long.MAX_VALUE)
              .as(dialect);
      return MessageCodec.read(dialect, in.next()).map(m -> m.kind().name()).orElse("unknown");
    } catch (EOFException | SocketException e) {
      return "closed";
    }
  }
}
