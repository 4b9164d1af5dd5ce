package io.foretide.connectors.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} (or their small spellings) as other
 * programs read them: {@code NO_PROXY} lists hosts and domains, {@code *} means all. Loopback is
 * never asked for through a proxy. Immutable.
 */
public final class ProxyRules extends ProxySelector {
  private final Map<String, Proxy> proxies;
  private final List<String> direct;

  private ProxyRules(Map<String, Proxy> proxies, List<String> direct) {
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

  private static Proxy proxy(String name, String text) {
    if (text.isEmpty()) {
      return Proxy.NO_PROXY;
    }
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
      }
    } catch (IllegalArgumentException e) {
      // told below: the text may hold a password
    }
    throw new IllegalArgumentException(
        "the variable " + name + " is no address: expected such as http://proxy.example:8080");
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    Proxy found =
        proxies.getOrDefault(
            String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT), Proxy.NO_PROXY);
    return List.of(isDirect(host) ? Proxy.NO_PROXY : found);
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
