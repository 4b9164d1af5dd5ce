/** Models of kind {@code forecast}. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.forecast;
