/** The byte form in which detectors and the state of scorers are saved. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.state;
