/** Models of kind {@code detect}. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.detect;
