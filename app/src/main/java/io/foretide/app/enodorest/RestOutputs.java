package io.foretide.app.enodorest;

import io.foretide.connectors.notify.OutputSettings;
import io.foretide.connectors.notify.PlannedOutput;
import io.foretide.connectors.notify.Post;
import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmOutput;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Settings;
import io.foretide.hub.enodo.EventOutputs;
import io.foretide.hub.enodo.data.ConfigReader;
import io.foretide.hub.enodo.data.EventOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outputs that clients made over Enodo's REST, as outputs of alarms: delivered, repeated and
 * logged as all others. Thread-safe.
 */
public final class RestOutputs implements EventOutputs {
  private static final Logger LOG = LoggerFactory.getLogger(RestOutputs.class);
  private volatile List<PlannedOutput> outputs = List.of();

  @Override
  public void check(EventOutput output) throws ConfigReader.Invalid {
    var unused = output(output);
  }

  @Override
  public void use(List<EventOutput> all, Predicate<String> isRule) {
    List<PlannedOutput> out = new ArrayList<>();
    for (EventOutput o : all) {
      try {
        PlannedOutput made = output(o);
        out.add(post -> new Chosen(made.open(post), o.types(), isRule));
      } catch (ConfigReader.Invalid e) {
        LOG.warn("output {} tells nobody: {}", o.rid(), e.text());
      }
    }
    outputs = List.copyOf(out);
  }

  /** The outputs as they are now; those by HTTP send over {@code post}. */
  public List<AlarmOutput> open(Post post) {
    return outputs.stream().map(o -> o.open(post)).toList();
  }

  private static PlannedOutput output(EventOutput o) throws ConfigReader.Invalid {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", "enodo-" + o.rid());
    map.put("type", "webhook");
    map.put("url", o.url());
    Map<String, String> headers = o.headers();
    if (headers != null) {
      map.put("headers", headers);
    }
    if (!o.payload().isEmpty()) {
      map.put("payload", withSeverity(o.payload(), o.severity()));
    }
    Settings settings = Settings.of("data", map);
    List<PlannedOutput> made = OutputSettings.read(List.of(settings), List.of(), "");
    try {
      settings.finish();
    } catch (IllegalArgumentException e) {
      throw new ConfigReader.Invalid(String.valueOf(e.getMessage()));
    }
    return made.getFirst();
  }

  /** In these templates {@code severity} is the output's own. */
  private static String withSeverity(String payload, String severity) {
    return payload
        .replaceAll(
            "\\{\\{\\s*severity\\s*\\|\\s*jsonify\\s*}}",
            Matcher.quoteReplacement("\"" + severity + "\""))
        .replaceAll("\\{\\{\\s*severity\\s*}}", Matcher.quoteReplacement(severity));
  }

  private record Chosen(AlarmOutput inner, List<String> types, Predicate<String> isRule)
      implements AlarmOutput {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public boolean takes(Alarm alarm) {
      String type = isRule.test(alarm.model()) ? EventOutput.RULE : EventOutput.ANOMALY;
      return types.contains(type) && inner.takes(alarm);
    }

    @Override
    public String send(Alarm alarm, Delivery delivery) throws ProviderException {
      return inner.send(alarm, delivery);
    }
  }
}
