package io.foretide.models.feature;

import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.models.settings.RunSettings;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads features as a model file writes them. */
public final class FeatureReader {
  private static final int MOST = 10_000;
  private static final List<String> WORDS =
      Stream.concat(
              Stream.of("series", "lag", "calendar", "constant", "ahead"),
              Arrays.stream(Statistic.values()).map(Statistic::word))
          .toList();

  private final RunSettings read;
  private final ZoneId zone;

  /**
   * @param read settings of a model; their {@code time_zone} is read at once
   */
  public FeatureReader(RunSettings read) {
    this.read = read;
    this.zone = zone(read);
  }

  private static ZoneId zone(RunSettings read) {
    String text = read.run().text("time_zone", "UTC");
    try {
      return ZoneId.of(text).normalized();
    } catch (DateTimeException e) {
      read.run()
          .problem("time_zone", "'" + text + "' is not known: expected one such as Europe/Oslo");
      return ZoneOffset.UTC;
    }
  }

  /** The features of a list; a plain text is a series or a part of the calendar. */
  public List<Feature> list(String path, List<?> entries) {
    List<Feature> out = new ArrayList<>();
    for (Object entry : entries) {
      String at = path + "[" + out.size() + "]";
      switch (entry) {
        case String text -> out.add(plain(at, text));
        case Number n -> out.add(new Feature.Constant("constant " + n, n.doubleValue()));
        case Map<?, ?> m -> map(Settings.of(at, Settings.plain(m), read.run().reading()), out);
        default -> problem(at, "'" + entry + "' is no feature: expected a series or a map");
      }
      if (out.size() > MOST) {
        problem(path, "has more than " + MOST + " features: expected fewer");
        return out;
      }
    }
    if (out.isEmpty()) {
      problem(path, "has no features: expected a list such as [" + series().getFirst() + ", hour]");
    }
    return out;
  }

  private Feature plain(String path, String text) {
    int series = series().indexOf(text);
    if (series >= 0) {
      return new Feature.Lag(text, series, 0);
    }
    Feature calendar = calendar(text);
    if (calendar != null) {
      return calendar;
    }
    List<String> known = Stream.concat(series().stream(), parts()).toList();
    problem(
        path,
        "'"
            + text
            + "' is neither one of the model's inputs nor a part of the calendar: expected one of "
            + String.join(", ", known)
            + Nearest.hint(text, known));
    return new Feature.Constant(text, 0);
  }

  private void map(Settings s, List<Feature> out) {
    List<String> kinds = s.keys().stream().filter(WORDS::contains).toList();
    if (kinds.size() != 1) {
      s.keys().forEach(s::any);
      String first = s.keys().stream().findFirst().orElse("");
      problem(
          s.path(),
          "says "
              + (kinds.isEmpty() ? "no feature" : "two features at once, " + kinds)
              + ": expected one of "
              + String.join(", ", WORDS)
              + Nearest.hint(first, WORDS));
      return;
    }
    String kind = kinds.getFirst();
    switch (kind) {
      case "series" -> out.add(new Feature.Lag(s.text(kind), input(s, kind), 0));
      case "lag" -> {
        int series = input(s, kind);
        List<String> by = s.texts("by");
        if (by.isEmpty()) {
          s.problem("by", "is missing: expected durations such as by: [10m, 1h]");
        }
        for (String text : by) {
          int steps = steps(s, "by", text, 0);
          out.add(new Feature.Lag("lag " + text + " of " + s.text(kind), series, steps));
        }
      }
      case "calendar" -> {
        for (String part : s.texts(kind)) {
          Feature calendar = calendar(part);
          if (calendar == null) {
            List<String> known = parts().toList();
            s.problem(
                kind,
                "'"
                    + part
                    + "' is not known: expected one of "
                    + String.join(", ", known)
                    + Nearest.hint(part, known));
          } else {
            out.add(calendar);
          }
        }
      }
      case "constant" ->
          out.add(
              new Feature.Constant(
                  "constant", s.number(kind, 0, -Double.MAX_VALUE, Double.MAX_VALUE)));
      case "ahead" -> {
        s.flag(kind, true);
        out.add(new Feature.Ahead("ahead"));
      }
      default -> rolling(s, Statistic.valueOf(kind.toUpperCase(Locale.ROOT)), out);
    }
    s.rejectUnknown();
  }

  private void rolling(Settings s, Statistic statistic, List<Feature> out) {
    String kind = statistic.word();
    int series = input(s, kind);
    int ago = steps(s, "before", s.text("before", "0s"), 0);
    List<String> over = s.texts("over");
    if (over.isEmpty()) {
      s.problem("over", "is missing: expected durations such as over: [1h, 1d]");
    }
    for (String text : over) {
      String name = kind + " over " + text + " of " + s.text(kind);
      out.add(new Feature.Rolling(name, series, statistic, steps(s, "over", text, 1), ago));
    }
  }

  private int input(Settings s, String key) {
    String name = s.text(key);
    int at = series().indexOf(name);
    if (at < 0) {
      s.problem(
          key,
          "'"
              + name
              + "' is none of the model's inputs: expected one of "
              + String.join(", ", series())
              + Nearest.hint(name, series()));
      return 0;
    }
    return at;
  }

  private int steps(Settings s, String key, String text, int least) {
    long step = read.shape().step();
    try {
      long nanos = "0".equals(text) ? 0 : Durations.parse(text);
      if (nanos >= 0 && nanos % step == 0 && nanos / step <= RunSettings.MOST_STEPS) {
        if (nanos / step >= least) {
          return (int) (nanos / step);
        }
      }
      s.problem(
          key,
          "'"
              + text
              + "' is not usable: expected a whole multiple of the resolution "
              + Durations.format(step)
              + ", from "
              + least
              + " to "
              + RunSettings.MOST_STEPS
              + " steps");
    } catch (IllegalArgumentException e) {
      s.problem(key, String.valueOf(e.getMessage()));
    }
    return least;
  }

  private @Nullable Feature calendar(String text) {
    for (CalendarPart part : CalendarPart.values()) {
      if (text.equals(part.word())) {
        return new Feature.Calendar(text, part, Feature.Turn.NONE, zone);
      }
      if (part.cyclic() && text.equals(part.word() + "_sin")) {
        return new Feature.Calendar(text, part, Feature.Turn.SIN, zone);
      }
      if (part.cyclic() && text.equals(part.word() + "_cos")) {
        return new Feature.Calendar(text, part, Feature.Turn.COS, zone);
      }
    }
    return null;
  }

  private static Stream<String> parts() {
    return Arrays.stream(CalendarPart.values())
        .flatMap(p ->
            p.cyclic()
                ? Stream.of(p.word(), p.word() + "_sin", p.word() + "_cos")
                : Stream.of(p.word()));
  }

  private List<String> series() {
    return read.definition().inputs();
  }

  private void problem(String path, String message) {
    read.run().reading().problem(path, message);
  }
}
