package io.foretide.connectors.metadataapi;

import io.foretide.core.connect.OutputName;
import io.foretide.core.connect.ProjectModel;
import io.foretide.core.connect.SeriesNaming;
import io.foretide.core.connect.SeriesNaming.Named;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Training;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is sent about a model, as Latigo sends it. */
final class Body {
  private Body() {}

  /**
   * All but the description.
   *
   * @param naming of the sink that the predictions go to; without one series have no ids
   */
  static Map<String, Object> of(
      Model model, Revision revision, List<String> outputs, Optional<SeriesNaming> naming)
      throws ProviderException {
    ModelDefinition d = revision.definition();
    ProjectModel names = ProjectModel.of(d);
    Map<String, Object> out = new HashMap<>();
    out.put("project_name", names.project());
    out.put("model_name", names.model());
    out.put("revision", setting(d, "revision", Integer.toString(revision.number())));
    out.put("status", "not_defined");
    out.put("labels", null);
    Training training = revision.training();
    Range data = training == null ? new Range(0, 0) : training.data();
    out.put("training_time_from", time(d, "train_from", data, data.from()));
    out.put("training_time_to", time(d, "train_to", data, data.to()));
    out.put("input_tags", inputs(model, revision, naming));
    out.put("output_tags", outputs(model, revision, outputs, naming));
    return out;
  }

  /** For people. */
  static String description(Revision revision, Range instants) {
    ProjectModel names = ProjectModel.of(revision.definition());
    return engine(revision.definition())
        + " model \""
        + names.model()
        + "\" of project \""
        + names.project()
        + "\", prediction from "
        + PythonJson.time(instants.from())
        + " to "
        + PythonJson.time(instants.to());
  }

  private static String engine(ModelDefinition d) {
    return d.run().kind().equals("gordo") ? "Gordo" : "Foretide";
  }

  private static String setting(ModelDefinition d, String key, String otherwise) {
    return d.run().settings().get(key) instanceof String s && !s.isEmpty() ? s : otherwise;
  }

  private static String time(ModelDefinition d, String key, Range data, long instant) {
    String written = setting(d, key, "");
    if (written.isEmpty()) {
      return data.isEmpty() ? "" : PythonJson.time(instant);
    }
    try {
      return PythonJson.time(Instants.parse(written));
    } catch (IllegalArgumentException e) {
      return written;
    }
  }

  private static List<Map<String, Object>> inputs(
      Model model, Revision revision, Optional<SeriesNaming> naming) throws ProviderException {
    ModelDefinition d = revision.definition();
    List<Map<String, Object>> out = new ArrayList<>();
    List<?> tags = d.run().settings().get("tags") instanceof List<?> l ? l : d.inputs();
    for (Object tag : tags) {
      Named named =
          naming.isEmpty()
              ? new Named(tag.toString(), "")
              : naming.get().input(model, revision, tag.toString());
      Map<String, Object> one = new HashMap<>();
      one.put("name", named.name());
      one.put("time_series_id", named.id().isEmpty() ? null : named.id());
      out.add(one);
    }
    return out;
  }

  private static List<Map<String, Object>> outputs(
      Model model, Revision revision, List<String> outputs, Optional<SeriesNaming> naming)
      throws ProviderException {
    List<Map<String, Object>> out = new ArrayList<>();
    for (String output : outputs) {
      OutputName name = OutputName.of(output);
      Named named =
          naming.isEmpty() ? new Named(output, "") : naming.get().output(model, revision, output);
      if (naming.isPresent() && named.id().isEmpty()) {
        continue; // it never had a value, so that there is no such series
      }
      Map<String, Object> one = new HashMap<>();
      one.put("name", named.name());
      one.put("time_series_id", named.id().isEmpty() ? null : named.id());
      one.put("derived_from", name.series());
      one.put("type", name.series().isEmpty() ? "aggregated" : "derived");
      one.put(
          "description",
          engine(revision.definition()) + " " + name.operation() + " - " + name.series());
      out.add(one);
    }
    return out;
  }
}
