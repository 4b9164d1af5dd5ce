package io.foretide.connectors.gordo;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.time.Durations;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine of a revision, as its metadata describe it.
 *
 * @param project it is in
 * @param name its name
 * @param revision it was built in
 * @param tags its inputs, in order
 * @param targets what it is compared with; the inputs if it names none
 * @param resolution as written, such as {@code 10T}; empty for none
 * @param aggregation as written; several joined by commas
 * @param filters expressions that all must hold for a row; empty for none
 * @param filterBuffer rows beside a refused one that are refused too
 * @param threshold rows at or below which there is not enough data
 * @param offset rows by which an answer is shorter than its question
 * @param window rows that its server smooths anomalies over, itself included; 0 for none
 * @param fill how gaps are filled
 * @param detector whether it detects anomalies: its model says so, or has limits for them
 * @param tagLimits whether it has limits for the tags
 * @param totalLimit whether it has one for the total
 * @param trainFrom start of its training data, as written
 * @param trainTo end of its training data, as written
 * @param serverVersion that answered
 */
record Machine(
    String project,
    String name,
    String revision,
    List<String> tags,
    List<String> targets,
    String resolution,
    String aggregation,
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
    String trainTo,
    String serverVersion) {
  Machine {
    tags = List.copyOf(tags);
    targets = List.copyOf(targets);
    filters = List.copyOf(filters);
  }

  /** Reads the answer to {@code metadata}. */
  static Machine of(String project, String name, String revision, JsonNode answer) {
    JsonNode machine = answer.path("metadata");
    JsonNode dataset = machine.path("dataset");
    JsonNode model = machine.path("metadata").path("build_metadata").path("model");
    JsonNode meta = model.path("model_meta");
    String version = answer.path("gordo-server-version").asText("");
    List<String> tags = tags(either(dataset, "tag_list", "tags"));
    List<String> targets = tags(dataset.path("target_tag_list"));
    Fill fill = Fill.of(version, dataset);
    boolean tagLimits = present(meta.path("feature-thresholds"));
    boolean totalLimit = present(meta.path("aggregate-threshold"));
    return new Machine(
        project,
        name,
        revision,
        tags,
        targets.isEmpty() ? tags : targets,
        text(dataset.path("resolution")),
        String.join(",", texts(dataset.path("aggregation_methods"))),
        texts(dataset.path("row_filter")),
        // From version 1 on, Gordo's own client leaves the buffer to training.
        fill.old() ? dataset.path("row_filter_buffer_size").asInt(0) : 0,
        dataset.path("n_samples_threshold").asInt(0),
        model.path("model_offset").asInt(0),
        // Later versions smooth too, but leave those columns out of their answers.
        version.startsWith("0.") ? meta.path("window").asInt(0) : 0,
        fill,
        machine.path("model").toString().contains("AnomalyDetector") || tagLimits || totalLimit,
        tagLimits,
        totalLimit,
        text(either(dataset, "train_start_date", "from_ts")),
        text(either(dataset, "train_end_date", "to_ts")),
        version);
  }

  /** The machine that a model was made of. */
  static Machine of(Run run, ModelDefinition d) {
    return new Machine(
        run.project(),
        run.machine(),
        run.revision(),
        run.tags(),
        run.targets(),
        Durations.format(d.resolution()),
        d.aggregation().text(),
        run.filters(),
        run.filterBuffer(),
        run.threshold(),
        run.offset(),
        run.window(),
        run.fill(),
        run.detector(),
        run.tagLimits(),
        run.totalLimit(),
        run.trainFrom(),
        run.trainTo(),
        d.attributes().getOrDefault(Definitions.VERSION, ""));
  }

  /** A value, or that of the key's other name. */
  private static JsonNode either(JsonNode dataset, String key, String other) {
    return dataset.has(key) ? dataset.path(key) : dataset.path(other);
  }

  private static boolean present(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  private static String text(JsonNode node) {
    return node.isTextual() || node.isNumber() ? node.asText() : "";
  }

  /** A text or a list of texts; empty ones are left out. */
  private static List<String> texts(JsonNode node) {
    List<String> out = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(n -> out.addAll(texts(n)));
    } else if (!text(node).isBlank()) {
      out.add(text(node));
    }
    return out;
  }

  /** Tags are texts, pairs of name and asset, or objects with a name. */
  private static List<String> tags(JsonNode list) {
    List<String> out = new ArrayList<>();
    for (JsonNode tag : list) {
      String name =
          tag.isArray() ? text(tag.path(0)) : tag.isObject() ? text(tag.path("name")) : text(tag);
      if (!name.isEmpty() && !out.contains(name)) {
        out.add(name);
      }
    }
    return out;
  }
}
