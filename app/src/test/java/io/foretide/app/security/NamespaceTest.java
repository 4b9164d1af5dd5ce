package io.foretide.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.enodorest.Catalogue;
import io.foretide.app.enodorest.OwnStore;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.grade.GradeMemory;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.model.ModelFile;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.enodo.EnodoApi;
import io.foretide.hub.enodo.EnodoParts;
import io.foretide.hub.enodo.EnodoSettings;
import io.foretide.hub.enodo.EventOutputs;
import io.foretide.hub.enodo.Sockets;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route of the hub and of Enodo's REST, its WebSockets, every event of its socket.io, and the
 * sockets of both dialects, without, with wrong, with too weak and with right credentials: from
 * loopback, and from a network namespace whose address is none of this machine's.
 */
@Timeout(300)
class NamespaceTest {
  private static final Map<Role, String> TOKEN =
      Map.of(
          Role.READ, "read-token-long",
          Role.WRITE, "write-token-long",
          Role.ADMIN, "admin-token-long");

  @TempDir Path folder;
  private Service service;

  @BeforeEach
  void serve() throws Exception {
    Configuration c =
        Configuration.read(
            new Layer(
                Map.of(
                    "store", Map.of("folder", folder.resolve("data").toString()),
                    "hub",
                        Map.of(
                            "host",
                            "0.0.0.0",
                            "port",
                            0,
                            "tokens",
                            Map.of(
                                "read", "read-token-long",
                                "write", "write-token-long",
                                "admin", "admin-token-long"),
                            "enodo",
                            Map.of(
                                "host",
                                "0.0.0.0",
                                "port",
                                0,
                                "http_port",
                                0,
                                "tokens",
                                "socket-token-long",
                                "basic_auth",
                                Map.of("password", "enodo-secret")))),
                Map.of()),
            folder);
    service =
        Service.open(
            c,
            new ServiceOptions(
                true,
                false,
                WallClock.system(),
                e -> {
                  throw new AssertionError(e);
                }));
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  /** Lines for the prober, and which answers are right. */
  private final Map<String, Expected> table = new LinkedHashMap<>();

  private record Expected(boolean only, List<String> answers) {
    boolean allows(String answer) {
      return only == answers.contains(answer);
    }
  }

  private void one(String line, String... answers) {
    table.put(line, new Expected(true, Arrays.asList(answers)));
  }

  private void none(String line, String... answers) {
    table.put(line, new Expected(false, Arrays.asList(answers)));
  }

  private static String http(int port, String method, String path, String authorization) {
    String address = path.replaceAll("\\{[^}]*}", "x");
    return "HTTP|%d|%s|%s|%s".formatted(port, method, address, authorization);
  }

  /**
   * @param bare what a call without credentials is answered with; empty if it is let in
   * @param live whether a right answer never ends
   */
  private void route(int port, String method, String path, Role role, String bare, boolean live) {
    if (role == Role.OPEN) {
      none(http(port, method, path, ""), "401", "403", "closed");
      return;
    }
    if (!bare.isEmpty()) {
      one(http(port, method, path, ""), bare);
    }
    for (String wrong :
        List.of("Bearer read-token-lon", "Token x", "Digest x", basic("enodo", ""))) {
      one(http(port, method, path, wrong), "401");
    }
    for (Role held : List.of(Role.READ, Role.WRITE, Role.ADMIN)) {
      String line = http(port, method, path, "Bearer " + TOKEN.getOrDefault(held, ""));
      if (held.compareTo(role) < 0) {
        one(line, "403");
      } else if (!live) {
        none(line, "401", "403", "closed");
      }
    }
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private int hubPort() {
    return service.server().address().getPort();
  }

  private void ofHub() throws Exception {
    JsonNode api;
    try (HttpClient client = HttpClient.newHttpClient()) {
      api =
          new ObjectMapper()
              .readTree(
                  client
                      .send(
                          HttpRequest.newBuilder(
                                  URI.create("http://127.0.0.1:" + hubPort() + "/openapi.json"))
                              .build(),
                          BodyHandlers.ofString())
                      .body());
    }
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        Role role =
            Role.valueOf(method.getValue().path("x-role").asText().toUpperCase(Locale.ROOT));
        route(
            hubPort(),
            method.getKey().toUpperCase(Locale.ROOT),
            path.getKey(),
            role,
            "401",
            path.getKey().endsWith("/stream"));
      }
    }
    assertThat(table.size()).as("rows of the hub").isGreaterThan(300);
  }

