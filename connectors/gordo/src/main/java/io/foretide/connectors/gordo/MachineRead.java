package io.foretide.connectors.gordo;

import io.foretide.core.model.ModelDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What a listing learnt of a machine.
 *
 * @param definition of its model, null if there is trouble
 * @param trouble one sentence; empty for none
 */
record MachineRead(
    Wanted wanted, @Nullable ModelDefinition definition, String trouble, Outcome outcome) {
  enum Outcome {
    READ,
    /** It answered what no model can be made of. */
    REFUSED,
    SILENT,
    /** Others of its project were silent. */
    NOT_ASKED
  }

  static MachineRead of(Wanted wanted, ModelDefinition definition) {
    return new MachineRead(wanted, definition, "", Outcome.READ);
  }

  static MachineRead without(Wanted wanted, Outcome outcome, Exception why) {
    return new MachineRead(wanted, null, String.valueOf(why.getMessage()), outcome);
  }

  boolean asked() {
    return outcome != Outcome.NOT_ASKED;
  }
}
