package io.foretide.app;

import io.foretide.connectors.http.ProxyRules;
import java.util.Map;
import java.util.Properties;

/**
 * System properties that Java reads once and this program wants otherwise than they are by default.
 * What the command line of Java sets wins.
 */
final class JavaSettings {
  static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private JavaSettings() {}

  /** To be called before the first virtual thread and the first request. */
  static void apply(Properties properties, int processors) {
    wanted(processors)
        .forEach((name, value) -> {
          if (properties.getProperty(name) == null) {
            properties.setProperty(name, value);
          }
        });
  }

  private static Map<String, String> wanted(int processors) {
    // A virtual thread that computes, or waits in a database's native code, keeps its carrier. With
    // one carrier for each processor a few long requests would hold up all tasks and health checks;
    // with more of them the operating system shares the processors out.
    int carriers = Math.max(16, 4 * processors);
    return Map.of(
        CARRIERS,
        Integer.toString(carriers),
        // Only a proxy whose variable holds a password is shown one.
        ProxyRules.TUNNELS,
        "none");
  }
}
