/** Several methods together: means, medians and weights earned inside the training data. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.ensemble;
