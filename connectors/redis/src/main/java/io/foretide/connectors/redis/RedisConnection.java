package io.foretide.connectors.redis;

import io.foretide.core.error.ProviderException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection that speaks RESP, version 2 (redis.io, Redis serialization protocol). Used by one
 * thread at a time.
 */
final class RedisConnection implements Closeable {
  private static final int LONGEST = 64 << 20;

  private final Socket socket;
  private final InputStream in;

  private RedisConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects and enters.
   *
   * @param tls makes encrypted sockets; null for plain ones
   * @throws ProviderException.Rejected if Redis refuses the password
   */
  static RedisConnection open(RedisAccess access, @Nullable SSLSocketFactory tls)
      throws IOException, ProviderException.Rejected {
    int millis = (int) Math.max(1, access.timeout() / 1_000_000);
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(access.host(), access.port()), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      if (tls != null) {
        SSLSocket secure = (SSLSocket) tls.createSocket(socket, access.host(), access.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        socket = secure;
      }
      RedisConnection out = new RedisConnection(socket);
      out.enter(access);
      return out;
    } catch (IOException | ProviderException.Rejected e) {
      socket.close();
      throw e;
    }
  }

  private void enter(RedisAccess access) throws IOException, ProviderException.Rejected {
    try {
      if (!access.password().isEmpty()) {
        String secret = access.password().reveal();
        ask(
            access.user().isEmpty()
                ? List.of("AUTH", secret)
                : List.of("AUTH", access.user(), secret));
      }
      if (access.database() != 0) {
        ask(List.of("SELECT", Integer.toString(access.database())));
      }
      ask(List.of("PING"));
    } catch (Refused e) {
      throw new ProviderException.Rejected(
          access.shown() + " refuses access: " + e.getMessage() + "; check user and password", e);
    }
  }

  /** Redis answered an error. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Sends a command.
   *
   * @return the answer as a text; null for none
   */
  @Nullable String ask(List<String> command) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    line(out, "*" + command.size());
    for (String part : command) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      line(out, "$" + bytes.length);
      out.write(bytes);
      line(out, "");
    }
    socket.getOutputStream().write(out.toByteArray());
    socket.getOutputStream().flush();
    return answer();
  }

  private static void line(ByteArrayOutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private @Nullable String answer() throws IOException {
    String head = line();
    String rest = head.isEmpty() ? "" : head.substring(1);
    switch (head.isEmpty() ? ' ' : head.charAt(0)) {
      case '+', ':' -> {
        return rest;
      }
      case '-' -> throw new Refused(rest);
      case '$' -> {
        int length = number(rest);
        if (length < 0) {
          return null;
        }
        byte[] body = in.readNBytes(length + 2);
        if (body.length < length + 2) {
          throw new EOFException("the answer ended early");
        }
        return new String(body, 0, length, StandardCharsets.UTF_8);
      }
      default -> throw new IOException("answered what is not RESP");
    }
  }

  private static int number(String text) throws IOException {
    try {
      int n = Integer.parseInt(text);
      if (n <= LONGEST) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw new IOException("answered a length that is no number", e);
    }
    throw new IOException("answered more than " + LONGEST + " bytes");
  }

  private String line() throws IOException {
    StringBuilder out = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || out.length() > 10_000) {
        throw new EOFException("the connection was closed");
      }
      if (c != '\r') {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
