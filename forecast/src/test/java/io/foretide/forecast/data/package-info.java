/** Reads the shared data folder where it is there. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.data;
