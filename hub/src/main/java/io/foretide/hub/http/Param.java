package io.foretide.hub.http;

import java.util.Arrays;
import java.util.List;

/**
 * A query parameter of a route, as {@code /openapi.json} describes it.
 *
 * @param name as written in the address
 * @param type of its value, in JSON Schema's words
 * @param about one sentence
 * @param required whether a request without it is refused
 * @param choices the only values; empty if any fits
 */
public record Param(
    String name, String type, String about, boolean required, List<String> choices) {
  public Param {
    choices = List.copyOf(choices);
  }

  /** Any parameters at all: of pages, which keep what they show in their own address. */
  public static final Param ANY = new Param("*", "string", "Any.", false, List.of());

  public static Param text(String name, String about) {
    return new Param(name, "string", about, false, List.of());
  }

  public static Param number(String name, String about) {
    return new Param(name, "integer", about, false, List.of());
  }

  public static Param flag(String name, String about) {
    return new Param(name, "boolean", about, false, List.of());
  }

  public static Param choice(String name, String about, String... choices) {
    return new Param(name, "string", about, false, Arrays.asList(choices));
  }

  /** {@code from} and {@code to}, with what they default to. */
  public static List<Param> range(String defaults) {
    String form = " ISO 8601, epoch milliseconds, 'now', or relative such as '-7d'.";
    return List.of(
        text("from", "First instant; " + defaults + "." + form),
        text("to", "First instant after the range; now if absent." + form));
  }

  public Param needed() {
    return new Param(name, type, about, true, choices);
  }
}
