package io.foretide.connectors.catalog;

import io.foretide.core.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How sensors are named here, and which models follow from them.
 *
 * @param naming the first whose expression matches a whole name gives the new one
 * @param models each whose expression matches a whole (new) name makes a model
 */
record Rules(List<Naming> naming, List<Template> models) {
  Rules {
    naming = List.copyOf(naming);
    models = List.copyOf(models);
  }

  /**
   * @param match of a whole name
   * @param name the new one, with {@code $1} for what a group matched
   */
  record Naming(Pattern match, String name) {}

  /**
   * @param match of a whole name
   * @param model as a model file, with {@code $0}, {@code $1} and so on in its texts
   */
  record Template(Pattern match, Map<String, Object> model) {
    Template {
      model = Map.copyOf(model);
    }
  }

  static Rules read(Settings s) {
    List<Naming> naming = new ArrayList<>();
    for (Settings rule : s.sections("naming")) {
      pattern(rule)
          .ifPresent(p -> {
            String name = rule.text("name");
            usable(rule, p, name);
            naming.add(new Naming(p, name));
          });
    }
    List<Template> models = new ArrayList<>();
    for (Settings rule : s.sections("models")) {
      pattern(rule).ifPresent(p -> models.add(new Template(p, rule.map("model"))));
    }
    return new Rules(naming, models);
  }

  private static Optional<Pattern> pattern(Settings rule) {
    String text = rule.text("match");
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      rule.problem(
          "match",
          "'" + text + "' is no regular expression: " + e.getDescription() + " at " + e.getIndex());
      rule.keys().forEach(rule::any);
      return Optional.empty();
    }
  }

  private static void usable(Settings rule, Pattern p, String name) {
    int groups = p.matcher("").groupCount();
    Matcher asked = Pattern.compile("\\$(\\d)").matcher(name);
    while (asked.find()) {
      if (asked.group(1).charAt(0) - '0' > groups) {
        rule.problem(
            "name", "'" + name + "' asks for group " + asked.group(1) + ": match has " + groups);
        return;
      }
    }
  }

  /** What a sensor of the catalogue is called here. */
  String name(String sensor) {
    for (Naming n : naming) {
      Matcher m = n.match().matcher(sensor);
      if (m.matches()) {
        return filled(n.name(), m);
      }
    }
    return sensor;
  }

  /** The models that follow from a sensor, as model files. */
  List<Map<String, Object>> models(String name) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (Template t : models) {
      Matcher m = t.match().matcher(name);
      if (m.matches()) {
        Map<String, Object> file = new LinkedHashMap<>();
        t.model().forEach((k, v) -> file.put(k, filled(v, m)));
        out.add(file);
      }
    }
    return out;
  }

  private static Object filled(Object value, Matcher m) {
    return switch (value) {
      case String s -> filled(s, m);
      case List<?> l -> l.stream().map(v -> filled(v, m)).toList();
      case Map<?, ?> map -> {
        Map<String, Object> out = new LinkedHashMap<>();
        map.forEach((k, v) -> out.put(filled(k.toString(), m), filled(v, m)));
        yield out;
      }
      default -> value;
    };
  }

  /** A group that matched nothing, or is not there, leaves nothing. */
  private static String filled(String text, Matcher m) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '$' && i + 1 < text.length() && Character.isDigit(text.charAt(i + 1))) {
        int group = text.charAt(++i) - '0';
        String found = group <= m.groupCount() ? m.group(group) : "";
        out.append(found == null ? "" : found);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