  private void ofEnodo(boolean loopback) throws Exception {
    int port = service.enodoRestPort();
    int before = table.size();
    for (Route r : enodoRoutes()) {
      boolean live = r.lane() == Route.Lane.LIVE;
      route(port, r.method(), r.path(), r.role(), loopback ? "" : "401", live);
      if (live && r.role() != Role.OPEN) {
        if (!loopback) {
          one("WS|%d|%s|".formatted(port, r.path()), "401");
        }
        one("WS|%d|%s|Bearer wrong".formatted(port, r.path()), "401");
        one("WS|%d|%s|%s".formatted(port, r.path(), basic("enodo", "enodo-secret")), "101");
      }
    }
    one("WS|%d|/subscribe/event/output|Bearer read-token-long".formatted(port), "403");
    none(http(port, "GET", "/series", basic("enodo", "enodo-secret")), "401", "403");
    assertThat(table.size() - before).as("rows of Enodo's REST").isGreaterThan(250);
    ofSocketIo(port, loopback);
  }

  /** Events of socket.io and the role that each needs. */
  private static final Map<Role, List<String>> EVENTS =
      Map.of(
          Role.READ,
          List.of(
              "/api/series",
              "/api/series/details",
              "/api/siridb/query",
              "/api/enodo/modules",
              "/api/enodo/status",
              "/api/enodo/stats",
              "/api/enodo/labels",
              "/api/job/open",
              "/api/job/active",
              "/api/job/failed",
              "/subscribe/series",
              "/subscribe/queue",
              "/subscribe/filtered/series",
              "/subscribe/enodo/module",
              "/subscribe/siridb/status",
              "/subscribe/enodo/log"),
          Role.WRITE,
          List.of("/api/series/create", "/api/enodo/labels/create", "/api/enodo/labels/delete"),
          Role.ADMIN,
          List.of(
              "/api/series/delete",
              "/api/event/output",
              "/api/event/output/create",
              "/api/event/output/update",
              "/api/event/output/delete",
              "/api/enodo/settings",
              "/api/enodo/settings/update",
              "/subscribe/event/output"));

  private void ofSocketIo(int port, boolean loopback) {
    EVENTS.forEach((role, events) -> {
      for (String event : events) {
        String data =
            "{\"series_name\":\"x\",\"name\":\"x\",\"id\":1,\"output_id\":1,\"filter\":\"x\"}";
        one("IO|%d|%s|||%s".formatted(port, event, data), loopback ? "answered" : "silent");
        one("IO|%d|%s|enodo||%s".formatted(port, event, data), "silent");
        one("IO|%d|%s|enodo|wrong|%s".formatted(port, event, data), "silent");
        one("IO|%d|%s|enodo|enodo-secret|%s".formatted(port, event, data), "answered");
        for (Role held : List.of(Role.READ, Role.WRITE, Role.ADMIN)) {
          String line =
              "IO|%d|%s||%s|%s".formatted(port, event, TOKEN.getOrDefault(held, ""), data);
          one(line, held.compareTo(role) < 0 ? "forbidden" : "answered");
        }
      }
    });
    one(http(port, "GET", "/socket.io/?EIO=4&transport=polling", "Bearer wrong"), "401");
    one("WS|%d|/socket.io/?EIO=4&transport=websocket|Bearer wrong".formatted(port), "400");
  }

  private void ofSockets(boolean loopback) {
    int port = service.enodoHub().orElseThrow().hub().port();
    for (Dialect d : Dialect.values()) {
      String seed = "HANDSHAKE_OK";
      String listener = d == Dialect.SEED ? seed : "UPDATE_SERIES";
      for (String type : List.of("worker", "listener")) {
        String in = type.equals("worker") ? seed : listener;
        String line = "SOCKET|%d|%s|%s|".formatted(port, d, type);
        one(line, loopback ? in : "HANDSHAKE_FAIL");
        one(line + "wrong", "HANDSHAKE_FAIL");
        one(line + "admin-token-long", "HANDSHAKE_FAIL");
        one(line + "socket-token-long", in);
      }
      one("COUNT|%d|%s".formatted(port, d), "UNKNOWN_CLIENT", "HANDSHAKE_FAIL", "closed");
    }
  }

