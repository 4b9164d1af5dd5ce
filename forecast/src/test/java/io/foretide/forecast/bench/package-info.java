/** Programs that print accuracy and speed on whole data sets. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.bench;
