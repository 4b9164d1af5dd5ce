package io.foretide.connectors.gordo;

import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.core.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A section that names Gordo; {@code model_info} and {@code predictor} have the same keys.
 *
 * @param address of the gateway
 * @param http limits
 * @param auth access
 * @param projects that are listed; empty to ask {@code models_metadata_info}
 * @param targets machines that are listed, {@code machine} or {@code project/machine}; empty for
 *     all
 * @param ignoreUnhealthy whether a machine without metadata is left out; otherwise it stays as it
 *     was last known, and an event tells it
 * @param metadata facts that every model carries
 * @param start of models, see a model file's {@code start}; empty for the first due interval
 * @param batchSize rows of one request
 * @param parallelism requests at a time
 * @param forwardResampled whether the inputs as they were sent are stored too
 * @param parquet whether frames are sent and answered as Parquet files, otherwise as JSON
 * @param storeOverlap whether rows before the interval are stored too, as Latigo did
 * @param debugData whether each frame is logged
 * @param debugForward whether each answer is logged
 * @param registration how machines are made there
 */
record GordoSettings(
    GordoAddress address,
    HttpSettings http,
    AuthSettings auth,
    List<String> projects,
    List<String> targets,
    boolean ignoreUnhealthy,
    Map<String, String> metadata,
    String start,
    int batchSize,
    int parallelism,
    boolean forwardResampled,
    boolean parquet,
    boolean storeOverlap,
    boolean debugData,
    boolean debugForward,
    Registration registration) {
  GordoSettings {
    projects = List.copyOf(projects);
    targets = List.copyOf(targets);
    metadata = Map.copyOf(metadata);
  }

  static GordoSettings read(Settings s) {
    Settings more = s.section("metadata");
    Map<String, String> metadata = new LinkedHashMap<>();
    more.keys().forEach(k -> metadata.put(k, more.text(k, "")));
    return new GordoSettings(
        GordoAddress.read(s),
        HttpSettings.read(s),
        AuthSettings.read(s),
        commas(s.texts("projects")),
        commas(s.texts("target")),
        s.flag("ignore_unhealthy_targets", false),
        metadata,
        s.text("start", ""),
        (int) s.integer("batch_size", 1000, 1, 10_000_000),
        (int) s.integer("parallelism", 10, 1, 256),
        s.flag("forward_resampled_sensors", false),
        s.flag("use_parquet", false),
        s.choice("compatibility", "none", List.of("none", "latigo")).equals("latigo"),
        debug(s.section("data_provider"), "see n_retries of sensor_data"),
        debug(s.section("prediction_forwarder"), "see n_retries of prediction_storage"),
        Registration.read(s.section("register")));
  }

  /** A list may be one text with commas, as in Latigo's older files. */
  private static List<String> commas(List<String> texts) {
    return texts.stream()
        .flatMap(t -> List.of(t.split(",")).stream())
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .toList();
  }

  private static boolean debug(Settings s, String instead) {
    s.obsolete("n_retries", instead);
    return s.flag("debug", false);
  }

  /** Whether a machine is listed. */
  boolean wants(String project, String machine) {
    return targets.isEmpty()
        || targets.contains(machine)
        || targets.contains(project + "/" + machine);
  }
}
