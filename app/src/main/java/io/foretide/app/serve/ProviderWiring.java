package io.foretide.app.serve;

import io.foretide.app.config.ProviderSections;
import io.foretide.app.connect.AllSensors;
import io.foretide.app.connect.OpenProviders;
import io.foretide.app.telemetry.Telemetry;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Providers;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.task.TaskQueue;
import io.foretide.store.SqlStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The providers that the configuration names, built in and outside; the first of a section is the
 * default.
 *
 * @param providers what executing works with
 * @param sensors all series, for people to look at
 * @param queue the outside queue; empty for the one in memory
 * @param models who says which models exist, beside the model files
 */
record ProviderWiring(
    Providers providers,
    AllSensors sensors,
    Optional<TaskQueue> queue,
    List<ModelInformationProvider> models) {

  /**
   * @param telemetry times what outside systems take, where that is wanted
   * @param carries whether this process sends or takes tasks
   */
  static ProviderWiring open(
      ProviderSections sections,
      SqlStore store,
      ModelExecutionProvider builtIn,
      OpenProviders open,
      Telemetry telemetry,
      boolean carries)
      throws ProviderException {
    open.cache(sections.cache());
    open.projects(sections.projects());
    Map<String, @Nullable SensorSource> sources = open.sensorData(sections.sensorData());
    Map<String, @Nullable PredictionStorageProvider> sinks =
        open.storages(sections.predictionStorage());
    List<ModelExecutionProvider> executions = new ArrayList<>();
    executions.add(builtIn);
    executions.addAll(open.execution(sections.execution()));
    Providers providers =
        new Providers(
            data(sources, store),
            outside(sinks, telemetry),
            inStore(sinks),
            executions,
            open.metadata(sections.predictionMetadata()).stream().map(telemetry::timed).toList());
    return new ProviderWiring(
        providers,
        sensors(sources, store),
        carries ? open.queue(sections.queue()) : Optional.empty(),
        open.models(sections.models()));
  }

  private static Map<String, SensorDataProvider> data(
      Map<String, @Nullable SensorSource> sources, SqlStore store) {
    Map<String, SensorDataProvider> out = new HashMap<>();
    sources.forEach((name, source) -> {
      SensorDataProvider data = source == null ? store.points() : source.data();
      out.putIfAbsent("", data);
      out.put(name, data);
    });
    return out;
  }

  private static AllSensors sensors(Map<String, @Nullable SensorSource> sources, SqlStore store) {
    List<SensorSource> all = new ArrayList<>();
    all.add(new SensorSource(store.points(), store.points()));
    for (SensorSource source : sources.values()) {
      if (source != null) {
        all.add(source);
      }
    }
    return new AllSensors(all);
  }

  private static Map<String, PredictionStorageProvider> outside(
      Map<String, @Nullable PredictionStorageProvider> sinks, Telemetry telemetry) {
    Map<String, PredictionStorageProvider> out = new HashMap<>();
    boolean first = true;
    for (Map.Entry<String, @Nullable PredictionStorageProvider> e : sinks.entrySet()) {
      if (e.getValue() != null) {
        PredictionStorageProvider sink = telemetry.timed(e.getValue());
        out.put(e.getKey(), sink);
        if (first) {
          out.put("", sink);
        }
      }
      first = false;
    }
    return out;
  }

  private static Set<String> inStore(Map<String, @Nullable PredictionStorageProvider> sinks) {
    Set<String> out = new HashSet<>();
    boolean first = true;
    for (Map.Entry<String, @Nullable PredictionStorageProvider> e : sinks.entrySet()) {
      if (e.getValue() == null) {
        out.add(e.getKey());
        if (first) {
          out.add("");
        }
      }
      first = false;
    }
    return out;
  }
}
