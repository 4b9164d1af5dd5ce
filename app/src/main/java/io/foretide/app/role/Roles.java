package io.foretide.app.role;

import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.SettingsException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The roles of one process.
 *
 * @param all at least one
 */
public record Roles(Set<Role> all) {
  private static final Set<Role> MAIN = EnumSet.of(Role.SCHEDULER, Role.EXECUTOR, Role.HUB);

  /** Plan, run and serve. */
  public static final Roles USUAL = new Roles(MAIN);

  public Roles {
    all = Set.copyOf(all);
  }

  /**
   * @param words such as {@code listener}; none means the usual ones
   * @throws SettingsException if one is not known
   */
  public static Roles of(List<String> words) {
    if (words.isEmpty()) {
      return USUAL;
    }
    List<String> known =
        Arrays.stream(Role.values()).map(r -> r.name().toLowerCase(Locale.ROOT)).toList();
    Set<Role> out = EnumSet.noneOf(Role.class);
    for (String word : words) {
      if (word.strip().equalsIgnoreCase("all")) {
        out.addAll(MAIN);
        continue;
      }
      String w = word.strip().toLowerCase(Locale.ROOT);
      if (!known.contains(w)) {
        throw new SettingsException(
            "--roles",
            "'"
                + word
                + "' is not known: expected "
                + String.join(", ", known)
                + Nearest.hint(w, known));
      }
      out.add(Role.valueOf(w.toUpperCase(Locale.ROOT)));
    }
    return new Roles(out);
  }

  public boolean has(Role role) {
    return all.contains(role);
  }

  /** Those of a process that has a store, in words. */
  public List<String> main() {
    return all.stream()
        .filter(MAIN::contains)
        .sorted()
        .map(r -> r.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Whether the process has a store. */
  public boolean keepsData() {
    return all.stream().anyMatch(MAIN::contains);
  }
}
