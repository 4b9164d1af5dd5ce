package io.foretide.detect;

/** A detector that needs all rows before it can score any of them, so it refuses streams. */
public non-sealed interface Offline extends Detector {

  /** A short lower-case name of the method. */
  String kind();

  @Override
  default Scorer scorer() {
    throw Refused.because(
            kind() + " looks at later rows too and cannot score a stream",
            "all rows at once, through scores(columns)")
        .asException();
  }
}
