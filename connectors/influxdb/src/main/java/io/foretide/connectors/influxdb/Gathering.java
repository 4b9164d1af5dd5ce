package io.foretide.connectors.influxdb;

import io.foretide.core.frame.PointColumn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the rows of an answer into one column per series. */
final class Gathering implements Rows {
  private final Map<String, PointColumn> columns;
  private final String tag;
  private @Nullable PointColumn open;

  Gathering(Map<String, PointColumn> columns, String tag) {
    this.columns = columns;
    this.tag = tag;
  }

  @Override
  public void series(String name, Map<String, String> tags, List<String> header) {
    open = columns.get(tags.getOrDefault(tag, ""));
  }

  @Override
  public void number(long time, int column, double value) {
    if (open != null && Double.isFinite(value)) {
      open.add(time, value);
    }
  }
}
