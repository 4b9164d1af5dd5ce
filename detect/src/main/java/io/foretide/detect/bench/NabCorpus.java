package io.foretide.detect.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the files and windows of the Numenta Anomaly Benchmark from a folder. */
public final class NabCorpus {
  private static final Pattern FILE =
      Pattern.compile("\"([^\"]+\\.csv)\"\\s*:\\s*\\[((?:[^\\[\\]]|\\[[^\\]]*\\])*)\\]");
  private static final Pattern WINDOW =
      Pattern.compile("\\[\\s*\"([^\"]{19})[^\"]*\"\\s*,\\s*\"([^\"]{19})[^\"]*\"\\s*\\]");

  private NabCorpus() {}

  /** All files that the labels name and the folder has, in the order of their names. */
  public static List<NabFile> read(Path folder) throws IOException {
    List<NabFile> files = new ArrayList<>();
    Matcher m = FILE.matcher(Files.readString(folder.resolve("labels_windows.json")));
    while (m.find()) {
      Path data = folder.resolve(m.group(1) + ".gz");
      data = Files.exists(data) ? data : folder.resolve(m.group(1));
      if (Files.exists(data)) {
        files.add(file(m.group(1), Table.read(data, ','), m.group(2)));
      }
    }
    files.sort((a, b) -> a.name().compareTo(b.name()));
    return files;
  }

  private static NabFile file(String name, Table table, String labels) {
    List<int[]> windows = new ArrayList<>();
    String[] times = table.texts(0);
    Matcher w = WINDOW.matcher(labels);
    while (w.find()) {
      windows.add(new int[] {row(times, w.group(1)), row(times, w.group(2))});
    }
    return new NabFile(name, table.numbers(1), windows.toArray(new int[0][]));
  }

  private static int row(String[] times, String time) {
    for (int i = 0; i < times.length; i++) {
      if (times[i].startsWith(time)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no row has the time " + time + " of a labelled window");
  }
}
