package io.foretide.app.config;

import io.foretide.connectors.notify.OutputSettings;
import io.foretide.connectors.notify.PlannedOutput;
import io.foretide.core.alarm.AlarmRule;
import io.foretide.core.alarm.Condition;
import io.foretide.core.alarm.Silence;
import io.foretide.core.event.Severity;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The {@code alarms} section.
 *
 * @param rules what is an alarm
 * @param outputs who is told
 * @param maintenance times in which nobody is told
 */
public record AlarmsConfig(
    List<AlarmRule> rules, List<PlannedOutput> outputs, List<Silence> maintenance) {
  private static final List<String> KINDS =
      List.of("score", "forecast", "lag", "failing", "silent");

  /** Without a section every score above its limit is an alarm that nobody is told of. */
  private static final AlarmRule USUAL =
      new AlarmRule(
          "anomaly",
          List.of("*"),
          new Condition.Output("score", 1, true),
          Severity.WARNING,
          0,
          30 * Instants.MINUTE,
          1,
          10 * Instants.MINUTE);

  public AlarmsConfig {
    rules = List.copyOf(rules);
    outputs = List.copyOf(outputs);
    maintenance = List.copyOf(maintenance);
  }

  static AlarmsConfig read(Settings s) {
    String link = s.text("link", "");
    if (!link.isEmpty() && !link.matches("https?://[^\\s?#]+")) {
      s.problem("link", "expected the address of these pages, such as https://foretide.plant");
    }
    List<AlarmRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Settings r : s.sections("rules")) {
      AlarmRule rule = rule(r);
      if (!names.add(rule.name())) {
        r.problem("name", "'" + rule.name() + "' stands twice: give each rule a name of its own");
      }
      rules.add(rule);
    }
    List<Silence> maintenance = new ArrayList<>();
    for (Settings m : s.sections("maintenance")) {
      maintenance.add(silence(m));
    }
    if (!s.has("rules")) {
      rules.add(USUAL);
    }
    return new AlarmsConfig(
        rules,
        OutputSettings.read(
            s.sections("outputs"),
            rules.stream().map(AlarmRule::name).toList(),
            link.endsWith("/") ? link.substring(0, link.length() - 1) : link),
        maintenance);
  }

  private static AlarmRule rule(Settings r) {
    long groupWithin = r.duration("group_within", 10 * Instants.MINUTE, 0, Instants.DAY);
    Settings delay = r.section("delay");
    return new AlarmRule(
        r.text("name"),
        r.has("models") ? r.texts("models") : List.of("*"),
        condition(r),
        Severity.valueOf(
            r.choice("severity", "warning", List.of("info", "warning", "error"))
                .toUpperCase(Locale.ROOT)),
        delay.duration("on", 0, 0, 30 * Instants.DAY),
        delay.duration("off", 30 * Instants.MINUTE, 0, 30 * Instants.DAY),
        (int) r.integer("minimum", 1, 1, 100_000),
        groupWithin);
  }

  private static Condition condition(Settings r) {
    List<String> given = KINDS.stream().filter(r::has).toList();
    if (given.size() != 1) {
      r.problem(
          "",
          "a rule has exactly one of "
              + String.join(", ", KINDS)
              + (given.isEmpty() ? "" : ", not " + String.join(" and ", given)));
      // All of them are known, so that a slip of the pen is told with the nearest.
      KINDS.forEach(r::any);
      return new Condition.Failing();
    }
    return switch (given.getFirst()) {
      case "score" -> output(r.section("score"));
      case "forecast" -> ahead(r.section("forecast"));
      case "lag" -> new Condition.Lag(r.duration("lag", 0, Instants.SECOND, Long.MAX_VALUE / 2));
      case "silent" ->
          new Condition.Silent(r.duration("silent", 0, Instants.SECOND, Long.MAX_VALUE / 2));
      default -> {
        if (!r.flag("failing", true)) {
          r.problem("failing", "expected true: leave the rule out to have none");
        }
        yield new Condition.Failing();
      }
    };
  }

  private static Condition output(Settings s) {
    boolean below = s.has("below");
    if (below && s.has("above")) {
      s.problem("below", "stands beside 'above': a rule has one limit; make two rules");
      s.any("above");
    }
    return new Condition.Output(s.text("output", "score"), limit(s, below, 1), !below);
  }

  private static double limit(Settings s, boolean below, double usual) {
    return s.number(below ? "below" : "above", usual, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static Condition ahead(Settings s) {
    boolean below = s.has("below");
    if (below == s.has("above")) {
      s.problem("above", "expected either 'above' or 'below' with the limit");
    }
    return new Condition.Ahead(
        s.text("output", "mean"),
        limit(s, below, 0),
        !below,
        s.duration("within", Instants.DAY, Instants.SECOND, Long.MAX_VALUE / 2));
  }

  private static Silence silence(Settings m) {
    long from = instant(m, "from");
    long to = instant(m, "to");
    if (to <= from) {
      m.problem("to", "is not after 'from'");
    }
    return new Silence(
        0, m.text("models", "*"), from, to, "configuration", m.text("reason", "maintenance"));
  }

  private static long instant(Settings m, String key) {
    String text = m.text(key);
    try {
      return Instants.parse(text);
    } catch (IllegalArgumentException e) {
      m.problem(key, "'" + text + "' is no time: expected such as 2026-03-01T06:00:00Z");
      return 0;
    }
  }
}
