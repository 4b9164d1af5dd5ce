package io.foretide.app;

import io.foretide.app.cli.RootCommand;
import io.foretide.connectors.http.ProxyRules;

/** The program. */
public final class Foretide {
  private Foretide() {}

  public static void main(String[] arguments) {
    // Only a proxy whose variable holds a password is shown one; Java reads this once.
    if (System.getProperty(ProxyRules.TUNNELS) == null) {
      System.setProperty(ProxyRules.TUNNELS, "none");
    }
    System.exit(RootCommand.run(arguments));
  }
}
