package io.foretide.app.role;

import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.SettingsException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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
   * @throws SettingsException if one is not known, or they do not go together
   */
  public static Roles of(List<String> words) {
    if (words.isEmpty()) {
      return USUAL;
    }
    List<String> known =
        Arrays.stream(Role.values()).map(r -> r.name().toLowerCase(Locale.ROOT)).toList();
    Set<Role> out = EnumSet.noneOf(Role.class);
    for (String word : words) {
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
    Set<Role> main = EnumSet.copyOf(MAIN);
    main.retainAll(out);
    if (!main.isEmpty() && !main.equals(MAIN)) {
      throw new SettingsException(
          "--roles",
          main.stream()
                  .map(r -> r.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", "))
              + " alone: expected scheduler, executor and hub together in this version");
    }
    return new Roles(out);
  }

  public boolean has(Role role) {
    return all.contains(role);
  }

  /** Whether the process has a store of its own. */
  public boolean keepsData() {
    return all.stream().anyMatch(MAIN::contains);
  }
}
