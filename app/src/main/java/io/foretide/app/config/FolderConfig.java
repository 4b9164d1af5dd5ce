package io.foretide.app.config;

import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.ingest.csv.CsvOptions;
import java.nio.file.Path;

/**
 * One of {@code listener.folders}: a folder whose CSV files are taken in.
 *
 * @param path of the folder
 * @param every pause between two looks, nanoseconds
 * @param csv how files are read
 */
public record FolderConfig(Path path, long every, CsvOptions csv) {
  static FolderConfig read(Settings s, Path base) {
    return new FolderConfig(
        base.resolve(s.text("path")).normalize(),
        s.duration("every", 5 * Instants.SECOND, Instants.SECOND / 10, Instants.DAY),
        CsvSettings.read(s));
  }
}
