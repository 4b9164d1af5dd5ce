package io.foretide.hub;

import io.foretide.hub.enodo.EventOutputs;
import io.foretide.hub.enodo.data.ConfigReader;
import io.foretide.hub.enodo.data.EventOutput;
import java.util.List;
import java.util.function.Predicate;

/** Remembers which outputs are told. */
final class RecordedOutputs implements EventOutputs {
  volatile List<EventOutput> used = List.of();
  volatile Predicate<String> isRule = _ -> false;

  @Override
  public void check(EventOutput output) throws ConfigReader.Invalid {
    if (output.payload().contains("{{nonsense}}")) {
      throw new ConfigReader.Invalid("'nonsense' is not known");
    }
  }

  @Override
  public void use(List<EventOutput> all, Predicate<String> rule) {
    used = all;
    isRule = rule;
  }
}
