package io.foretide.app.cli;

import picocli.CommandLine.Command;

/** {@code models execute}: {@code predict} beside the other things that are done with a model. */
@Command(name = "execute", description = "Run a model over a range and print it; stores nothing.")
final class ExecuteCommand extends PredictCommand {}
