package io.foretide.app.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables into texts: {@code ${NAME}}, or {@code ${NAME:-otherwise}}; {@code $${}
 * yields a plain <code>${</code>.
 */
public final class EnvironmentText {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

  private final Map<String, String> environment;

  public EnvironmentText(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * @throws IllegalArgumentException if a variable is not set and has no fallback
   */
  public String expand(String text) {
    if (text.indexOf("${") < 0) {
      return text;
    }
    Matcher m = VARIABLE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (m.find()) {
      String name = m.group(1);
      String value = "${";
      if (name != null) {
        String fallback = m.group(2);
        value = environment.getOrDefault(name, fallback == null ? "" : fallback);
        if (fallback == null && !environment.containsKey(name)) {
          throw new IllegalArgumentException(
              "names the environment variable "
                  + name
                  + ", which is not set: set it, or write ${"
                  + name
                  + ":-a fallback}");
        }
      }
      m.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return m.appendTail(out).toString();
  }
}
