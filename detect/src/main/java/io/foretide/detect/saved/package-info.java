/** Detectors as bytes. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.saved;
