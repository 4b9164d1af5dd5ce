package io.foretide.app.connect;

import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the sections that name providers.
 *
 * @param connectors those of outside systems
 */
public record SectionReader(Connectors connectors) {
  /** The name of a section's only provider. */
  public static final String DEFAULT = "default";

  /**
   * Reads a section that holds one provider or a map of named ones (every value is a map). An
   * absent section is one provider of the first built-in type.
   *
   * @param builtIn types that need no connector, the default first
   * @param offer what a connector must be here
   * @param read how an offer reads its settings
   */
  public <T, O extends Offer> List<Configured<T>> read(
      Settings section,
      List<String> builtIn,
      Class<O> offer,
      Function<O, Function<Settings, Opening<T>>> read) {
    if (!named(section)) {
      return List.of(one(DEFAULT, section, builtIn, offer, read));
    }
    List<Configured<T>> out = new ArrayList<>();
    for (String name : section.keys()) {
      out.add(one(name, section.section(name), builtIn, offer, read));
    }
    return out;
  }

  private static boolean named(Settings section) {
    return !section.keys().isEmpty() && section.keys().stream().allMatch(section::holdsMap);
  }

  private <T, O extends Offer> Configured<T> one(
      String name,
      Settings s,
      List<String> builtIn,
      Class<O> offer,
      Function<O, Function<Settings, Opening<T>>> read) {
    String type = s.text("type", builtIn.getFirst());
    if (builtIn.contains(type)) {
      return new Configured<>(name, type, s, Optional.empty());
    }
    Optional<O> found = connectors.offer(type, offer);
    if (found.isPresent()) {
      return new Configured<>(name, type, s, Optional.of(read.apply(found.get()).apply(s)));
    }
    List<String> types = new ArrayList<>(builtIn);
    types.addAll(connectors.types(offer));
    s.problem(
        "type",
        "'"
            + type
            + "' is not available here: available "
            + (types.size() == 1 ? "is " : "are ")
            + String.join(", ", types)
            + Nearest.hint(type, types));
    s.keys().forEach(s::any);
    return new Configured<>(name, type, s, Optional.empty());
  }
}
