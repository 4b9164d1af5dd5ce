/** Measures what models cost on this machine. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.capacity;
