package io.foretide.hub.enodo;

import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.Method;
import io.foretide.hub.enodo.data.Methods;
import io.foretide.hub.enodo.data.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modules that jobs can name: those of workers, then the methods of this program. */
final class Modules {
  private final Methods methods;
  private final Sockets sockets;
  private final String version;

  Modules(Methods methods, Sockets sockets, String version) {
    this.methods = methods;
    this.sockets = sockets;
    this.version = version;
  }

  List<Map<String, @Nullable Object>> all() {
    Map<Object, Map<String, @Nullable Object>> out = new LinkedHashMap<>();
    for (Sockets.Peer p : sockets.peers()) {
      Map<String, @Nullable Object> module = p.module();
      if (module != null) {
        out.putIfAbsent(module.get("name") + "@" + module.get("version"), module);
      }
    }
    Map<String, List<Method>> own = new LinkedHashMap<>();
    for (Method m : methods.all()) {
      own.computeIfAbsent(m.name(), _ -> new ArrayList<>()).add(m);
    }
    own.forEach((name, same) -> out.putIfAbsent(name + "@" + version, one(name, same)));
    return new ArrayList<>(out.values());
  }

  private Map<String, @Nullable Object> one(String name, List<Method> methodsOfName) {
    List<Map<String, @Nullable Object>> arguments = new ArrayList<>();
    Set<String> jobs = new LinkedHashSet<>();
    Shape weights = new Shape();
    jobs.add(JobKind.BASE_ANALYSIS.word());
    for (Method m : methodsOfName) {
      List<String> kinds = new ArrayList<>();
      kinds.add(m.kind().word());
      if (m.kind() == JobKind.ANOMALY_DETECT && name.equals("limits")) {
        kinds.add(JobKind.STATIC_RULES.word());
      }
      jobs.addAll(kinds);
      for (Method.Parameter p : m.parameters()) {
        arguments.add(
            new Shape()
                .put("name", p.name())
                .put("required", false)
                .put("description", p.description())
                .put("job_types", kinds)
                .put("value_type", p.type())
                .map());
      }
    }
    jobs.forEach(job -> weights.put(job, 1));
    return new Shape()
        .put("name", name)
        .put("version", version)
        .put("module_arguments", arguments)
        .put("supported_jobs", jobs)
        .put("job_load_weight", weights.map())
        .map();
  }
}
