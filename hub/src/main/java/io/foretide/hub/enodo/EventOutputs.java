package io.foretide.hub.enodo;

import io.foretide.hub.enodo.data.ConfigReader;
import io.foretide.hub.enodo.data.EventOutput;
import java.util.List;
import java.util.function.Predicate;

/** Tells the outputs that clients made of alarms. Thread-safe. */
public interface EventOutputs {
  /** Nobody is told. */
  EventOutputs NONE =
      new EventOutputs() {
        @Override
        public void check(EventOutput output) {}

        @Override
        public void use(List<EventOutput> all, Predicate<String> isRule) {}
      };

  /**
   * @throws ConfigReader.Invalid if messages could not be made from it
   */
  void check(EventOutput output) throws ConfigReader.Invalid;

  /**
   * Tells these from now on.
   *
   * @param isRule whether a model, by its name, checks static rules
   */
  void use(List<EventOutput> all, Predicate<String> isRule);
}
