package io.foretide.connectors.apps;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.core.time.Instants;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run as a {@code batch/v1} Job: one pod, tried once, without rights and without a token, on a
 * read-only file system, with its folders of the shared volume as {@code /in} and {@code /out}.
 */
final class JobManifest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JobManifest() {}

  /**
   * @param name of the job
   * @param run the run's folder below the root of the volume
   * @param timeout nanoseconds after which the cluster itself stops the job
   */
  static String of(
      String name, ContainerSettings s, Job job, KubernetesPlace place, String run, long timeout) {
    ObjectNode out = JSON.createObjectNode().put("apiVersion", "batch/v1").put("kind", "Job");
    ObjectNode meta = out.putObject("metadata").put("name", name);
    meta.put("namespace", place.namespace());
    meta.putObject("labels").put("app.kubernetes.io/managed-by", "foretide");
    ContainerKind.labels(job).forEach(meta.putObject("annotations")::put);
    ObjectNode spec = out.putObject("spec").put("backoffLimit", 0);
    spec.put("ttlSecondsAfterFinished", 600);
    spec.put("activeDeadlineSeconds", Math.max(1, timeout / Instants.SECOND));
    ObjectNode template = spec.putObject("template");
    template
        .putObject("metadata")
        .putObject("labels")
        .put("app.kubernetes.io/managed-by", "foretide");
    ObjectNode pod = template.putObject("spec").put("restartPolicy", "Never");
    pod.put("automountServiceAccountToken", false);
    volumes(pod.putArray("volumes"), place);
    container(pod.putArray("containers").addObject(), s, job, run);
    return out.toString();
  }

  private static void volumes(ArrayNode volumes, KubernetesPlace place) {
    volumes
        .addObject()
        .put("name", "runs")
        .putObject("persistentVolumeClaim")
        .put("claimName", place.claim());
    volumes.addObject().put("name", "tmp").putObject("emptyDir");
  }

  private static void container(ObjectNode c, ContainerSettings s, Job job, String run) {
    c.put("name", "app").put("image", s.image());
    s.command().forEach(c.putArray("args")::add);
    Map<String, String> environment = new TreeMap<>(s.environment());
    environment.putAll(ProcessKind.about(job));
    environment.put("FORETIDE_IN", "/in");
    environment.put("FORETIDE_OUT", "/out");
    ArrayNode env = c.putArray("env");
    environment.forEach((name, value) -> env.addObject().put("name", name).put("value", value));
    ObjectNode resources = c.putObject("resources");
    for (String kind : new String[] {"requests", "limits"}) {
      resources
          .putObject(kind)
          .put("cpu", Double.toString(s.cpus()))
          .put("memory", memory(s.memory()));
    }
    ObjectNode security = c.putObject("securityContext");
    security.put("allowPrivilegeEscalation", false).put("readOnlyRootFilesystem", true);
    security.putObject("capabilities").putArray("drop").add("ALL");
    ArrayNode mounts = c.putArray("volumeMounts");
    mounts
        .addObject()
        .put("name", "runs")
        .put("mountPath", "/in")
        .put("subPath", run + "/in")
        .put("readOnly", true);
    mounts.addObject().put("name", "runs").put("mountPath", "/out").put("subPath", run + "/out");
    mounts.addObject().put("name", "tmp").put("mountPath", "/tmp");
  }

  /** {@code 512m} of an engine is {@code 512Mi} of a cluster. */
  private static String memory(String engine) {
    char unit = Character.toLowerCase(engine.charAt(engine.length() - 1));
    String digits = engine.replaceAll("[^0-9]", "");
    return switch (unit) {
      case 'k' -> digits + "Ki";
      case 'm' -> digits + "Mi";
      case 'g' -> digits + "Gi";
      default -> digits;
    };
  }
}
