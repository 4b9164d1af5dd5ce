package io.foretide.core.alarm;

import io.foretide.core.event.Severity;
import java.util.List;
import java.util.regex.Pattern;

/**
 * When something is an alarm.
 *
 * @param name unique among the rules
 * @param models names of models, with {@code *} and {@code ?} as wildcards
 * @param condition what is looked at
 * @param severity of its alarms
 * @param onDelay how long the condition must hold before an alarm opens, nanoseconds
 * @param offDelay how long it must not hold before the alarm closes, nanoseconds; shorter breaks do
 *     not split an episode
 * @param minimum least number of bad values before an alarm opens
 * @param groupWithin alarms of this rule that begin within this of each other, on series that move
 *     together, are one group; nanoseconds, 0 for no groups
 */
public record AlarmRule(
    String name,
    List<String> models,
    Condition condition,
    Severity severity,
    long onDelay,
    long offDelay,
    int minimum,
    long groupWithin) {
  public AlarmRule {
    models = List.copyOf(models);
  }

  /** Whether the rule is about a model. */
  public boolean isAbout(String model) {
    return models.stream().anyMatch(p -> matches(p, model));
  }

  /** Whether a name fits a pattern with wildcards. */
  public static boolean matches(String pattern, String name) {
    if (pattern.equals("*")) {
      return true;
    }
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.matches(regex.toString(), name);
  }
}
