package io.foretide.hub.http;

/** Is told of every answered request. Thread-safe and quick. */
@FunctionalInterface
public interface Observer {
  /**
   * @param route the route's method and path with its variables' names; empty if none matched
   * @param status HTTP status
   * @param nanos how long it took
   */
  void answered(String route, int status, long nanos);
}
