package io.foretide.app.log;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up the log: one line per message on the error stream, times in UTC. */
public final class LogSetup {
  /** Libraries that say too much; held so that their levels stay. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");
  private static final Logger JAVA = Logger.getLogger("java");

  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  private LogSetup() {}

  /**
   * @param level error, warning, info, debug or trace
   */
  public static void install(String level) {
    install(level, false);
  }

  /**
   * @param level error, warning, info, debug or trace
   * @param json whether lines are JSON objects
   */
  public static void install(String level, boolean json) {
    LogManager.getLogManager().reset();
    Level wanted =
        switch (level) {
          case "error" -> Level.SEVERE;
          case "warning" -> Level.WARNING;
          case "debug" -> Level.FINE;
          case "trace" -> Level.FINEST;
          default -> Level.INFO;
        };
    ConsoleHandler console = new ConsoleHandler();
    console.setFormatter(json ? new JsonLines() : new TextLines());
    console.setLevel(wanted);
    Logger root = Logger.getLogger("");
    root.addHandler(console);
    root.setLevel(wanted);
    Level others = wanted.intValue() < Level.INFO.intValue() ? wanted : Level.WARNING;
    HELIDON.setLevel(others);
    FLYWAY.setLevel(others);
    JAVA.setLevel(wanted.intValue() > Level.FINEST.intValue() ? Level.INFO : wanted);
    KAFKA.setLevel(others);
  }
}
