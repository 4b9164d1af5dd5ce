package io.foretide.connectors.notify;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.time.Instants;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a message may say of an alarm, by name. */
final class Facts {
  /** The names; {@code event.*} are those of Enodo's templates. */
  static final Set<String> NAMES =
      Set.of(
          "event.title",
          "event.message",
          "event.event_type",
          "event.series",
          "event.series_name",
          "event.ts",
          "event.value",
          "event.uuid",
          "severity",
          "alarm.id",
          "alarm.what",
          "alarm.rule",
          "alarm.model",
          "alarm.revision",
          "alarm.series",
          "alarm.from",
          "alarm.to",
          "alarm.value",
          "alarm.limit",
          "alarm.peak",
          "alarm.words",
          "alarm.parts",
          "alarm.link",
          "alarm.acknowledged_by",
          "alarm.ending",
          "delivery.id");

  private Facts() {}

  /**
   * The facts of a state change.
   *
   * @param base address of the pages without a slash at its end; empty for no link
   */
  static Map<String, @Nullable Object> of(Alarm a, Delivery d, String base) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    String title = title(a, d);
    out.put("event.title", title);
    out.put("event.message", a.words());
    out.put("event.event_type", "alarm_" + d.what());
    out.put("event.series", Map.of("name", a.series()));
    out.put("event.series_name", a.series());
    out.put("event.ts", Math.floorDiv(a.from(), Instants.SECOND));
    out.put("event.value", finite(a.value()));
    out.put("event.uuid", uuid(a, d));
    out.put("severity", severity(a));
    out.put("alarm.id", a.id());
    out.put("alarm.what", d.what());
    out.put("alarm.rule", a.rule());
    out.put("alarm.model", a.model());
    out.put("alarm.revision", a.revision());
    out.put("alarm.series", a.series());
    out.put("alarm.from", Instants.format(a.from()));
    out.put("alarm.to", a.isOpen() ? null : Instants.format(a.to()));
    out.put("alarm.value", finite(a.value()));
    out.put("alarm.limit", finite(a.limit()));
    out.put("alarm.peak", finite(a.peak()));
    out.put("alarm.words", a.words());
    Map<String, @Nullable Object> parts = new TreeMap<>();
    a.parts().forEach((k, v) -> parts.put(k, finite(v)));
    out.put("alarm.parts", parts);
    out.put("alarm.link", link(a, base));
    out.put("alarm.acknowledged_by", a.acknowledgedBy());
    out.put("alarm.ending", a.ending());
    out.put("delivery.id", d.id());
    return out;
  }

  static String severity(Alarm a) {
    return a.severity().name().toLowerCase(Locale.ROOT);
  }

  static String title(Alarm a, Delivery d) {
    return (switch (d.what()) {
          case "closed" -> "Over: ";
          case "acknowledged" -> "Acknowledged: ";
          default -> "";
        })
        + a.rule()
        + " on "
        + a.model();
  }

  /** What is wrong, and why it ended if that is not plain. */
  static String words(Alarm a) {
    return a.ending().isEmpty() ? a.words() : a.words() + "; over: " + a.ending();
  }

  /**
   * The same for every attempt of one delivery, so that a receiver can tell a repetition. Other
   * installations, and a new database, number from 1 too: their deliveries are others.
   */
  static String uuid(Alarm a, Delivery d) {
    String name =
        "foretide delivery " + d.id() + " " + a.raisedAt() + " " + a.rule() + " " + a.model();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  /** The page of the alarm at its moment: from a while before it, for as long as it lasts. */
  static String link(Alarm a, String base) {
    if (base.isEmpty()) {
      return "";
    }
    long span = a.isOpen() ? 0 : Math.max(0, a.to() - a.from());
    long pad = Math.max(6 * Instants.HOUR, span);
    return base
        + "/ui/alarms?alarm="
        + a.id()
        + "&from="
        + minute(a.from() - pad)
        + "&to="
        + (a.isOpen() ? "now" : minute(a.to() + pad));
  }

  private static String minute(long instant) {
    return Instants.format(Math.floorDiv(instant, Instants.MINUTE) * Instants.MINUTE);
  }

  private static @Nullable Object finite(double v) {
    return Double.isFinite(v) ? (Object) v : null;
  }
}
