package io.foretide.connectors.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} (or their small spellings) as other
 * programs read them: {@code NO_PROXY} lists hosts and domains, {@code *} means all. Loopback is
 * never asked for through a proxy. A user and a password in a proxy's address are shown to that
 * proxy alone, in percent encoding as URLs have it. Immutable.
 *
 * <p>Java shows no password to a proxy that leads to an HTTPS address unless the system property
 * {@link #TUNNELS} says so, before the first request of the process: the way to the proxy itself is
 * readable. Who writes a password into {@code HTTPS_PROXY} wants it used; the program's start sets
 * the property.
 */
public final class ProxyRules extends ProxySelector {
  /** Names the schemes that a proxy of HTTPS is never shown; Basic is among them by default. */
  public static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

  private static final Way DIRECT = new Way(Proxy.NO_PROXY, "");

  private final Map<String, Way> proxies;
  private final List<String> direct;

  /**
   * @param authorization what the proxy is shown; empty for nothing
   */
  private record Way(Proxy proxy, String authorization) {}

  private ProxyRules(Map<String, Way> proxies, List<String> direct) {
    this.proxies = proxies;
    this.direct = direct;
  }

  /**
   * @throws IllegalArgumentException if a variable is no address; its user and password are not
   *     shown
   */
  public static ProxyRules of(Map<String, String> environment) {
    return new ProxyRules(
        Map.of(
            "http", proxy("HTTP_PROXY", value(environment, "HTTP_PROXY")),
            "https", proxy("HTTPS_PROXY", value(environment, "HTTPS_PROXY"))),
        List.of(value(environment, "NO_PROXY").toLowerCase(Locale.ROOT).split("[,\\s]+")));
  }

  private static String value(Map<String, String> environment, String name) {
    String small = environment.get(name.toLowerCase(Locale.ROOT));
    return (small != null ? small : environment.getOrDefault(name, "")).strip();
  }

  private static Way proxy(String name, String text) {
    if (text.isEmpty()) {
      return DIRECT;
    }
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        InetSocketAddress address = InetSocketAddress.createUnresolved(uri.getHost(), port);
        return new Way(new Proxy(Proxy.Type.HTTP, address), basic(uri.getUserInfo()));
      }
    } catch (IllegalArgumentException e) {
      // told below: the text may hold a password
    }
    throw new IllegalArgumentException(
        "the variable "
            + name
            + " is no address: expected such as http://proxy.example:8080 or"
            + " http://user:password@proxy.example:8080 with signs such as # and @ of the password"
            + " in percent encoding");
  }

  private static String basic(@Nullable String user) {
    if (user == null) {
      return "";
    }
    byte[] both = (user.contains(":") ? user : user + ":").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(way(uri).proxy());
  }

  /** What the proxy of an address is shown in {@code Proxy-Authorization}; empty for nothing. */
  String authorization(URI uri) {
    return way(uri).authorization();
  }

  private Way way(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    return isDirect(host) ? DIRECT : proxies.getOrDefault(scheme, DIRECT);
  }

  private boolean isDirect(String host) {
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    for (String rule : direct) {
      String domain = rule.startsWith("*.") ? rule.substring(2) : rule;
      domain = domain.startsWith(".") ? domain.substring(1) : domain;
      if (rule.equals("*")
          || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // the request itself tells
  }
}
