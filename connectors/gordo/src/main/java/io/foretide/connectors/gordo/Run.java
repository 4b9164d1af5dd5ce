package io.foretide.connectors.gordo;

import io.foretide.core.connect.OutputName;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code run: {gordo: {...}}}: what is needed to build a frame and to ask for its predictions.
 *
 * @param project of the machine
 * @param machine its name
 * @param revision that runs
 * @param tags columns of X, in order
 * @param targets columns of y, in order
 * @param filters expressions that all must hold for a row
 * @param filterBuffer rows beside a refused one that are refused too
 * @param threshold rows at or below which there is not enough data
 * @param offset rows by which an answer is shorter than its question
 * @param window rows that the server smooths anomalies over, itself included; 0 for none
 * @param fill how gaps are filled
 * @param detector whether anomalies are asked for
 * @param tagLimits whether they come with confidences of the tags
 * @param totalLimit whether they come with one of the total
 * @param trainFrom start of the training data, as written
 * @param trainTo end of the training data, as written
 */
record Run(
    String project,
    String machine,
    String revision,
    List<String> tags,
    List<String> targets,
    List<String> filters,
    int filterBuffer,
    int threshold,
    int offset,
    int window,
    Fill fill,
    boolean detector,
    boolean tagLimits,
    boolean totalLimit,
    String trainFrom,
    String trainTo) {
  /** Buckets before an interval, beside the offset, that Gordo's client always reads. */
  static final int LEAD = 5;

  static final String KIND = "gordo";

  Run {
    tags = List.copyOf(tags);
    targets = List.copyOf(targets);
    filters = List.copyOf(filters);
  }

  static Run of(Machine m) {
    return new Run(
        m.project(),
        m.name(),
        m.revision(),
        m.tags(),
        m.targets(),
        m.filters(),
        m.filterBuffer(),
        m.threshold(),
        m.offset(),
        m.window(),
        m.fill(),
        m.detector(),
        m.tagLimits(),
        m.totalLimit(),
        m.trainFrom(),
        m.trainTo());
  }

  /**
   * Reads it back from a definition.
   *
   * @throws ProviderException.Rejected if it is not whole
   */
  static Run of(ModelDefinition d) throws ProviderException.Rejected {
    Settings s = Settings.of("run.gordo", d.run().settings());
    Settings fill = s.section("fill");
    Run out =
        new Run(
            s.text("project"),
            s.text("machine"),
            s.text("revision"),
            s.texts("tags"),
            s.texts("targets"),
            s.texts("filters"),
            (int) s.integer("filter_buffer", 0, 0, 1_000_000_000),
            (int) s.integer("threshold", 0, 0, 1_000_000_000),
            (int) s.integer("offset", 0, 0, 1_000_000),
            (int) s.integer("window", 0, 0, 1_000_000),
            new Fill(
                fill.flag("linear", false),
                fill.has("limit") ? fill.duration("limit", 0, 1, Long.MAX_VALUE) : Long.MAX_VALUE,
                fill.flag("old", false)),
            s.flag("detector", true),
            s.flag("tag_limits", true),
            s.flag("total_limit", true),
            s.text("train_from", ""),
            s.text("train_to", ""));
    s.map("config");
    if (out.tags.isEmpty()) {
      s.problem("tags", "is missing: expected the input tags of the machine");
    }
    try {
      s.finish();
    } catch (SettingsException e) {
      throw new ProviderException.Rejected("model '" + d.name() + "': " + e.getMessage(), e);
    }
    return out.targets.isEmpty() ? out.withTargets(out.tags) : out;
  }

  private Run withTargets(List<String> others) {
    return new Run(
        project,
        machine,
        revision,
        tags,
        others,
        filters,
        filterBuffer,
        threshold,
        offset,
        window,
        fill,
        detector,
        tagLimits,
        totalLimit,
        trainFrom,
        trainTo);
  }

  /** As settings of a definition, so that {@link #of(ModelDefinition)} reads the same. */
  Map<String, Object> settings() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("project", project);
    out.put("machine", machine);
    out.put("revision", revision);
    out.put("tags", tags);
    out.put("targets", targets);
    out.put("filters", filters);
    out.put("filter_buffer", (long) filterBuffer);
    out.put("threshold", (long) threshold);
    out.put("offset", (long) offset);
    if (window > 0) {
      out.put("window", (long) window);
    }
    Map<String, Object> gaps = new LinkedHashMap<>();
    gaps.put("linear", fill.linear());
    if (fill.limit() < Long.MAX_VALUE) {
      gaps.put("limit", Durations.format(fill.limit()));
    }
    gaps.put("old", fill.old());
    out.put("fill", gaps);
    out.put("detector", detector);
    out.put("tag_limits", tagLimits);
    out.put("total_limit", totalLimit);
    out.put("train_from", trainFrom);
    out.put("train_to", trainTo);
    return out;
  }

  /** The series that are read: the tags, then the other targets, then what only filters name. */
  List<String> reads() {
    List<String> out = new ArrayList<>(tags);
    targets.stream().filter(t -> !out.contains(t)).forEach(out::add);
    RowFilter.names(filters).stream().filter(t -> !out.contains(t)).forEach(out::add);
    return out;
  }

  /**
   * Buckets before an interval that are read.
   *
   * @param latigos whether those that Latigo reads, too few for a window of smoothing
   */
  int lead(boolean latigos) {
    return offset + (latigos ? LEAD : Math.max(LEAD, window - 1));
  }

  /** Rows before a row that its answer depends on. */
  int looksBack() {
    return offset + Math.max(0, window - 1);
  }

  /** The columns that are stored. */
  List<String> outputs(boolean resampled) {
    List<String> out = new ArrayList<>();
    each(out, "model-output", targets);
    if (detector) {
      each(out, "tag-anomaly-scaled", targets);
      out.add("total-anomaly-scaled");
      each(out, "tag-anomaly-unscaled", targets);
      out.add("total-anomaly-unscaled");
      if (window > 0) {
        each(out, "smooth-tag-anomaly-scaled", targets);
        out.add("smooth-total-anomaly-scaled");
        each(out, "smooth-tag-anomaly-unscaled", targets);
        out.add("smooth-total-anomaly-unscaled");
      }
      if (tagLimits) {
        each(out, "anomaly-confidence", targets);
      }
      if (totalLimit) {
        out.add("total-anomaly-confidence");
      }
    }
    if (resampled) {
      each(out, "resampled", tags);
    }
    return out;
  }

  private static void each(List<String> out, String operation, List<String> series) {
    series.forEach(t -> out.add(new OutputName(operation, t).toString()));
  }

  /** Whether another revision of the machine can stand in without anybody noticing. */
  boolean alike(Run other) {
    return tags.equals(other.tags)
        && targets.equals(other.targets)
        && filters.equals(other.filters)
        && offset == other.offset
        && window == other.window;
  }

  Run at(String otherRevision) {
    return new Run(
        project,
        machine,
        otherRevision,
        tags,
        targets,
        filters,
        filterBuffer,
        threshold,
        offset,
        window,
        fill,
        detector,
        tagLimits,
        totalLimit,
        trainFrom,
        trainTo);
  }
}
