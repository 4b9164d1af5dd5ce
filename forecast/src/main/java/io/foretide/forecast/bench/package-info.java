/** Tables of accuracy and speed on public data sets, with the baseline beside each figure. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.bench;
