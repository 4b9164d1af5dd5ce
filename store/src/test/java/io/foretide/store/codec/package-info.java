/** Tests of the packed forms. */
@NullMarked
package io.foretide.store.codec;

import org.jspecify.annotations.NullMarked;
