package io.foretide.app.cli;

import io.foretide.app.client.ApiException;
import io.foretide.app.client.HttpPointSink.WriteRefused;
import io.foretide.app.input.InputException;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Problem;
import io.foretide.core.settings.SettingsException;
import io.foretide.hub.StartRefused;
import io.foretide.store.file.DatabaseFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says why a command failed, in words, and with which exit code. */
final class Failures {
  private Failures() {}

  static int tell(Exception e, PrintWriter err) {
    int code = code(e);
    if (e instanceof SettingsException s) {
      for (Problem problem : s.problems()) {
        err.println("foretide: " + problem);
      }
    } else {
      err.println("foretide: " + words(e));
    }
    err.flush();
    return code;
  }

  private static int code(Exception e) {
    return switch (e) {
      case CommandFailure f -> f.exitCode();
      case InputException i ->
          switch (i.kind()) {
            case UNREADABLE -> ExitCode.FAILED;
            case OPTION -> ExitCode.USAGE;
            case NOT_THERE -> ExitCode.NOT_FOUND;
          };
      case SettingsException s -> ExitCode.USAGE;
      case ApiException a -> ExitCode.of(a.status());
      case WriteRefused w when w.getCause() instanceof ApiException a -> ExitCode.of(a.status());
      case DatabaseFileException d ->
          switch (d.kind()) {
            case IN_USE -> ExitCode.REFUSED;
            case MISSING -> ExitCode.NOT_FOUND;
            default -> ExitCode.FAILED;
          };
      case StartRefused s -> ExitCode.REFUSED;
      case NoSuchFileException n -> ExitCode.NOT_FOUND;
      case InterruptedException i -> ExitCode.INTERRUPTED;
      default -> ExitCode.FAILED;
    };
  }

  private static String words(Exception e) {
    return switch (e) {
      case NoSuchFileException n -> n.getFile() + " does not exist";
      case AccessDeniedException d -> d.getFile() + " cannot be used: check its owner and rights";
      case FileSystemException f when f.getReason() != null -> f.getFile() + ": " + f.getReason();
      case CommandFailure f -> String.valueOf(f.getMessage());
      case InputException i -> String.valueOf(i.getMessage());
      case ApiException a -> String.valueOf(a.getMessage());
      case WriteRefused w -> String.valueOf(w.getMessage());
      case DatabaseFileException d -> String.valueOf(d.getMessage());
      case StartRefused s -> String.valueOf(s.getMessage());
      case ProviderException p -> String.valueOf(p.getMessage());
      case InterruptedException i -> "stopped";
      case IOException io when io.getMessage() != null -> io.getMessage();
      default -> unexpected(e);
    };
  }

  /** Keeps the trace in a file, for a report; the user sees one line. */
  private static String unexpected(Exception e) {
    String what = e.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ": " + e.getMessage();
    try {
      Path trace = Files.createTempFile("foretide-", ".trace");
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(trace))) {
        e.printStackTrace(out);
      }
      return "an error in Foretide itself (" + what + "); please report it with " + trace;
    } catch (IOException io) {
      return "an error in Foretide itself (" + what + ")";
    }
  }
}
