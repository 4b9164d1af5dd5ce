package io.foretide.connectors.enodo.hub;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Ranges of addresses, such as {@code 10.1.0.0/16} or {@code ::1}. Immutable. */
public final class AddressRanges {
  /** This machine alone. */
  public static final AddressRanges LOOPBACK = of(List.of("127.0.0.0/8", "::1/128"));

  private final List<Range> ranges;

  private record Range(byte[] address, int bits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i % 8);
        if (((other[i / 8] ^ address[i / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private AddressRanges(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * @throws IllegalArgumentException naming the text that is no range
   */
  public static AddressRanges of(List<String> texts) {
    List<Range> out = new ArrayList<>();
    for (String text : texts) {
      out.add(range(text.strip()));
    }
    return new AddressRanges(out);
  }

  private static Range range(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    // Only literal addresses: a name would be looked up, and might change.
    if (address.matches("[0-9.]+") || address.contains(":")) {
      try {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        int bits = slash < 0 ? 8 * bytes.length : Integer.parseInt(text.substring(slash + 1));
        if (bits >= 0 && bits <= 8 * bytes.length) {
          return new Range(bytes, bits);
        }
      } catch (UnknownHostException | NumberFormatException e) {
        // Told below, with what was expected.
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no range of addresses: expected such as 127.0.0.0/8 or ::1");
  }

  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ranges.stream().anyMatch(r -> r.contains(bytes));
  }
}
