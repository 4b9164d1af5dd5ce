package io.foretide.connectors.notify;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmOutput;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.event.Severity;
import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code alarms.outputs}. Every problem is noted at its key; nothing is connected. */
public final class OutputSettings {
  private static final List<String> TYPES =
      List.of("webhook", "slack", "teams", "alertmanager", "email", "mqtt");

  private OutputSettings() {}

  /**
   * Reads all outputs.
   *
   * @param rules names of the rules that an output may ask for
   * @param link address of the pages for links in messages; empty for none
   */
  public static List<PlannedOutput> read(List<Settings> sections, List<String> rules, String link) {
    List<PlannedOutput> out = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Settings s : sections) {
      String name = s.text("name");
      if (!names.add(name)) {
        s.problem("name", "'" + name + "' stands twice: give each output a name of its own");
      }
      for (String rule : s.texts("rules")) {
        if (!rules.contains(rule)) {
          s.problem(
              "rules",
              "no rule has the name '"
                  + rule
                  + "': expected of "
                  + String.join(", ", rules)
                  + Nearest.hint(rule, rules));
        }
      }
      out.add(one(s, name, link));
    }
    return out;
  }

  private static PlannedOutput one(Settings s, String name, String link) {
    Filter filter =
        new Filter(
            Severity.valueOf(
                s.choice("minimum", "info", List.of("info", "warning", "error"))
                    .toUpperCase(Locale.ROOT)),
            s.has("rules") ? s.texts("rules") : List.of(),
            s.has("models") ? s.texts("models") : List.of());
    return switch (s.choice("type", "webhook", TYPES)) {
      case "slack" -> http(s, name, filter, link, Bodies::slack);
      case "teams" -> http(s, name, filter, link, Bodies::teams);
      case "alertmanager" -> http(s, name, filter, link, Bodies::alertmanager);
      case "email" -> {
        AlarmOutput mail = mail(s, name, filter, link);
        yield _ -> mail;
      }
      case "mqtt" -> {
        AlarmOutput mqtt = mqtt(s, name, filter, link);
        yield _ -> mqtt;
      }
      default -> http(s, name, filter, link, payload(s));
    };
  }

  private static HttpOutput.Body payload(Settings s) {
    String text = s.text("payload", "");
    if (text.isEmpty()) {
      return Bodies::plain;
    }
    try {
      Template t = Template.parse(text, Facts.NAMES);
      return (Alarm _, Delivery _, Map<String, @Nullable Object> facts) -> t.fill(facts);
    } catch (IllegalArgumentException e) {
      s.problem("payload", String.valueOf(e.getMessage()));
      return Bodies::plain;
    }
  }

  private static PlannedOutput http(
      Settings s, String name, Filter filter, String link, HttpOutput.Body body) {
    Secret url = s.secret("url");
    if (!isHttp(url.reveal())) {
      s.problem("url", "expected http://... or https://... with a host");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (s.has("headers")) {
      s.map("headers").forEach((k, v) -> headers.put(k, String.valueOf(v)));
    }
    Optional<Secret> key = s.has("secret") ? Optional.of(s.secret("secret")) : Optional.empty();
    return post -> new HttpOutput(name, filter, url, headers, body, key, link, post);
  }

  private static boolean isHttp(String url) {
    try {
      URI u = URI.create(url);
      return ("http".equals(u.getScheme()) || "https".equals(u.getScheme())) && u.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static AlarmOutput mail(Settings s, String name, Filter filter, String link) {
    String tls = s.choice("tls", "required", List.of("required", "direct", "none"));
    int usual =
        switch (tls) {
          case "direct" -> 465;
          case "required" -> 587;
          default -> 25;
        };
    return new MailOutput(
        name,
        filter,
        s.text("host"),
        (int) s.integer("port", usual, 1, 65_535),
        s.text("user", ""),
        s.has("password") ? s.secret("password") : new Secret(""),
        tls,
        s.text("from"),
        s.texts("to"),
        link);
  }

  private static AlarmOutput mqtt(Settings s, String name, Filter filter, String link) {
    String url = s.text("url", "tcp://localhost:1883");
    if (!url.matches("(tcp|ssl|ws|wss)://[^/@\\s]+")) {
      s.problem("url", "expected tcp://HOST:1883 or ssl://HOST:8883, without user and password");
    }
    return new MqttOutput(
        name,
        filter,
        url,
        s.text("topic", "foretide/alarms"),
        s.text("user", ""),
        s.has("password") ? s.secret("password") : new Secret(""),
        link);
  }
}
