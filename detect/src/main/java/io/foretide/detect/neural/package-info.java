/** Small feed-forward networks, trained in Java, and the detectors made of them. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.neural;
