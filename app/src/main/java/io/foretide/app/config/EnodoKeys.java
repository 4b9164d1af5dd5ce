package io.foretide.app.config;

import io.foretide.app.config.EnodoFile.Value;
import io.foretide.core.settings.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the keys of Enodo's files mean here: each becomes a setting, or a remark why it is not. */
final class EnodoKeys {
  /** Where a plain value goes; a trailing {@code *s} makes seconds of a bare number. */
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("hub.client_max_timeout", "hub.enodo.client_max_timeout*s"),
          Map.entry("hub.internal_socket_server_hostname", "hub.enodo.host"),
          Map.entry("hub.internal_socket_server_port", "hub.enodo.port"),
          Map.entry("hub.basic_auth_username", "hub.enodo.basic_auth.username"),
          Map.entry("hub.basic_auth_password", "hub.enodo.basic_auth.password"),
          Map.entry("hub.enable_rest_api", "hub.enodo.rest"),
          Map.entry("hub.enable_socket_io_api", "hub.enodo.socket_io"),
          Map.entry("hub.base_path", "store.folder"),
          Map.entry("hub.max_in_queue_before_warning", "hub.enodo.max_in_queue_before_warning"),
          Map.entry("hub.min_data_points", "hub.enodo.min_data_points"),
          Map.entry("enodo.client_max_timeout", "hub.enodo.client_max_timeout*s"),
          Map.entry("enodo.socket_server_hostname", "hub.enodo.host"),
          Map.entry("enodo.socket_server_port", "hub.enodo.port"),
          Map.entry("enodo.socker_server_port", "hub.enodo.port"),
          Map.entry("enodo.basic_auth_username", "hub.enodo.basic_auth.username"),
          Map.entry("enodo.basic_auth_password", "hub.enodo.basic_auth.password"),
          Map.entry("analyser.watcher_interval", "hub.enodo.watcher_interval*s"),
          Map.entry("analyser.min_data_points", "hub.enodo.min_data_points"),
          Map.entry("analyser.interval_schedules_series", "hub.enodo.forecast_every*s"),
          Map.entry("enodo.pipe_path", "listener.enodo.pipe_path"),
          Map.entry("enodo.counter_update_interval", "listener.enodo.counter_update_interval*s"),
          Map.entry("go.tcp_port", "listener.enodo.tee_port"),
          Map.entry("go.ready_port", "listener.enodo.ready_port"),
          Map.entry("worker.max_job_duration", "worker.max_job_duration*s"),
          Map.entry("enodo.max_job_duration", "worker.max_job_duration*s"));

  /** Keys of any client; the part that they belong to is told by the others. */
  private static final Map<String, String> CLIENT =
      Map.of(
          "hub_hostname", "hub_hostname",
          "hub_port", "hub_port",
          "heartbeat_interval", "heartbeat_interval*s",
          "internal_security_token", "token",
          "token", "token",
          "id", "id");

  /** Keys that no longer mean anything, and why. */
  private static final Map<String, String> OBSOLETE =
      Map.ofEntries(
          Map.entry("hub.save_to_disk_interval", "every change is durable at once"),
          Map.entry("enodo.save_to_disk_interval", "every change is durable at once"),
          Map.entry("hub.storage_type", "the section store says where data are kept"),
          Map.entry(
              "hub.disable_safe_mode",
              "list the addresses of clients without a token under hub.enodo.allow_untokened"),
          Map.entry("enodo.log_path", "logs go to standard error; log.level sets how much"),
          Map.entry("enodo.series_save_path", "series are kept in store.folder"),
          Map.entry("enodo.model_pkl_save_path", "models are kept in store.folder"),
          Map.entry("analyser.analysis_save_path", "analyses are kept in store.folder"),
          Map.entry("analyser.period_to_forecast", "run.enodo.horizon of a model says it"),
          Map.entry(
              "analyser.siridb_connection_check_interval", "SiriDB is asked when it is needed"));

  private static final Set<String> DATA = Set.of("siridb", "siridb_data");
  private static final Set<String> OUTPUT = Set.of("siridb_forecast", "siridb_output");
  private static final Set<String> ACCESS = Set.of("host", "port", "user", "password", "database");

  private final Map<String, Map<String, Value>> from;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final List<Problem> remarks = new ArrayList<>();

  private EnodoKeys(Map<String, Map<String, Value>> from) {
    this.from = from;
  }

  static Layer translate(Map<String, Map<String, Value>> from) {
    EnodoKeys keys = new EnodoKeys(from);
    from.forEach((section, inside) -> {
      if (DATA.contains(section)) {
        keys.database(section, inside, "sensor_data");
      } else if (OUTPUT.contains(section)) {
        keys.database(section, inside, "prediction_storage");
      } else {
        inside.forEach((key, value) -> keys.key(section, key, value));
      }
    });
    return new Layer(keys.values, keys.origins, keys.remarks);
  }

  private void key(String section, String key, Value value) {
    String full = section + "." + key;
    String target = PLAIN.get(full);
    if (target != null) {
      put(target, value);
    } else if (section.equals("worker") && CLIENT.containsKey(key)) {
      put("worker." + CLIENT.get(key), value);
    } else if ((section.equals("enodo") || section.equals("go")) && CLIENT.containsKey(key)) {
      for (String part : parts(section)) {
        put(part + "." + CLIENT.get(key), value);
      }
    } else if (section.equals("thingsdb")) {
      remark(value, full, "Foretide needs no ThingsDB");
    } else {
      remark(value, full, OBSOLETE.getOrDefault(full, "it is not known"));
    }
  }

  private void remark(Value value, String key, String why) {
    remarks.add(new Problem(value.origin(), key + " has no effect: " + why));
  }

  /** Which clients a file without a section of its own is for. */
  private List<String> parts(String section) {
    Set<String> own = from.getOrDefault("enodo", Map.of()).keySet();
    boolean listener =
        section.equals("go")
            || own.contains("pipe_path")
            || own.contains("counter_update_interval");
    boolean worker =
        own.contains("max_job_duration")
            || from.containsKey("worker")
            || (!listener && from.containsKey("siridb"));
    return listener == worker
        ? List.of("listener.enodo", "worker")
        : List.of(listener ? "listener.enodo" : "worker");
  }

  private void database(String section, Map<String, Value> inside, String target) {
    if (!inside.containsKey("database")) {
      return;
    }
    values.put(target, new LinkedHashMap<String, Object>());
    put(target + ".type", new Value("siridb", inside.get("database").origin()));
    Value host =
        inside.getOrDefault("host", new Value("localhost", inside.get("database").origin()));
    Value port = inside.getOrDefault("port", new Value("9000", host.origin()));
    put(target + ".servers", new Value(host.text() + ":" + port.text(), host.origin()));
    for (String key : List.of("user", "password", "database")) {
      Value value = inside.get(key);
      if (value != null) {
        put(target + "." + key, value);
      }
    }
    inside.forEach((key, value) -> {
      if (!ACCESS.contains(key)) {
        remark(value, section + "." + key, "it is not known");
      }
    });
  }

  private void put(String target, Value value) {
    boolean seconds = target.endsWith("*s");
    String path = seconds ? target.substring(0, target.length() - 2) : target;
    String text = seconds && value.text().matches("[0-9.]+") ? value.text() + "s" : value.text();
    if (path.equals("hub.enodo.client_max_timeout") && text.matches("([0-9]|[12][0-9]|3[0-4])s")) {
      // As Enodo's own hubs do.
      text = "35s";
    }
    place(values, List.of(path.split("\\.")), text);
    origins.put(path, value.origin());
  }

  private static void place(Map<String, Object> into, List<String> path, String text) {
    String key = path.getFirst();
    if (path.size() == 1) {
      into.put(key, text);
      return;
    }
    Map<String, Object> inner = new LinkedHashMap<>();
    if (into.get(key) instanceof Map<?, ?> m) {
      m.forEach((k, v) -> inner.put((String) k, v));
    }
    place(inner, path.subList(1, path.size()), text);
    into.put(key, inner);
  }
}