  /** The same routes as the service serves, to know their roles. */
  private List<Route> enodoRoutes() throws Exception {
    WallClock clock = WallClock.system();
    var points = service.store().points();
    try (EnodoApi api =
        new EnodoApi(
            new EnodoSettings(
                "",
                0,
                InetAddress::isLoopbackAddress,
                "enodo",
                new Secret(""),
                new Tokens(List.of(), List.of(), List.of()),
                true,
                1,
                25,
                Instants.HOUR,
                List.of(),
                true),
            new EnodoParts(
                service.engine(),
                points,
                points,
                new SensorGrades(points, points, service.events(), clock, GradeMemory.none()),
                service.store().predictions(),
                service.events(),
                clock,
                "test",
                new Nothing(),
                Catalogue.methods(),
                Catalogue::season,
                new OwnStore(points),
                EventOutputs.NONE,
                Sockets.NONE,
                () -> 0))) {
      return api.routes();
    }
  }

  private static final class Nothing implements Keeper {
    @Override
    public SortedMap<String, String> all(String prefix) {
      return new TreeMap<>();
    }

    @Override
    public void put(String key, String value) {}

    @Override
    public void remove(String key) {}
  }

  private void check(Map<String, String> answers, String from) {
    List<String> wrong = new ArrayList<>();
    table.forEach((line, expected) -> {
      String got = answers.getOrDefault(line, "nothing");
      if (!expected.allows(got)) {
        wrong.add(
            line
                + ": "
                + got
                + ", expected "
                + (expected.only() ? "" : "none of ")
                + expected.answers());
      }
    });
    assertThat(wrong).as("of " + table.size() + " rows from " + from).isEmpty();
    System.out.println(
        table.size() + " rows of who gets in, from " + from + ": all as they should");
  }

  @Test
  void from_loopback() throws Exception {
    ofHub();
    ofEnodo(true);
    ofSockets(true);
    Prober prober = new Prober("127.0.0.1");
    Map<String, String> answers = new LinkedHashMap<>();
    for (String line : table.keySet()) {
      answers.put(line, prober.answer(line));
    }
    check(answers, "loopback");
  }

  @Test
  void from_a_network_namespace() throws Exception {
    NetworkNamespace space;
    try {
      space = NetworkNamespace.create();
    } catch (NetworkNamespace.Missing e) {
      assumeTrue(false, "SKIPPED: no network namespace here: " + e.getMessage());
      return;
    }
    try (space) {
      ofHub();
      ofEnodo(false);
      ofSockets(false);
      var unused =
          service
              .engine()
              .create(
                  ModelFile.read(
                      Map.of(
                          "model", "counted",
                          "inputs", List.of("tank"),
                          "resolution", "1m",
                          "every", "1h",
                          "run", Map.of("forecast", Map.of("method", "naive", "horizon", "1h")))));
      check(ask(space), space.address());
      TreeSet<String> refused = new TreeSet<>();
      for (Event e : service.events().list(EventLog.Filter.latest(1_000))) {
        if (e.kind().endsWith(".refused")) {
          assertThat(e.message()).doesNotContain("-token-lon", "enodo-secret");
          if (e.message().contains(space.address())) {
            refused.add(e.kind());
          }
        }
      }
      assertThat(refused).contains("enodo.client.refused", "enodo.rest.refused");
      assertThat(service.enodoHub().orElseThrow().hub().series().counted("tank")).isZero();
    }
  }

  private Map<String, String> ask(NetworkNamespace space) throws IOException, InterruptedException {
    Process p = space.java(Prober.class, space.host());
    Map<String, String> answers = new LinkedHashMap<>();
    try (PrintStream to = new PrintStream(p.getOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader from =
            new BufferedReader(new InputStreamReader(p.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line : table.keySet()) {
        to.println(line);
        answers.put(line, String.valueOf(from.readLine()));
      }
    } finally {
      p.destroy();
      p.waitFor();
    }
    return answers;
  }
}
