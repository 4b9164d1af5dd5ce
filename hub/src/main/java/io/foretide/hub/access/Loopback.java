package io.foretide.hub.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Which names and addresses mean this machine only. */
public final class Loopback {
  private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Loopback() {}

  /** Whether a host name in lower case is a loopback one, without asking any name server. */
  public static boolean isName(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("::1")
        || IPV4.matcher(host).matches();
  }

  /** Whether binding to a host serves this machine only. */
  public static boolean binds(String host) throws UnknownHostException {
    return isName(host) || InetAddress.getByName(host).isLoopbackAddress();
  }
}
