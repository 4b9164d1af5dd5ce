/** Turning scores of rows into episodes, so that one fault is one event. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.episode;
