package io.foretide.connectors.enodo.protocol;

import io.foretide.connectors.qpack.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a client introduces itself.
 *
 * @param fields as they came, in their order
 */
public record Handshake(Item.Mapping fields) implements Message {
  /** The key by which a program of ours says that it knows all message types. */
  public static final String FORETIDE = "foretide";

  /**
   * What a newest worker runs.
   *
   * @param name of its only module
   * @param version of it
   * @param jobs that it supports, such as {@code job_forecast}
   */
  public record Module(String name, String version, List<String> jobs) {
    public Module {
      jobs = List.copyOf(jobs);
    }
  }

  @Override
  public Kind kind() {
    return Kind.HANDSHAKE;
  }

  public String clientId() {
    return Fields.text(fields, "client_id");
  }

  /** {@code listener}, {@code worker}, or whatever was sent; empty if nothing. */
  public String clientType() {
    return Fields.text(fields, "client_type");
  }

  /** Empty if none was sent. */
  public String token() {
    return Fields.text(fields, "token");
  }

  /** The version of the client's library. */
  public String version() {
    String own = Fields.text(fields, "version");
    return own.isEmpty() ? Fields.text(fields, "lib_version") : own;
  }

  /** Whether its listener waits for HANDSHAKE_OK, as those in Python of the newest era do. */
  public boolean isPython() {
    return fields.get("lib_version").isPresent();
  }

  public boolean busy() {
    return fields.get("busy").map(Fields::truth).orElse(false);
  }

  /** Whether the client is one of ours. */
  public boolean isForetide() {
    return fields.get(FORETIDE).isPresent();
  }

  /** Empty for seed workers, which run everything. */
  public Optional<Module> module() {
    if (!(fields.get("module").orElse(null) instanceof Item.Mapping m)) {
      return Optional.empty();
    }
    List<String> jobs = new ArrayList<>();
    if (m.get("supported_jobs").orElse(null) instanceof Item.Sequence s) {
      s.items().forEach(i -> jobs.add(i.toString()));
    }
    return Optional.of(new Module(Fields.text(m, "name"), Fields.text(m, "version"), jobs));
  }

  /** A listener of the seed era. */
  public static Handshake listener(String clientId, String version) {
    return new Handshake(
        Item.mapping(
            Fields.of(
                "client_id", Item.text(clientId),
                "client_type", Item.text("listener"),
                "version", Item.text(version))));
  }

  /** A worker of the seed era. */
  public static Handshake worker(String clientId, String version, boolean busy) {
    return new Handshake(
        Item.mapping(
            Fields.of(
                "client_id", Item.text(clientId),
                "client_type", Item.text("worker"),
                "version", Item.text(version),
                "busy", new Item.Flag(busy))));
  }

  /** The same with one more field at the end. */
  public Handshake with(String key, Item value) {
    Map<Item, Item> all = new LinkedHashMap<>(fields.entries());
    all.put(Item.text(key), value);
    return new Handshake(new Item.Mapping(all));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Handshake[" + clientType() + " " + clientId() + " " + version() + "]";
  }
}
