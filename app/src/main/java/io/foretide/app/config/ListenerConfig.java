package io.foretide.app.config;

import io.foretide.core.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code listener} section: where points come from besides HTTP.
 *
 * @param base folder that relative paths start from
 * @param folders watched folders, each with its settings
 * @param tables pulled tables, each with its settings
 */
public record ListenerConfig(Path base, List<Settings> folders, List<Settings> tables) {
  static ListenerConfig read(Settings s, Path base) {
    return new ListenerConfig(base, s.sections("folders"), s.sections("tables"));
  }
}
