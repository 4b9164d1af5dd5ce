package io.foretide.ingest.csv;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refused lines: {@value #LINE}, {@value #REASON}, then the line as it was. Once mended, the
 * file can be read in as it is. Made at the first refused line. Not thread-safe.
 */
final class RejectFile implements RejectedLines, AutoCloseable {
  static final String LINE = "rejected_line";
  static final String REASON = "rejected_reason";

  private final Path path;
  private final CsvShape shape;
  private long size;
  private @Nullable OutputStream out;

  /**
   * @param keep how many bytes of an earlier run's file count
   */
  RejectFile(Path path, CsvShape shape, long keep) throws IOException {
    this.path = path;
    this.shape = shape;
    if (keep == 0) {
      Files.deleteIfExists(path);
    } else if (Files.exists(path)) {
      size = Math.min(keep, Files.size(path));
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        file.truncate(size);
      }
    }
  }

  @Override
  public void reject(long line, String reason, byte[] bytes, int from, int to) {
    try {
      OutputStream file = out;
      if (file == null) {
        file = open();
      }
      String head =
          line
              + ""
              + shape.separator()
              + '"'
              + reason.replace("\"", "\"\"")
              + '"'
              + shape.separator();
      put(file, head.getBytes(StandardCharsets.UTF_8));
      file.write(bytes, from, to - from);
      size += to - from;
      put(file, new byte[] {'\n'});
    } catch (IOException e) {
      throw new UncheckedIOException("reject file " + path + " cannot be written", e);
    }
  }

  private OutputStream open() throws IOException {
    if (path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    OutputStream made = new BufferedOutputStream(Channels.newOutputStream(file));
    out = made;
    if (size == 0) {
      List<String> columns = shape.header() ? shape.columns() : List.of();
      StringBuilder head = new StringBuilder(LINE).append(shape.separator()).append(REASON);
      for (String column : columns) {
        head.append(shape.separator()).append('"').append(column.replace("\"", "\"\"")).append('"');
      }
      put(made, head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    return made;
  }

  private void put(OutputStream file, byte[] bytes) throws IOException {
    file.write(bytes);
    size += bytes.length;
  }

  /** Bytes written so far, after handing them to the system. */
  long flushed() throws IOException {
    if (out != null) {
      out.flush();
    }
    return size;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
