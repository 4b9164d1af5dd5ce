package io.foretide.app.cli;

/** Texts that several commands share. */
final class Help {
  static final String TIME = "ISO time, relative (-7d) or now (default: ${DEFAULT-VALUE}).";

  private Help() {}
}
