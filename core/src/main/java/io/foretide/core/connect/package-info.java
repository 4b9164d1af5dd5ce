/**
 * How outside systems are plugged in: one connector per kind, found by the {@code type:} of a
 * section.
 */
@NullMarked
package io.foretide.core.connect;

import org.jspecify.annotations.NullMarked;
