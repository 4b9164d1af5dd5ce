package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command prints, and in which form. */
public final class Console {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Print JSON for programs instead of text for people.")
  private boolean json;

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return command().commandLine().getOut();
  }

  PrintWriter err() {
    return command().commandLine().getErr();
  }

  CommandSpec command() {
    CommandSpec s = spec;
    if (s == null) {
      throw new IllegalStateException("a console is only used inside a command");
    }
    return s;
  }

  /** Prints an answer as it came, or as text. */
  void print(JsonNode answer, Supplier<String> text) {
    if (json) {
      out().println(answer);
    } else {
      String t = text.get();
      out().print(t);
      if (!t.endsWith("\n")) {
        out().println();
      }
    }
    out().flush();
  }
}
