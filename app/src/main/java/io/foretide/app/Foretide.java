package io.foretide.app;

import io.foretide.app.cli.RootCommand;

/** The program. */
public final class Foretide {
  private Foretide() {}

  public static void main(String[] arguments) {
    JavaSettings.apply(System.getProperties(), Runtime.getRuntime().availableProcessors());
    System.exit(RootCommand.run(arguments));
  }
}
