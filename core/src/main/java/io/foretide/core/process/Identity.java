package io.foretide.core.process;

import java.util.Set;

/**
 * Who a process is.
 *
 * @param name unique to this run of the process; owners of claims begin with it
 * @param host of the machine
 * @param pid number of the process on it
 * @param version of the program
 * @param roles what it does
 * @param since when it started, epoch nanoseconds
 */
public record Identity(
    String name, String host, long pid, String version, Set<Role> roles, long since) {
  public Identity {
    roles = Set.copyOf(roles);
  }
}
