/** Packed, lossless forms of time and value columns. */
@NullMarked
package io.foretide.store.codec;

import org.jspecify.annotations.NullMarked;
