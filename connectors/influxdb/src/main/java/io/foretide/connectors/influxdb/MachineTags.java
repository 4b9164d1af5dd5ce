package io.foretide.connectors.influxdb;

import io.foretide.core.model.Revision;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who predicted a point, as tags. Where the model runs a machine of a project, as those of Gordo
 * do, {@code machine} is that machine's name, as Gordo's own forwarder writes it, and {@code
 * project} tells apart machines of the same name; otherwise {@code machine} is the model's name.
 */
final class MachineTags {
  private static final String MACHINE = "machine";
  private static final String PROJECT = "project";

  /** Inputs as they were sent, the same for all machines that read a sensor. */
  private static final String RESAMPLED = "resampled";

  private MachineTags() {}

  static Map<String, String> of(Revision revision) {
    Map<String, Object> run = revision.definition().run().settings();
    Map<String, String> out = new TreeMap<>();
    if (run.get(MACHINE) instanceof String machine && run.get(PROJECT) instanceof String project) {
      out.put(MACHINE, machine);
      out.put(PROJECT, project);
    } else {
      out.put(MACHINE, revision.definition().name());
    }
    return out;
  }

  /** Those of a measurement, with further ones. */
  static Map<String, String> of(Revision revision, String measurement, Map<String, String> more) {
    Map<String, String> out = new TreeMap<>();
    Map<String, String> own = of(revision);
    if (!(measurement.equals(RESAMPLED) && own.containsKey(PROJECT))) {
      out.putAll(more);
      out.putAll(own);
    }
    return out;
  }

  /** The condition that finds them; points of Gordo's own forwarder have no project. */
  static String condition(Revision revision) {
    Map<String, String> own = of(revision);
    String machine = "\"machine\" = " + Influxql.text(String.valueOf(own.get(MACHINE)));
    String project = own.get(PROJECT);
    return project == null
        ? machine
        : machine + " AND (\"project\" = " + Influxql.text(project) + " OR \"project\" = '')";
  }
}
