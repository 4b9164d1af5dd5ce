package io.foretide.app.config;

import io.foretide.core.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code listener} section: where points come from besides HTTP.
 *
 * @param folders watched folders
 * @param tables pulled tables
 */
public record ListenerConfig(List<FolderConfig> folders, List<TableConfig> tables) {
  public ListenerConfig {
    folders = List.copyOf(folders);
    tables = List.copyOf(tables);
  }

  static ListenerConfig read(Settings s, Path base) {
    return new ListenerConfig(
        s.sections("folders").stream().map(f -> FolderConfig.read(f, base)).toList(),
        s.sections("tables").stream().map(TableConfig::read).toList());
  }
}
