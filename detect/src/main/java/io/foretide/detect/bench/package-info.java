/** Benchmarks on public data sets, against published figures. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.bench;
