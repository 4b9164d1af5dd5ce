package io.foretide.app.config;

import io.foretide.core.process.Role;
import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The {@code roles} key: what this process does of what a system does; all by default. */
final class RolesConfig {
  private RolesConfig() {}

  static Set<Role> read(Settings root, ProviderSections providers, StoreConfig store) {
    if (providers.queueOfRows() && store.postgres().isEmpty()) {
      root.section("task_queue")
          .problem(
              "type",
              "'postgres' keeps tasks in the store, which is a file: set store.type: postgresql"
                  + " and store.url, or leave type out");
    }
    Set<Role> all = EnumSet.allOf(Role.class);
    Set<Role> roles = EnumSet.noneOf(Role.class);
    List<String> words = Arrays.stream(Role.values()).map(Role::word).toList();
    for (String word : words(root)) {
      if (word.equals("all")) {
        roles.addAll(all);
      } else if (words.contains(word)) {
        roles.add(Role.values()[words.indexOf(word)]);
      } else {
        root.problem(
            "roles",
            "'"
                + word
                + "' is no role: expected a list of "
                + String.join(", ", words)
                + ", or all"
                + Nearest.hint(word, words));
      }
    }
    if (roles.isEmpty() || roles.equals(all)) {
      return all;
    }
    if (store.postgres().isEmpty()) {
      root.problem(
          "roles",
          "are shared out between processes, which need one store for all: set store.type:"
              + " postgresql and store.url, or leave roles out");
    }
    boolean memory = providers.queue().getFirst().opening().isEmpty() && !providers.queueOfRows();
    if (memory && roles.contains(Role.SCHEDULER) != roles.contains(Role.EXECUTOR)) {
      root.problem(
          "roles",
          "put planning and running into different processes, which need one queue for all: set"
              + " task_queue.type: kafka or postgres");
    }
    return roles;
  }

  private static List<String> words(Settings root) {
    List<String> out = new ArrayList<>();
    for (String text : root.texts("roles")) {
      for (String word : text.split(",")) {
        if (!word.isBlank()) {
          out.add(word.strip());
        }
      }
    }
    return out;
  }
}
