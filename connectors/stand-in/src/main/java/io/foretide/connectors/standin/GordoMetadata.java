package io.foretide.connectors.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The metadata of a machine, with the keys that clients need. */
final class GordoMetadata {
  private GordoMetadata() {}

  static ObjectNode of(String project, GordoMachine m, String version, String revision) {
    ObjectNode out = Reply.JSON.createObjectNode();
    out.put("gordo-server-version", version).put("revision", revision);
    ObjectNode machine = out.putObject("metadata");
    machine.put("name", m.name()).put("project_name", project);
    ObjectNode model = machine.putObject("model");
    if (m.detector()) {
      model
          .putObject("gordo.machine.model.anomaly.diff.DiffBasedAnomalyDetector")
          .putNull("window");
    } else {
      model.putObject("sklearn.pipeline.Pipeline");
    }
    ObjectNode dataset = machine.putObject("dataset");
    dataset.put("type", "TimeSeriesDataset");
    tags(dataset.putArray("tag_list"), m.tags());
    tags(dataset.putArray("target_tag_list"), m.targets());
    dataset.put("resolution", m.resolution());
    dataset.put("aggregation_methods", "mean");
    dataset.put("row_filter", m.rowFilter()).put("row_filter_buffer_size", 0);
    dataset.put("n_samples_threshold", 0);
    dataset.put("train_start_date", "2020-02-01T00:00:00+00:00");
    dataset.put("train_end_date", "2020-04-01T00:00:00+00:00");
    ObjectNode built = machine.putObject("metadata").putObject("build_metadata");
    ObjectNode builtModel = built.putObject("model");
    builtModel.put("model_offset", m.offset());
    if (m.detector()) {
      ObjectNode meta = builtModel.putObject("model_meta");
      m.targets().forEach(t -> meta.withArray("feature-thresholds").add(1.0));
      meta.put("aggregate-threshold", 1.0);
    }
    return out;
  }

  private static void tags(ArrayNode out, List<String> tags) {
    for (String tag : tags) {
      out.addObject().put("name", tag).put("asset", "1755-gra");
    }
  }
}
