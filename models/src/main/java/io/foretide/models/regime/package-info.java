/** Models that apply only at times, or differ from state to state. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.regime;
